-- Deliveries wait by their endpoint, so that one with a long queue is stepped over and holds up nobody.
alter table webhook_deliveries
  add column endpoint bigint generated always as (coalesce(webhook_id, -inbox_id)) stored;
alter table webhook_deliveries
  add constraint webhook_deliveries_endpoint check (endpoint is not null);

drop index webhook_deliveries_due;
create index webhook_deliveries_queue on webhook_deliveries (account_id, endpoint, next_attempt_at)
  where status = 'pending';
create index webhook_deliveries_troubled on webhook_deliveries (account_id, webhook_id, status, id desc)
  where status in ('failed', 'cancelled');
-- Old ones are deleted in the order in which they came, which is nearly that of the pages.
create index webhook_deliveries_age on webhook_deliveries using brin (created_at);
