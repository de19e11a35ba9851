package io.supportly.conversations;

import io.supportly.kernel.Caller;
import io.supportly.kernel.events.Event;
import io.supportly.kernel.events.EventLog;
import io.supportly.kernel.json.Attributes;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.sql.Rows;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The messages of a conversation, to be read, deleted, or told how far they have come.
@Component
final class Messages {
    private static final String DELETED = "This message was deleted";
    private static final String SELECT = "select " + Message.columns("m")
            + " from messages m where m.account_id = :account and m.conversation_id = :conversation";

    private final JdbcClient sql;
    private final Attachments attachments;
    private final EventLog events;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Messages(JdbcClient sql, Attachments attachments, EventLog events, TransactionTemplate transactions, Clock clock) {
        this.sql = sql;
        this.attachments = attachments;
        this.events = events;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// Which part of a conversation: the newest, those before an id, those after one, or between.
    record Window(@Nullable Long before, @Nullable Long after, int limit, boolean publicOnly) {}

    /// In the order in which they were written.
    List<Message> of(Conversation conversation, Window window) {
        boolean forward = window.after() != null;
        String lower = forward ? (window.before() == null ? " and m.id > :after" : " and m.id >= :after") : "";
        String upper = window.before() == null ? "" : " and m.id < :before";
        String visible = window.publicOnly() ? " and m.type <> 2 and not m.private" : "";
        var statement = sql.sql(SELECT + lower + upper + visible + " order by m.id " + (forward ? "" : "desc")
                        + " limit :limit")
                .param("account", conversation.account().value())
                .param("conversation", conversation.number())
                .param("limit", window.limit());
        if (window.after() != null) {
            statement = statement.param("after", window.after());
        }
        if (window.before() != null) {
            statement = statement.param("before", window.before());
        }
        List<Message> found = statement.query((row, _) -> Message.of(row, "m")).list();
        if (!forward) {
            Collections.reverse(found);
        }
        return found;
    }

    Optional<Message> find(Conversation conversation, long id) {
        return sql.sql(SELECT + " and m.id = :id")
                .param("account", conversation.account().value())
                .param("conversation", conversation.number())
                .param("id", id)
                .query((row, _) -> Message.of(row, "m"))
                .optional();
    }

    /// The newest that are for the contact, of several conversations of one account, each in the order in which they
    /// were written.
    List<Message> newest(List<Conversation> conversations, int most) {
        return sql.sql("select " + Message.columns("m") + """
                         from unnest(:conversations::bigint[]) f (number) cross join lateral (
                          select n.id from messages n
                          where n.account_id = :account and n.conversation_id = f.number and n.type <> 2
                            and not n.private
                          order by n.id desc
                          limit :most
                        ) n
                        join messages m on m.account_id = :account and m.conversation_id = f.number and m.id = n.id
                        order by m.id
                        """)
                .param(
                        "conversations",
                        conversations.stream().map(Conversation::number).toArray(Long[]::new))
                .param("account", conversations.getFirst().account().value())
                .param("most", most)
                .query((row, _) -> Message.of(row, "m"))
                .list();
    }

    /// The one that goes by that id at the channel.
    Optional<Long> idOf(Conversation conversation, String sourceId) {
        return sql.sql("""
                        select id from messages
                        where account_id = :account and inbox_id = :inbox and source_id = :source
                          and conversation_id = :conversation
                        """)
                .param("account", conversation.account().value())
                .param("inbox", conversation.inboxId())
                .param("source", sourceId)
                .param("conversation", conversation.number())
                .query((row, _) -> row.getLong(1))
                .optional();
    }

    /// The row stays, so that the conversation can still be followed; what was said and sent is gone.
    Message delete(Caller caller, Conversation conversation, long id) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            Message message = update(
                    caller,
                    conversation,
                    id,
                    "content = :content, content_type = 0, content_attributes = '" + Message.DELETED
                            + "', attachment_count = 0",
                    Map.of("content", DELETED),
                    "deleted");
            attachments.remove(message);
            return message;
        }));
    }

    /// A read message does not become a delivered one again, whatever comes late. Only a failed one has an error.
    Message setStatus(Caller caller, Conversation conversation, long id, MessageStatus status, @Nullable String error) {
        Message before = find(conversation, id).orElseThrow(Problem::notFound);
        if (before.status() == MessageStatus.READ && status == MessageStatus.DELIVERED) {
            return before;
        }
        var binds = new HashMap<String, @Nullable Object>();
        binds.put("status", status.ordinal());
        binds.put("error", status == MessageStatus.FAILED ? error : null);
        return update(caller, conversation, id, """
                status = :status,
                content_attributes = (m.content_attributes - 'external_error')
                  || jsonb_strip_nulls(jsonb_build_object('external_error', :error::text))
                """, binds, "status");
    }

    /// As if it had just been written, to the same people; its channel is to try again.
    Message retry(Caller caller, Conversation conversation, long id) {
        Message before = find(conversation, id).orElseThrow(Problem::notFound);
        boolean goesOut = before.type() == MessageType.OUTGOING || before.type() == MessageType.TEMPLATE;
        if (!goesOut || before.isPrivate()) {
            throw Problem.invalid("id", "is no message to the customer");
        }
        return update(caller, conversation, id, """
                status = 0, content_attributes = jsonb_strip_nulls(jsonb_build_object(
                  'to_emails', m.content_attributes -> 'to_emails',
                  'cc_emails', m.content_attributes -> 'cc_emails',
                  'bcc_emails', m.content_attributes -> 'bcc_emails'))
                """, Map.of(), "retried");
    }

    /// What the contact filled in.
    Message submit(Caller caller, Conversation conversation, long id, Attributes submitted) {
        return update(
                caller,
                conversation,
                id,
                "content_attributes = m.content_attributes || :submitted::jsonb",
                Map.of("submitted", submitted.json()),
                "submitted");
    }

    /// The conversation first, as whoever writes both does: its last messages touch it.
    static final String LOCKED = """
            with locked as materialized (
              select c.contact_id, c.inbox_id from conversations c
              where c.account_id = :account and c.id = :conversation
              for no key update
            )
            """;

    /// @param news the word in the event that tells its readers what has changed
    private Message update(
            Caller caller,
            Conversation conversation,
            long id,
            String set,
            Map<String, ? extends @Nullable Object> binds,
            String news) {
        Instant now = clock.instant();
        return Objects.requireNonNull(transactions.execute(_ -> {
            Message message = sql.sql(LOCKED + "update messages m set " + set + """
                            , updated_at = :now
                            from locked
                            where m.account_id = :account and m.conversation_id = :conversation and m.id = :id
                            returning\s""" + Message.columns("m"))
                    .params(binds)
                    .param("now", Rows.time(now))
                    .param("account", conversation.account().value())
                    .param("conversation", conversation.number())
                    .param("id", id)
                    .query((row, _) -> Message.of(row, "m"))
                    .optional()
                    .orElseThrow(Problem::notFound);
            events.append(Event.of(caller, "message_updated", now)
                    .conversation(conversation.number())
                    .message(id)
                    .contact(conversation.contactId())
                    .inbox(conversation.inboxId())
                    .with(news, true));
            return message;
        }));
    }
}
