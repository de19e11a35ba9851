-- The orders of the list. Most conversations have no priority, are seen and wait for nobody: the indexes leave those
-- out, so that a message seldom pays for them; the list walks the usual index for the rest.
drop index conversations_priority_order;
create index conversations_priority on conversations (account_id, status, priority, last_activity_at desc, id desc)
  where priority is not null;
create index conversations_priority_all on conversations (account_id, priority, last_activity_at desc, id desc)
  where priority is not null;
create index conversations_priority_created on conversations (account_id, status, priority, id)
  where priority is not null;
create index conversations_priority_created_all on conversations (account_id, priority, id)
  where priority is not null;
create index conversations_waiting_all on conversations (account_id, waiting_since, id)
  where waiting_since is not null;
create index conversations_unread on conversations (account_id, last_activity_at desc, id desc)
  where unread_count > 0;
