create table drafts (
  account_id bigint not null,
  conversation_id bigint not null,
  user_id bigint not null,
  message text not null,
  updated_at timestamptz not null,
  constraint drafts_pkey primary key (account_id, conversation_id, user_id),
  constraint drafts_conversation foreign key (account_id, conversation_id) references conversations on delete cascade
);
create index drafts_user on drafts (account_id, user_id);

-- So many transcripts an hour, without reading every mail.
create index mails_kind on mails (account_id, kind, created_at);
