-- Whom a contact was merged into; his row stays until none of his conversations needs it.
alter table contacts add column merged_into bigint;
create index contacts_merged on contacts (account_id, merged_into) where merged_into is not null;
