-- One row for each contact that a campaign goes to. The row is changed before anything leaves the house, and in the
-- transaction of the message where the message is ours: nobody is sent to twice, whenever the server stops.
create table campaign_recipients (
  account_id bigint not null,
  campaign_id bigint not null,
  contact_id bigint not null,
  status text not null default 'pending',
  reason text, -- why it failed or was skipped
  conversation_id bigint,
  provider_id text, -- what the gateway calls the message
  claimed_at timestamptz, -- when it was begun to call the gateway
  settled_at timestamptz,
  constraint campaign_recipients_pkey primary key (account_id, campaign_id, contact_id),
  constraint campaign_recipients_campaign foreign key (account_id, campaign_id) references campaigns on delete cascade,
  constraint campaign_recipients_contact foreign key (account_id, contact_id) references contacts on delete cascade,
  constraint campaign_recipients_status check (status in ('pending', 'sending', 'sent', 'failed', 'skipped'))
);
create index campaign_recipients_by_status on campaign_recipients (account_id, campaign_id, status, contact_id);
create index campaign_recipients_of_contact on campaign_recipients (account_id, contact_id);

-- Whether all of the audience are among the recipients.
alter table campaigns add column gathered boolean not null default false;
