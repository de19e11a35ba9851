-- How many contacts an account has, without counting a million of them. Sixteen rows an account, chosen by the
-- contact's id, so that those who add contacts at the same time seldom wait for each other.
create table contact_counters (
  account_id bigint not null references accounts on delete cascade,
  slot smallint not null,
  total bigint not null,
  constraint contact_counters_pkey primary key (account_id, slot)
) with (fillfactor = 50);

create function count_contact() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into contact_counters (account_id, slot, total) values (new.account_id, new.id % 16, 1)
    on conflict (account_id, slot) do update set total = contact_counters.total + 1;
  else
    update contact_counters set total = total - 1 where account_id = old.account_id and slot = old.id % 16;
  end if;
  return null;
end $$;
create trigger contacts_count_insert after insert on contacts for each row execute function count_contact();
create trigger contacts_count_remove after update on contacts
  for each row when (old.deleted_at is null and new.deleted_at is not null) execute function count_contact();
create trigger contacts_count_delete after delete on contacts
  for each row when (old.deleted_at is null) execute function count_contact();
