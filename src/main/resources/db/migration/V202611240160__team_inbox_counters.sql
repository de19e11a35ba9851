-- One scope more, each team within each inbox: with it the counters of an agent, who sees his inboxes and his teams'
-- conversations elsewhere, are a sum of scopes that do not overlap.
create or replace function append_conversation_deltas(c conversations, change integer) returns void language sql as $$
  insert into conversation_counter_deltas (account_id, scope, scope_key, status, assignee_id, change)
  values (c.account_id, 'all', '', c.status, coalesce(c.assignee_id, 0), change),
         (c.account_id, 'inbox', c.inbox_id::text, c.status, coalesce(c.assignee_id, 0), change);
  insert into conversation_counter_deltas (account_id, scope, scope_key, status, assignee_id, change)
  select c.account_id, scope, scope_key, c.status, coalesce(c.assignee_id, 0), change
  from (values ('team', c.team_id::text), ('team_inbox', c.team_id || ':' || c.inbox_id)) as t (scope, scope_key)
  where c.team_id is not null;
  insert into conversation_counter_deltas (account_id, scope, scope_key, status, assignee_id, change)
  select c.account_id, 'label', label, c.status, coalesce(c.assignee_id, 0), change from unnest(c.labels) label;
$$;

insert into conversation_counters (account_id, scope, scope_key, status, assignee_id, total)
select account_id, 'team_inbox', team_id || ':' || inbox_id, status, coalesce(assignee_id, 0), count(*)
from conversations
where team_id is not null
group by 1, 2, 3, 4, 5;
