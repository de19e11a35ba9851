-- the 25 newest open conversations with a label
\set label random(1, 40)
select c.id, c.contact_id, c.last_message_preview, c.unread
from ideal.conversation_label l
join ideal.conversation c on c.account_id = l.account_id and c.id = l.conversation_id
where l.account_id = 1 and l.label_id = :label and l.status = 0
order by l.sort_at desc, l.conversation_id desc limit 25;
