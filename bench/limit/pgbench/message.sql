-- a reply, durable, with its outbox row and its report event, in one statement and one commit
\set conversation random(1, :conversations)
\set agent random(1, 100)
\set n random(1, 1000000000)
with m as (
  insert into ideal.message (account_id, conversation_id, id, created_at, type, sender_type, sender_id, content)
  values (1, :conversation, nextval('ideal.message_id_seq'), now(), 1, 2, :agent,
    'reply number ' || :n || ' thank you for your patience we have looked at the order and the parcel will leave the depot tomorrow morning')
  returning conversation_id, id, created_at, type, content
), o as (
  insert into ideal.outbox (account_id, conversation_id, kind, ref) select 1, conversation_id, 1, id from m
), r as (
  insert into ideal.report_event (account_id, created_at, name, value, inbox_id, agent_id, conversation_id)
  select 1, created_at, 2, 120, 1, :agent, conversation_id from m
)
update ideal.conversation c
set sort_at = m.created_at, last_message_at = m.created_at, last_message_id = m.id, last_message_type = m.type,
  last_message_preview = left(m.content, 120), message_count = c.message_count + 1, waiting_since = null
from m where c.account_id = 1 and c.id = m.conversation_id
returning c.id, m.id;
