package io.supportly.conversations;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.events.Event;
import io.supportly.kernel.events.EventLog;
import io.supportly.kernel.sql.Rows;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Marks a message to the contact as failed when its channel could not be given it, and takes that back when it could
/// be after all.
@Component
public final class Rejecting {
    private final JdbcClient sql;
    private final EventLog events;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Rejecting(JdbcClient sql, EventLog events, TransactionTemplate transactions, Clock clock) {
        this.sql = sql;
        this.events = events;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// Once: a message that has failed already is left alone, and its news with it.
    public void reject(AccountId account, long conversation, long message, String why) {
        update(account, conversation, message, """
                update messages m
                set status = 3, updated_at = :now,
                  content_attributes = m.content_attributes || jsonb_build_object('external_error', :why::text)
                from locked
                where m.account_id = :account and m.conversation_id = :conversation and m.id = :message
                  and m.status <> 3 and m.type in (1, 3) and not m.private
                returning locked.contact_id, locked.inbox_id
                """, Map.of("why", why));
    }

    /// Only of a message that has failed.
    public void takeBack(AccountId account, long conversation, long message) {
        update(account, conversation, message, """
                update messages m
                set status = 0, updated_at = :now, content_attributes = m.content_attributes - 'external_error'
                from locked
                where m.account_id = :account and m.conversation_id = :conversation and m.id = :message
                  and m.status = 3
                returning locked.contact_id, locked.inbox_id
                """, Map.of());
    }

    private void update(AccountId account, long conversation, long message, String update, Map<String, Object> more) {
        Instant now = clock.instant();
        transactions.executeWithoutResult(_ -> sql.sql(Messages.LOCKED + update)
                .params(more)
                .param("now", Rows.time(now))
                .param("account", account.value())
                .param("conversation", conversation)
                .param("message", message)
                .query((row, _) -> Event.of(new Caller.System(account), "message_updated", now)
                        .conversation(conversation)
                        .message(message)
                        .contact(row.getLong("contact_id"))
                        .inbox(row.getLong("inbox_id")))
                .optional()
                .ifPresent(events::append));
    }
}
