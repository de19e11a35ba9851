-- The words of messages, for the search; filled from the event log, so that nobody who writes waits for it. The period
-- (year and month, as 202611) lets the search go from the newest month back and stop when its page is full.
create table message_search (
  account_id bigint not null,
  conversation_id bigint not null,
  message_id bigint not null,
  inbox_id bigint not null,
  period integer not null,
  created_at timestamptz not null,
  words tsvector not null,
  constraint message_search_pkey primary key (account_id, conversation_id, message_id),
  constraint message_search_message foreign key (account_id, conversation_id, message_id)
    references messages on delete cascade
);
create index message_search_words on message_search using gin (account_id, period, words);

-- Addresses and compounds fall into their words; Chinese and Japanese, which do not part words, into their letters.
create function message_words(content text) returns tsvector language sql immutable parallel safe as $$
  select to_tsvector('simple', case
    when octet_length(content) = length(content) then translate(content, '@./:-_\', '       ')
    else regexp_replace(translate(content, '@./:-_\', '       '), '([\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff])', ' \1 ', 'g')
  end)
$$;

create function message_period(at timestamptz) returns integer language sql immutable parallel safe as $$
  select (extract(year from at at time zone 'UTC') * 100 + extract(month from at at time zone 'UTC'))::integer
$$;

insert into message_search (account_id, conversation_id, message_id, inbox_id, period, created_at, words)
select account_id, conversation_id, id, inbox_id, message_period(created_at), created_at,
  message_words(left(content, 20000))
from messages
where type in (0, 1) and content is not null;
