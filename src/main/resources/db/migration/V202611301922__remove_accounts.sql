-- Takes away some rows that belong to the account, of one table that no row of the account holds any more, and says
-- how many: 0 when nothing is left. Every table with an account_id belongs, so that none can be forgotten. The files
-- that rows name are left to the job that takes files out of the store.
create function remove_some_of_account(account bigint, most integer) returns bigint language plpgsql as $$
declare
  place record;
  holder regclass;
  holds boolean;
  stuck regclass;
  removed bigint;
begin
  for place in
    select c.oid, c.oid::regclass as name, c.relname <> 'attachments' and exists (
        select 1 from pg_attribute f where f.attrelid = c.oid and f.attname = 'file_key' and not f.attisdropped
      ) as names_files -- those of attachments are noted by a trigger
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'account_id' and not a.attisdropped
    where c.relkind = 'r' and c.relname <> 'files_to_delete'
      and c.relnamespace = (select relnamespace from pg_class where oid = 'accounts'::regclass)
    order by c.relname
  loop
    execute format('select exists (select 1 from %s where account_id = $1)', place.name) into holds using account;
    continue when not holds;
    holds := false;
    for holder in
      select k.conrelid::regclass from pg_constraint k
      join pg_attribute a on a.attrelid = k.conrelid and a.attname = 'account_id' and not a.attisdropped
      where k.contype = 'f' and k.confrelid = place.oid and k.conrelid <> place.oid
    loop
      execute format('select exists (select 1 from %s where account_id = $1)', holder) into holds using account;
      exit when holds;
    end loop;
    if holds then
      stuck := place.name;
      continue;
    end if;
    execute format(
      case when place.names_files then 'with gone as (
          delete from %s where ctid = any(array(select ctid from %s where account_id = $1 limit $2))
          returning account_id, file_key
        ), noted as (
          insert into files_to_delete (account_id, file_key)
          select account_id, file_key from gone where file_key is not null
        )
        select count(*) from gone'
      else 'with gone as (
          delete from %s where ctid = any(array(select ctid from %s where account_id = $1 limit $2))
          returning account_id
        )
        select count(*) from gone' end, place.name, place.name)
      into removed using account, most;
    if removed > 0 then return removed; end if;
  end loop;
  if stuck is not null then raise exception 'rows of % and others hold each other', stuck; end if;
  return 0;
end $$;

-- The sequence that an account's conversations had their numbers from goes with it.
create function drop_conversation_numbers() returns trigger language plpgsql security definer as $$
begin
  execute format('drop sequence if exists conversation_numbers_%s', old.id);
  return null;
end $$;
create trigger accounts_drop_conversation_numbers after delete on accounts
  for each row execute function drop_conversation_numbers();
