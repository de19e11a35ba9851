-- The event log: one row for each change, in the transaction of the change. The id is drawn while the row of the
-- conversation (or contact) is locked, so ids are in order within it; see EventLog for the order across transactions.
create sequence event_ids;
create table events (
  account_id bigint not null,
  id bigint not null default nextval('event_ids'),
  type text not null,
  conversation_id bigint,
  message_id bigint,
  contact_id bigint,
  inbox_id bigint,
  actor_type text,
  actor_id bigint,
  data jsonb not null default '{}',
  created_at timestamptz not null,
  constraint events_pkey primary key (account_id, id)
);
create unique index events_id on events (id);

create table event_consumers (
  name text primary key,
  position bigint not null,
  updated_at timestamptz not null
);
