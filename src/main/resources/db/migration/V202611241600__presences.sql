-- Members who have sent a heartbeat, and when the last one came; who never sent one is taken at his word. Written at
-- most every 20 seconds for a member, and to be read by every node alike.
create table presences (
  account_id bigint not null,
  user_id bigint not null,
  seen_at timestamptz not null,
  away boolean not null default false,
  constraint presences_pkey primary key (account_id, user_id),
  constraint presences_member foreign key (account_id, user_id) references members on delete cascade
) with (fillfactor = 50);
create index presences_here on presences (seen_at) where not away;
