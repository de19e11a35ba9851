-- Many contacts added by one statement are counted once, not one after the other.
create function count_added_contacts() returns trigger language plpgsql as $$
begin
  insert into contact_counters as c (account_id, slot, total)
  select account_id, id % 16, count(*) from added group by 1, 2 order by 1, 2
  on conflict (account_id, slot) do update set total = c.total + excluded.total;
  return null;
end $$;

drop trigger contacts_count_insert on contacts;
create trigger contacts_count_insert after insert on contacts referencing new table as added
  for each statement execute function count_added_contacts();
