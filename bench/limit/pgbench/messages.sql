-- the newest 20 messages of one conversation
\set conversation random(1, :conversations)
select id, created_at, type, private, status, sender_type, sender_id, content_type, content
from ideal.message
where account_id = 1 and conversation_id = :conversation
order by id desc limit 20;
