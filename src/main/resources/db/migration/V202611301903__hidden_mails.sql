-- For the recipient alone: an administrator of the account does not see it.
alter table mails add column hidden boolean not null default false;
