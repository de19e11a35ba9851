-- Which mail a message of an e-mail inbox went out as.
create table email_replies (
  account_id bigint not null references accounts on delete cascade,
  conversation_id bigint not null,
  message_id bigint not null,
  mail_id bigint not null,
  header_id text not null, -- its Message-ID
  automatic boolean not null, -- not written by a person
  event_id bigint not null, -- the last event that it was mailed for
  created_at timestamptz not null,
  constraint email_replies_pkey primary key (account_id, conversation_id, message_id),
  constraint email_replies_mail foreign key (account_id, mail_id) references mails on delete cascade
);
create unique index email_replies_of_mail on email_replies (account_id, mail_id);
