-- Who was mentioned in the notes of a conversation, by name or with his team; mentioned_at is that of the last time.
create table mentions (
  account_id bigint not null,
  conversation_id bigint not null,
  user_id bigint not null,
  mentioned_at timestamptz not null,
  constraint mentions_pkey primary key (account_id, conversation_id, user_id),
  constraint mentions_conversation foreign key (account_id, conversation_id) references conversations on delete cascade
);
create index mentions_user on mentions (account_id, user_id, conversation_id);
