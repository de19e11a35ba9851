-- How many conversations there are, without counting them: by status and assignee, for the account (scope 'all'),
-- each inbox, team and label. Changes are appended as deltas, so that two agents never wait for one counter row;
-- the folding job adds them up. A reader sums both.
create table conversation_counters (
  account_id bigint not null,
  scope text not null,
  scope_key text not null,
  status smallint not null,
  assignee_id bigint not null, -- 0: nobody
  total bigint not null,
  constraint conversation_counters_pkey primary key (account_id, scope, scope_key, status, assignee_id)
) with (fillfactor = 70);

create table conversation_counter_deltas (
  account_id bigint not null,
  scope text not null,
  scope_key text not null,
  status smallint not null,
  assignee_id bigint not null,
  change integer not null
);
create index conversation_counter_deltas_scope on conversation_counter_deltas (account_id, scope, scope_key, status);

create function append_conversation_deltas(c conversations, change integer) returns void language sql as $$
  insert into conversation_counter_deltas (account_id, scope, scope_key, status, assignee_id, change)
  values (c.account_id, 'all', '', c.status, coalesce(c.assignee_id, 0), change),
         (c.account_id, 'inbox', c.inbox_id::text, c.status, coalesce(c.assignee_id, 0), change);
  insert into conversation_counter_deltas (account_id, scope, scope_key, status, assignee_id, change)
  select c.account_id, 'team', c.team_id::text, c.status, coalesce(c.assignee_id, 0), change where c.team_id is not null;
  insert into conversation_counter_deltas (account_id, scope, scope_key, status, assignee_id, change)
  select c.account_id, 'label', label, c.status, coalesce(c.assignee_id, 0), change from unnest(c.labels) label;
$$;

create function count_conversation() returns trigger language plpgsql as $$
begin
  if tg_op in ('UPDATE', 'DELETE') then perform append_conversation_deltas(old, -1); end if;
  if tg_op in ('UPDATE', 'INSERT') then perform append_conversation_deltas(new, 1); end if;
  return null;
end $$;
create trigger conversations_count after insert or delete on conversations
  for each row execute function count_conversation();
create trigger conversations_recount after update on conversations
  for each row when ((old.status, old.assignee_id, old.inbox_id, old.team_id, old.labels)
    is distinct from (new.status, new.assignee_id, new.inbox_id, new.team_id, new.labels))
  execute function count_conversation();

-- The order of the list for one label, which no index on an array can give.
create table conversation_labels (
  account_id bigint not null,
  label text not null,
  conversation_id bigint not null,
  status smallint not null,
  last_activity_at timestamptz not null,
  constraint conversation_labels_pkey primary key (account_id, conversation_id, label),
  constraint conversation_labels_conversation foreign key (account_id, conversation_id)
    references conversations on delete cascade
);
create index conversation_labels_list
  on conversation_labels (account_id, label, status, last_activity_at desc, conversation_id desc);

create function follow_conversation_labels() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.labels = new.labels then
    update conversation_labels set status = new.status, last_activity_at = new.last_activity_at
    where account_id = new.account_id and conversation_id = new.id;
    return null;
  end if;
  if tg_op = 'UPDATE' then
    delete from conversation_labels where account_id = new.account_id and conversation_id = new.id;
  end if;
  insert into conversation_labels (account_id, label, conversation_id, status, last_activity_at)
  select distinct new.account_id, label, new.id, new.status, new.last_activity_at from unnest(new.labels) label;
  return null;
end $$;
create trigger conversations_label_insert after insert on conversations
  for each row when (new.labels <> '{}') execute function follow_conversation_labels();
create trigger conversations_label_update after update on conversations
  for each row when ((old.labels <> '{}' or new.labels <> '{}')
    and (old.labels, old.status, old.last_activity_at) is distinct from (new.labels, new.status, new.last_activity_at))
  execute function follow_conversation_labels();
