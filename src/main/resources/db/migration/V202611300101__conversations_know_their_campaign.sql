-- A conversation that a campaign began, and the message with which it did. No foreign keys: a campaign goes at once,
-- and what began with it forgets it little by little.
alter table conversations add column campaign_id bigint;
alter table messages add column campaign_id bigint;
create index conversations_campaign on conversations (account_id, campaign_id, id) where campaign_id is not null;
