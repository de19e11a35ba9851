-- Deliveries to agent bots wait in the same queue. An endpoint's number is written by whoever adds the delivery: the id
-- of a webhook, that of an inbox negated, that of a bot above 2^62.
alter table webhook_deliveries
  alter column endpoint drop expression,
  add column agent_bot_id bigint,
  add column give_up_at timestamptz; -- until when a customer may be kept waiting for it

-- A bot is told of one event under several names.
drop index webhook_deliveries_once;
create unique index webhook_deliveries_once on webhook_deliveries (account_id, event_id, endpoint, event)
  where event_id is not null;

-- The log of a bot is read like that of a webhook.
drop index webhook_deliveries_log;
create index webhook_deliveries_log on webhook_deliveries (account_id, endpoint, id desc);
drop index webhook_deliveries_troubled;
create index webhook_deliveries_troubled on webhook_deliveries (account_id, endpoint, status, id desc)
  where status in ('failed', 'cancelled');

create index webhook_deliveries_patience on webhook_deliveries (give_up_at, account_id, id)
  where status = 'pending' and give_up_at is not null;
