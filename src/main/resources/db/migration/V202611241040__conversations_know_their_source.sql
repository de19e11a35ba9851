-- What a list shows of the contact inbox is kept on the conversation's row: a page needs one look-up less for each.
alter table conversations
  add column source_id text not null default '',
  add column hmac_verified boolean not null default false;
update conversations c set source_id = i.source_id, hmac_verified = i.hmac_verified
from contact_inboxes i where i.account_id = c.account_id and i.id = c.contact_inbox_id;

create function know_contact_inbox() returns trigger language plpgsql as $$
begin
  select i.source_id, i.hmac_verified into new.source_id, new.hmac_verified
  from contact_inboxes i where i.account_id = new.account_id and i.id = new.contact_inbox_id;
  return new;
end $$;
create trigger conversations_know_contact_inbox before insert on conversations
  for each row execute function know_contact_inbox();

create function follow_contact_inbox() returns trigger language plpgsql as $$
begin
  update conversations set source_id = new.source_id, hmac_verified = new.hmac_verified
  where account_id = new.account_id and contact_id = new.contact_id and contact_inbox_id = new.id;
  return null;
end $$;
create trigger contact_inboxes_follow after update on contact_inboxes
  for each row when ((old.source_id, old.hmac_verified) is distinct from (new.source_id, new.hmac_verified))
  execute function follow_contact_inbox();
