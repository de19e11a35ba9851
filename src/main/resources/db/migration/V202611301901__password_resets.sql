-- Links by which those who forgot their password choose another one; only the SHA-256 of what stands in a link.
create table password_resets (
  hash bytea primary key,
  user_id bigint not null references users on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index password_resets_user on password_resets (user_id);

-- When something was tried, for as long as it counts. The key is a digest: whose e-mails were tried is not kept.
create table throttles (
  key bytea primary key,
  times timestamptz[] not null,
  until timestamptz not null
);
create index throttles_until on throttles (until);
