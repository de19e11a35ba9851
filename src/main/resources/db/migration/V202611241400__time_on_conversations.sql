-- What is due is read in an order that goes on where it stopped, however many are due at the same moment.
drop index conversations_snoozed;
create index conversations_snoozed on conversations (snoozed_until, account_id, id)
  where status = 3 and snoozed_until is not null;
