-- A schema made for nothing but the measured operations: the number of a conversation is its key, the last
-- message and the unread count live on its row, few narrow indexes give every list its order, counters are rows.
-- No product can pass what pgbench reaches here; it is the yardstick. Needs generate.sql before it.
set synchronous_commit = off;
set maintenance_work_mem = '512MB';
drop schema if exists ideal cascade;
create schema ideal;
create table ideal.agent (account_id int, id int, name text not null, avatar_url text, primary key (account_id, id));
create table ideal.inbox (account_id int, id int, name text not null, channel text not null, primary key (account_id, id));
create table ideal.contact (
  account_id int not null, id int not null, name text not null, email text, phone text, last_activity_at timestamptz,
  search text generated always as (lower(coalesce(name, '') || ' ' || coalesce(email, '') || ' ' || coalesce(phone, ''))) stored
);
create table ideal.conversation (
  account_id int not null, id int not null, status smallint not null, inbox_id int not null, assignee_id int, team_id int,
  contact_id int not null, sort_at timestamptz not null, last_message_at timestamptz, last_message_id bigint,
  last_message_type smallint, last_message_preview text, unread int not null default 0, message_count int not null default 0,
  waiting_since timestamptz, first_reply_at timestamptz, labels int[] not null default '{}', attrs jsonb, uuid uuid not null
) with (fillfactor = 85);
create table ideal.message (
  account_id int not null, conversation_id int not null, id bigint not null, created_at timestamptz not null,
  type smallint not null, private bool not null default false, status smallint not null default 0, sender_type smallint,
  sender_id int, content_type smallint not null default 0, content text, source_id text, attrs jsonb
);
create sequence ideal.message_id_seq cache 50;
create table ideal.counter_flat (
  account_id int, status smallint, assignee_id int, n int not null, primary key (account_id, status, assignee_id)
) with (fillfactor = 50);
create table ideal.outbox (
  id bigserial primary key, account_id int not null, conversation_id int not null, kind smallint not null,
  ref bigint not null, created_at timestamptz not null default now()
);
create table ideal.report_event (
  account_id int not null, created_at timestamptz not null, name smallint not null, value real not null, inbox_id int,
  agent_id int, conversation_id int
);
create table ideal.report_day_account (
  account_id int, name smallint, day date, n int not null, total double precision not null,
  primary key (account_id, name, day)
);
create table ideal.conversation_label (
  account_id int, label_id int, status smallint, sort_at timestamptz, conversation_id int,
  primary key (account_id, label_id, conversation_id)
);
insert into ideal.agent select 1, i, 'Agent ' || i, null from generate_series(1, 100) i;
insert into ideal.inbox select 1, i, 'Inbox ' || i, 'api' from generate_series(1, 20) i;
insert into ideal.contact
  select 1, id, first_name || ' ' || last_name, email, phone, last_activity_at
  from gen.contacts;
insert into ideal.conversation
  select 1, c.id, c.status, c.inbox_id, c.assignee_id, c.team_id, c.contact_id, c.last_activity_at, c.last_activity_at, m.id, m.type,
    left(m.content, 120), (hashint4(c.id) & 3), n.messages, null, c.last_activity_at - interval '20 hours',
    coalesce(l.ids, '{}'), null, c.uuid
  from gen.conversations c
  left join (select distinct on (conversation_id) * from gen.messages order by conversation_id, created_at desc) m
    on m.conversation_id = c.id
  left join (select conversation_id, count(*) as messages from gen.messages group by 1) n on n.conversation_id = c.id
  left join (select conversation_id, array_agg(label_id) as ids from gen.labels group by 1) l on l.conversation_id = c.id;
insert into ideal.message
  select 1, conversation_id, id, created_at, type, false, 0, case type when 0 then 1 when 1 then 2 else 0 end,
    case type when 0 then contact_id else agent_id end, 0, content
  from gen.messages
  order by conversation_id, created_at;
select setval('ideal.message_id_seq', (select max(id) + 1 from ideal.message));
insert into ideal.conversation_label
  select 1, l.label_id, c.status, c.last_activity_at, c.id
  from gen.labels l
  join gen.conversations c on c.id = l.conversation_id;
insert into ideal.counter_flat
  select 1, status, coalesce(assignee_id, 0), count(*)
  from gen.conversations
  group by status, coalesce(assignee_id, 0);
insert into ideal.report_day_account
  select 1, name, current_date - day, 500 + day, 1000000.0 * name + day
  from generate_series(1, 4) name, generate_series(0, 400) day;
alter table ideal.contact add primary key (account_id, id);
alter table ideal.conversation add primary key (account_id, id);
alter table ideal.message add primary key (account_id, conversation_id, id);
create index conversation_list on ideal.conversation (account_id, status, sort_at desc, id desc);
create index conversation_mine on ideal.conversation (account_id, assignee_id, status, sort_at desc, id desc);
create index conversation_inbox on ideal.conversation (account_id, inbox_id, status, sort_at desc, id desc);
create index conversation_contact on ideal.conversation (account_id, contact_id, id desc);
create index conversation_labels on ideal.conversation using gin (labels gin__int_ops);
create unique index conversation_uuid on ideal.conversation (uuid);
create index conversation_label_list on ideal.conversation_label (account_id, label_id, status, sort_at desc, conversation_id desc);
create unique index message_source on ideal.message (account_id, source_id) where source_id is not null;
create index contact_trigrams on ideal.contact using gin (account_id, search gin_trgm_ops);
create index contact_name_prefix on ideal.contact (account_id, lower(name) text_pattern_ops);
create index contact_email_prefix on ideal.contact (account_id, lower(email) text_pattern_ops);
create index contact_recent on ideal.contact (account_id, last_activity_at desc, id desc);
create index report_event_time on ideal.report_event using brin (created_at) with (pages_per_range = 32);
create index report_event_name on ideal.report_event (account_id, name, created_at) include (value);
drop table gen.phrases, gen.contacts, gen.conversations, gen.messages, gen.labels;
vacuum analyze ideal.contact;
vacuum analyze ideal.conversation;
vacuum analyze ideal.message;
vacuum analyze ideal.conversation_label;
vacuum analyze ideal.counter_flat;
vacuum analyze ideal.report_day_account;
analyze ideal.agent;
analyze ideal.inbox;
