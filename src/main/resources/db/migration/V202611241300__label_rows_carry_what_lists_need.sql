-- A row of this table is the narrow copy of its conversation: all that the list of a label walks by, filters by and
-- compares, so that a page of it need not look the conversations up. It is written with every write of its
-- conversation, and so its xmin is the version of it.
alter table conversation_labels rename column conversation_id to id;
alter table conversation_labels
  add column inbox_id bigint,
  add column team_id bigint,
  add column assignee_id bigint,
  add column contact_id bigint;
update conversation_labels l
set inbox_id = c.inbox_id, team_id = c.team_id, assignee_id = c.assignee_id, contact_id = c.contact_id
from conversations c
where c.account_id = l.account_id and c.id = l.id;
alter table conversation_labels
  alter column inbox_id set not null,
  alter column contact_id set not null,
  set (fillfactor = 80);

create or replace function follow_conversation_labels() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.labels = new.labels then
    update conversation_labels
    set status = new.status, last_activity_at = new.last_activity_at, inbox_id = new.inbox_id, team_id = new.team_id,
      assignee_id = new.assignee_id, contact_id = new.contact_id
    where account_id = new.account_id and id = new.id;
    return null;
  end if;
  if tg_op = 'UPDATE' then
    delete from conversation_labels where account_id = new.account_id and id = new.id;
  end if;
  insert into conversation_labels (account_id, label, id, status, last_activity_at, inbox_id, team_id, assignee_id,
    contact_id)
  select distinct new.account_id, label, new.id, new.status, new.last_activity_at, new.inbox_id, new.team_id,
    new.assignee_id, new.contact_id
  from unnest(new.labels) label;
  return null;
end $$;
drop trigger conversations_label_update on conversations;
create trigger conversations_label_update after update on conversations
  for each row when (old.labels <> '{}' or new.labels <> '{}')
  execute function follow_conversation_labels();
