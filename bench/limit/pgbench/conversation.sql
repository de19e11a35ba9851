-- one conversation with its contact
\set conversation random(1, :conversations)
select c.*, k.name, k.email, k.phone
from ideal.conversation c
join ideal.contact k on k.account_id = c.account_id and k.id = c.contact_id
where c.account_id = 1 and c.id = :conversation;
