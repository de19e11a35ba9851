package io.supportly.conversations;

import io.supportly.kernel.AccountId;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The users who follow a conversation, beside its assignee.
@Component
final class Participants {
    private final JdbcClient sql;

    Participants(JdbcClient sql) {
        this.sql = sql;
    }

    List<Long> of(AccountId account, long conversation) {
        return sql.sql("""
                        select user_id from participants
                        where account_id = :account and conversation_id = :conversation
                        order by user_id
                        """)
                .param("account", account.value())
                .param("conversation", conversation)
                .query((row, _) -> row.getLong(1))
                .list();
    }

    /// Those who were not there yet.
    List<Long> add(AccountId account, long conversation, Collection<Long> users) {
        return sql.sql("""
                        insert into participants (account_id, conversation_id, user_id)
                        select :account, :conversation, id from unnest(:users::bigint[]) id
                        on conflict do nothing
                        returning user_id
                        """)
                .param("account", account.value())
                .param("conversation", conversation)
                .param("users", users.toArray(Long[]::new))
                .query((row, _) -> row.getLong(1))
                .list();
    }

    void remove(AccountId account, long conversation, Collection<Long> users) {
        sql.sql("""
                        delete from participants
                        where account_id = :account and conversation_id = :conversation
                          and user_id = any(:users::bigint[])
                        """)
                .param("account", account.value())
                .param("conversation", conversation)
                .param("users", users.toArray(Long[]::new))
                .update();
    }

    void forget(AccountId account, long user) {
        sql.sql("delete from participants where account_id = :account and user_id = :user")
                .param("account", account.value())
                .param("user", user)
                .update();
    }
}
