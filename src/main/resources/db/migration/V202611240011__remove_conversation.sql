-- A conversation with all that hangs on it; false when there is none.
create function remove_conversation(account bigint, number bigint) returns boolean language plpgsql as $$
begin
  perform 1 from conversations where account_id = account and id = number for update;
  if not found then return false; end if;
  delete from attachments where account_id = account and conversation_id = number;
  delete from messages where account_id = account and conversation_id = number;
  delete from conversations where account_id = account and id = number;
  return true;
end $$;
