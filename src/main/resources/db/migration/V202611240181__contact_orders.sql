-- The orders of the contact list. E-mail and phone number have theirs in their unique indexes; what a contact does not
-- have comes last, and is in no index.
create index contacts_names on contacts (account_id, lower(name) text_pattern_ops, id);
drop index contacts_name;
create index contacts_created on contacts (account_id, created_at, id);
create index contacts_company on contacts (account_id, lower(additional_attributes ->> 'company_name') text_pattern_ops, id)
  where additional_attributes ->> 'company_name' is not null;
create index contacts_city on contacts (account_id, lower(additional_attributes ->> 'city') text_pattern_ops, id)
  where additional_attributes ->> 'city' is not null;
create index contacts_country on contacts (account_id, lower(additional_attributes ->> 'country') text_pattern_ops, id)
  where additional_attributes ->> 'country' is not null;
