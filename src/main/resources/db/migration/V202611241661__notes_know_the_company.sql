-- A note is listed with those of its contact's company, newest first; which one that is follows the contact.
alter table contact_notes add column company_id bigint;
update contact_notes n set company_id = k.company_id
from contacts k
where k.account_id = n.account_id and k.id = n.contact_id and k.company_id is not null;
create index contact_notes_of_company on contact_notes (account_id, company_id, id desc) where company_id is not null;

-- The contact's row is held, so that it does not change its company unseen.
create function note_belongs_to_company() returns trigger language plpgsql as $$
begin
  select company_id into new.company_id
  from contacts
  where account_id = new.account_id and id = new.contact_id
  for share;
  return new;
end $$;
create trigger contact_notes_company before insert or update of contact_id on contact_notes
  for each row execute function note_belongs_to_company();

create function notes_follow_company() returns trigger language plpgsql as $$
begin
  update contact_notes set company_id = new.company_id where account_id = new.account_id and contact_id = new.id;
  return null;
end $$;
create trigger contacts_notes_company after update of company_id on contacts
  for each row when (old.company_id is distinct from new.company_id) execute function notes_follow_company();
