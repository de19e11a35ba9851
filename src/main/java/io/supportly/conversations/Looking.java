package io.supportly.conversations;

import io.supportly.contacts.Contact;
import io.supportly.kernel.events.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What events are about, as it is now: one statement for many events, of whichever accounts.
@Component
public final class Looking {
    private static final String FACTS = "select named.event, " + Conversation.COLUMNS + ", " + Contact.columns("k")
            + ", " + Message.columns("m") + """
             from unnest(:events::bigint[], :accounts::bigint[], :conversations::bigint[], :messages::bigint[])
              as named (event, account, conversation, message)
            join conversations c on c.account_id = named.account and c.id = named.conversation
            join contacts k on k.account_id = c.account_id and k.id = c.contact_id
            left join messages m
              on m.account_id = named.account and m.conversation_id = named.conversation and m.id = named.message
            where c.account_id = any(:among::bigint[]) and k.account_id = any(:among::bigint[])
            """;

    private final JdbcClient sql;

    Looking(JdbcClient sql) {
        this.sql = sql;
    }

    /// By the id of the event; what is gone is missing. Each event names a conversation.
    public Map<Long, Facts> at(List<Event> events) {
        var facts = new HashMap<Long, Facts>();
        if (events.isEmpty()) {
            return facts;
        }
        sql.sql(FACTS)
                .param("events", events.stream().map(Event::id).toArray(Long[]::new))
                .param(
                        "accounts",
                        events.stream().map(event -> event.account().value()).toArray(Long[]::new))
                .param(
                        "among",
                        events.stream()
                                .map(event -> event.account().value())
                                .distinct()
                                .toArray(Long[]::new))
                .param(
                        "conversations",
                        events.stream()
                                .map(event -> Objects.requireNonNull(event.conversationId()))
                                .toArray(Long[]::new))
                .param("messages", events.stream().map(Event::messageId).toArray(Long[]::new))
                .query((row, _) -> facts.put(
                        row.getLong("event"),
                        Facts.of(Conversation.of(row), Contact.of(row, "k"), Message.orNull(row, "m"))))
                .list();
        return facts;
    }
}
