package io.supportly.conversations;

import io.supportly.kernel.Caller;
import io.supportly.kernel.events.Event;
import io.supportly.kernel.events.EventLog;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.sql.Rows;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
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

    /// The row stays, so that the conversation can still be followed; what was said and sent is gone.
    Message delete(Caller caller, Conversation conversation, long id) {
        return change(caller, conversation, id, """
                update messages m
                set content = :content, content_type = 0, content_attributes = '{"deleted": true}',
                  attachment_count = 0, updated_at = :now
                where m.account_id = :account and m.conversation_id = :conversation and m.id = :id
                returning\s""", DELETED, attachments::remove);
    }

    private Message change(
            Caller caller,
            Conversation conversation,
            long id,
            String update,
            String content,
            java.util.function.Consumer<Message> then) {
        Instant now = clock.instant();
        return Objects.requireNonNull(transactions.execute(_ -> {
            Message message = sql.sql(update + Message.columns("m"))
                    .param("content", content)
                    .param("now", Rows.time(now))
                    .param("account", conversation.account().value())
                    .param("conversation", conversation.number())
                    .param("id", id)
                    .query((row, _) -> Message.of(row, "m"))
                    .optional()
                    .orElseThrow(Problem::notFound);
            then.accept(message);
            events.append(Event.of(caller, "message_updated", now)
                    .conversation(conversation.number())
                    .message(id)
                    .contact(conversation.contactId())
                    .inbox(conversation.inboxId()));
            return message;
        }));
    }
}
