alter table users
  add column message_signature text,
  add column ui_settings jsonb not null default '{}';
alter table members add column active_at timestamptz; -- when he last chose the account to work in
