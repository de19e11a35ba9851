-- Lists do not look messages up any more, and each new message paid for this index with a page of its own.
drop index if exists messages_by_id;
