-- All that may be read of the log without naming an account: which ids there are.
create view logged_events as select id from events;
