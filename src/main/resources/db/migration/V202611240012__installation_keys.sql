-- Keys that all nodes share, made on first use.
create table installation_keys (
  name text primary key,
  value bytea not null
);
