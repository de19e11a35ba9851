package io.supportly.kernel.events;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.sql.Rows;
import io.supportly.kernel.sql.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// The event log: one row for each change, in the transaction of the change. An event is appended after the row that
/// it is about was changed, so that its id is drawn under that row's lock and the transaction already has its number;
/// both the order within a conversation and [Horizon] rest on this.
@Component
public final class EventLog {
    private final JdbcClient sql;
    private final JsonMapper json;
    private final Wakeups wakeups;

    EventLog(JdbcClient sql, JsonMapper json, Wakeups wakeups) {
        this.sql = sql;
        this.json = json;
        this.wakeups = wakeups;
    }

    public void append(Event event) {
        sql.sql("""
                        insert into events (account_id, type, conversation_id, message_id, contact_id, inbox_id,
                          actor_type, actor_id, data, created_at)
                        values (:account, :type, :conversation, :message, :contact, :inbox,
                          :actorType, :actorId, :data::jsonb, :now)
                        """)
                .param("account", event.account().value())
                .param("type", event.type())
                .param("conversation", event.conversationId())
                .param("message", event.messageId())
                .param("contact", event.contactId())
                .param("inbox", event.inboxId())
                .param("actorType", event.actorType())
                .param("actorId", event.actorId())
                .param("data", json.writeValueAsString(event.data()))
                .param("now", Rows.time(event.createdAt()))
                .update();
        appended();
    }

    /// For a statement that appended its event by itself, to save a round trip.
    public void appended() {
        Transactions.afterCommit(wakeups::wake);
    }

    List<Event> after(long position, long horizon, int most) {
        return sql.sql("""
                        select account_id, id, type, conversation_id, message_id, contact_id, inbox_id,
                          actor_type, actor_id, data, created_at
                        from events
                        where id > :position and id <= :horizon
                        order by id
                        limit :most
                        """)
                .param("position", position)
                .param("horizon", horizon)
                .param("most", most)
                .query((row, _) -> event(row))
                .list();
    }

    /// The change feed of an account. Ordered by the whole key: an account with few events must not walk those of
    /// others.
    List<Event> of(AccountId account, long position, long horizon, int most) {
        return sql.sql("""
                        select account_id, id, type, conversation_id, message_id, contact_id, inbox_id,
                          actor_type, actor_id, data, created_at
                        from events
                        where (account_id, id) > (:account, :position) and (account_id, id) <= (:account, :horizon)
                        order by account_id, id
                        limit :most
                        """)
                .param("account", account.value())
                .param("position", position)
                .param("horizon", horizon)
                .param("most", most)
                .query((row, _) -> event(row))
                .list();
    }

    /// Backwards from the event `before`, the newest first, those since then; for looking at what was.
    public List<Event> latest(AccountId account, long before, Instant since, int most) {
        return sql.sql("""
                        select account_id, id, type, conversation_id, message_id, contact_id, inbox_id,
                          actor_type, actor_id, data, created_at
                        from (
                          select account_id, id, type, conversation_id, message_id, contact_id, inbox_id,
                            actor_type, actor_id, data, created_at
                          from events
                          where account_id = :account and id < :before
                          order by id desc
                          limit :most
                        ) e
                        where created_at >= :since
                        order by id desc
                        """)
                .param("account", account.value())
                .param("before", before)
                .param("since", Rows.time(since))
                .param("most", most)
                .query((row, _) -> event(row))
                .list();
    }

    @SuppressWarnings("unchecked")
    private Event event(ResultSet row) throws SQLException {
        return new Event(
                new AccountId(row.getLong("account_id")),
                row.getLong("id"),
                row.getString("type"),
                Rows.longOrNull(row, "conversation_id"),
                Rows.longOrNull(row, "message_id"),
                Rows.longOrNull(row, "contact_id"),
                Rows.longOrNull(row, "inbox_id"),
                row.getString("actor_type"),
                row.getLong("actor_id"),
                json.readValue(row.getString("data"), Map.class),
                Rows.instant(row, "created_at"));
    }
}
