package io.supportly.conversations;

import io.supportly.kernel.Caller;
import io.supportly.kernel.sql.Rows;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What has been seen, by the agents together, by the assignee, and by the contact.
@Component
final class Seeing {
    private final JdbcClient sql;
    private final Clock clock;

    Seeing(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    void seen(Caller caller, Conversation conversation) {
        setSeen(caller, conversation, clock.instant(), 0);
    }

    void unread(Caller caller, Conversation conversation) {
        Instant last = conversation.times().lastIncomingAt();
        if (last != null) {
            setSeen(caller, conversation, last.minus(Duration.ofSeconds(1)), 1);
        }
    }

    private void setSeen(Caller caller, Conversation conversation, Instant at, int unread) {
        sql.sql("""
                        update conversations
                        set agent_last_seen_at = :at, unread_count = :unread,
                          assignee_last_seen_at = case when assignee_id = :user then :at else assignee_last_seen_at end
                        where account_id = :account and id = :number
                        """)
                .param("at", Rows.time(at))
                .param("unread", unread)
                .param("user", caller.actorId())
                .param("account", conversation.account().value())
                .param("number", conversation.number())
                .update();
    }

    /// The contact has read everything that was written to him. The conversation is written first, as whoever writes
    /// both does, for two who lock them in different orders would wait for each other.
    void seenByContact(Conversation conversation) {
        var now = Rows.time(clock.instant());
        sql.sql("""
                        with c as (
                          update conversations set contact_last_seen_at = :now
                          where account_id = :account and id = :number
                          returning account_id, id
                        )
                        update messages m set status = 2, updated_at = :now
                        from c
                        where m.account_id = c.account_id and m.conversation_id = c.id and m.type in (1, 3)
                          and not m.private and m.status in (0, 1)
                        """)
                .param("now", now)
                .param("account", conversation.account().value())
                .param("number", conversation.number())
                .update();
    }
}
