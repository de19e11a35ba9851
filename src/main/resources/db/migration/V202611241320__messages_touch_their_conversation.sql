-- Lists show the last messages of a conversation, and tell by the conversation's xmin whether it looks as before.
create function touch_conversation() returns trigger language plpgsql as $$
begin
  update conversations set last_message_id = last_message_id
  where account_id = new.account_id and id = new.conversation_id and new.id in (last_message_id, last_chat_message_id);
  return null;
end $$;
create trigger messages_touch_conversation after update on messages
  for each row execute function touch_conversation();
