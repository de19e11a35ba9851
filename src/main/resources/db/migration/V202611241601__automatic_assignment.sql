-- When a member was last given a conversation of the inbox: the number of the turn.
create sequence assignment_turns;
alter table inbox_members add column turn bigint not null default 0;

-- Open conversations that wait for somebody to be there. Those of one inbox and team can be given to the same people,
-- so nobody who waits in one group stands in the way of another. team_id 0: no team.
create table assignment_queue (
  account_id bigint not null,
  conversation_id bigint not null,
  inbox_id bigint not null,
  team_id bigint not null,
  since timestamptz not null,
  reason text not null,
  constraint assignment_queue_pkey primary key (account_id, conversation_id),
  constraint assignment_queue_conversation foreign key (account_id, conversation_id)
    references conversations on delete cascade
);
create index assignment_queue_order on assignment_queue (account_id, inbox_id, team_id, since, conversation_id);

-- Whoever is given away or closed waits no longer, by whichever way it happened.
create function follow_assignment_queue() returns trigger language plpgsql as $$
begin
  if new.status <> 0 or new.assignee_id is not null
    or (new.assignee_bot_id is not null and new.assignee_bot_id is distinct from old.assignee_bot_id) then
    delete from assignment_queue where account_id = new.account_id and conversation_id = new.id;
  else
    update assignment_queue set team_id = coalesce(new.team_id, 0)
    where account_id = new.account_id and conversation_id = new.id;
  end if;
  return null;
end $$;
create trigger conversations_assignment_queue
  after update of status, assignee_id, assignee_bot_id, team_id on conversations
  for each row when (old.status = 0 and old.assignee_id is null
    and (old.status, old.assignee_id, old.assignee_bot_id, old.team_id)
      is distinct from (new.status, new.assignee_id, new.assignee_bot_id, new.team_id))
  execute function follow_assignment_queue();
