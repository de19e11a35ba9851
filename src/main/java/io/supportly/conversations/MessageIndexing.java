package io.supportly.conversations;

import io.supportly.kernel.events.Event;
import io.supportly.kernel.events.EventConsumer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Puts the words of new messages into the index of the search, and takes those of deleted ones out.
@Component
final class MessageIndexing implements EventConsumer {
    private final JdbcClient sql;

    MessageIndexing(JdbcClient sql) {
        this.sql = sql;
    }

    @Override
    public String name() {
        return "message-search";
    }

    @Override
    public Duration gathering() {
        return UNHURRIED;
    }

    @Override
    public void read(List<Event> events) {
        List<Event> written = events.stream().filter(MessageIndexing::isSaid).toList();
        List<Event> deleted = events.stream()
                .filter(event ->
                        event.type().equals("message_updated") && event.data().containsKey("deleted"))
                .toList();
        change(written, """
                insert into message_search (account_id, conversation_id, message_id, inbox_id, period, created_at, words)
                select m.account_id, m.conversation_id, m.id, m.inbox_id, message_period(m.created_at), m.created_at,
                  message_words(left(m.content, 20000))
                from unnest(:accounts::bigint[], :conversations::bigint[], :messages::bigint[])
                  as f (account_id, conversation_id, id)
                join messages m on m.account_id = f.account_id and m.conversation_id = f.conversation_id and m.id = f.id
                where m.content is not null and m.type in (0, 1)
                on conflict (account_id, conversation_id, message_id) do nothing
                """);
        change(deleted, """
                delete from message_search s
                using unnest(:accounts::bigint[], :conversations::bigint[], :messages::bigint[])
                  as f (account_id, conversation_id, id)
                where s.account_id = f.account_id and s.conversation_id = f.conversation_id and s.message_id = f.id
                """);
    }

    private static boolean isSaid(Event event) {
        return event.type().equals("message_created")
                && List.of(MessageType.INCOMING.word(), MessageType.OUTGOING.word())
                        .contains(String.valueOf(event.data().get("message_type")));
    }

    private void change(List<Event> events, String statement) {
        if (events.isEmpty()) {
            return;
        }
        sql.sql(statement)
                .param(
                        "accounts",
                        events.stream().map(event -> event.account().value()).toArray(Long[]::new))
                .param(
                        "conversations",
                        events.stream()
                                .map(event -> Objects.requireNonNull(event.conversationId()))
                                .toArray(Long[]::new))
                .param(
                        "messages",
                        events.stream()
                                .map(event -> Objects.requireNonNull(event.messageId()))
                                .toArray(Long[]::new))
                .update();
    }
}
