-- Links by which an operator's program leads a user into a session; only the SHA-256 of what stands in a link.
create table login_links (
  hash bytea primary key,
  user_id bigint not null references users on delete cascade,
  expires_at timestamptz not null
);
create index login_links_user on login_links (user_id);
create index login_links_expires on login_links (expires_at);
