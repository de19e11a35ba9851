-- The path of the picture of a bot, or empty.
alter table agent_bots add column avatar_url text not null default '';
