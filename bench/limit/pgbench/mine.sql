-- the 25 newest open conversations of one agent
\set agent random(1, 100)
select c.id, c.status, c.inbox_id, c.assignee_id, c.contact_id, k.name, c.last_message_at, c.last_message_preview, c.unread
from ideal.conversation c
join ideal.contact k on k.account_id = c.account_id and k.id = c.contact_id
where c.account_id = 1 and c.assignee_id = :agent and c.status = 0
order by c.sort_at desc, c.id desc limit 25;
