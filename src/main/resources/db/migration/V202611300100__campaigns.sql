-- Messages that the account begins: ongoing ones for visitors of a website, one-off ones for an audience.
create table campaigns (
  account_id bigint not null references accounts on delete cascade,
  id bigint not null, -- the number within the account
  title text not null,
  description text,
  message text not null,
  inbox_id bigint not null,
  sender_id bigint,
  kind text not null,
  status text not null default 'active',
  enabled boolean not null,
  scheduled_at timestamptz, -- of one-off ones
  audience bigint[] not null default '{}', -- labels
  url_pattern text,
  seconds_on_page integer,
  only_in_business_hours boolean not null,
  template_params jsonb,
  paused_because text, -- null: somebody paused it
  gathered_until bigint, -- the last contact who was looked at; null before the first
  begun_at timestamptz, -- when the audience was decided
  due_at timestamptz, -- when a job has to look at it at the latest
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  constraint campaigns_pkey primary key (account_id, id),
  constraint campaigns_inbox foreign key (account_id, inbox_id) references inboxes on delete cascade,
  constraint campaigns_sender foreign key (account_id, sender_id) references members on delete set null (sender_id),
  constraint campaigns_kind check (kind in ('ongoing', 'one_off')),
  constraint campaigns_status check (status in ('active', 'processing', 'paused', 'completed', 'cancelled'))
);
create index campaigns_of_inbox on campaigns (account_id, inbox_id);
create index campaigns_due on campaigns (due_at) where due_at is not null;

-- The last number that an account gave: one that was deleted is not given again.
create table campaign_numbers (
  account_id bigint not null references accounts on delete cascade,
  last bigint not null,
  constraint campaign_numbers_pkey primary key (account_id)
);
