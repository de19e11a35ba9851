-- A page of conversations looks up the contact and the last message of each. A hash is one page where the key's tree is
-- three.
create index contacts_by_id on contacts using hash (id);
create index messages_by_id on messages using hash (id);
