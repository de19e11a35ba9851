-- An inbox whose bot is deleted goes on without one.
alter table inboxes add constraint inboxes_agent_bot
  foreign key (account_id, agent_bot_id) references agent_bots on delete set null (agent_bot_id);
