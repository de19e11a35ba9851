package io.supportly.conversations;

import io.supportly.kernel.Caller;
import io.supportly.kernel.sql.Rows;
import java.time.Clock;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What agents have begun to write and not sent, one for each of them and conversation.
@Component
final class Drafts {
    private final JdbcClient sql;
    private final Clock clock;

    Drafts(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    Optional<String> find(Caller caller, Conversation conversation) {
        return sql.sql("""
                        select message from drafts
                        where account_id = :account and conversation_id = :conversation and user_id = :user
                        """)
                .param("account", caller.account().value())
                .param("conversation", conversation.number())
                .param("user", caller.actorId())
                .query(String.class)
                .optional();
    }

    void keep(Caller caller, Conversation conversation, String message) {
        sql.sql("""
                        insert into drafts (account_id, conversation_id, user_id, message, updated_at)
                        values (:account, :conversation, :user, :message, :now)
                        on conflict (account_id, conversation_id, user_id)
                        do update set message = excluded.message, updated_at = excluded.updated_at
                        """)
                .param("account", caller.account().value())
                .param("conversation", conversation.number())
                .param("user", caller.actorId())
                .param("message", message)
                .param("now", Rows.time(clock.instant()))
                .update();
    }

    void forget(Caller caller, Conversation conversation) {
        sql.sql("""
                        delete from drafts
                        where account_id = :account and conversation_id = :conversation and user_id = :user
                        """)
                .param("account", caller.account().value())
                .param("conversation", conversation.number())
                .param("user", caller.actorId())
                .update();
    }
}
