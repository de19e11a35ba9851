-- assignee_id -1: the total of a scope in a status, so that a reader takes three rows however many agents there are.
-- It is made by folding alone; deltas have none.
insert into conversation_counters (account_id, scope, scope_key, status, assignee_id, total)
select account_id, scope, scope_key, status, -1, sum(total) from conversation_counters
group by 1, 2, 3, 4;

-- Adds the appended changes up into their rows.
create function fold_conversation_counters() returns void language sql as $$
  with gone as (
    delete from conversation_counter_deltas
    returning account_id, scope, scope_key, status, assignee_id, change
  )
  insert into conversation_counters as c (account_id, scope, scope_key, status, assignee_id, total)
  select account_id, scope, scope_key, status, who, sum(change) from gone, unnest(array[assignee_id, -1]) who
  group by 1, 2, 3, 4, 5
  order by 1, 2, 3, 4, 5
  on conflict (account_id, scope, scope_key, status, assignee_id) do update set total = c.total + excluded.total
$$;
