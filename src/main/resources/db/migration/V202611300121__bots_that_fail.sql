-- The first of an unbroken row of deliveries that failed.
alter table agent_bots add column failing_since timestamptz;
