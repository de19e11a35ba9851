-- What operators decide about an account. One that is deleted is closed at once and goes bit by bit.
alter table accounts
  add column features jsonb not null default '{}',
  add column limits jsonb not null default '{}';
alter table accounts drop constraint accounts_status;
alter table accounts add constraint accounts_status check (status in ('active', 'suspended', 'deleted'));

-- Of a user whom an operator's program manages: he stays when no account knows him.
alter table users add column managed boolean not null default false;
