-- As the other orders of the contact list: who was never active is in another walk, and comes last either way.
create index contacts_active on contacts (account_id, last_activity_at, id);
drop index contacts_activity;
