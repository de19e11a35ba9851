-- The contact that was made for a visitor's session. While it is his still, what is known of the contact came from him.
alter table contact_inboxes add column made_contact_id bigint;
