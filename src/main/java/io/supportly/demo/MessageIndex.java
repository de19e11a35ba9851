package io.supportly.demo;

import io.supportly.kernel.AccountId;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Makes messages found by their words, which the event log does for those that are written one at a time.
final class MessageIndex {
    private final JdbcClient sql;
    private final AccountId account;

    MessageIndex(JdbcClient sql, AccountId account) {
        this.sql = sql;
        this.account = account;
    }

    void add(int from, int to) {
        sql.sql("""
                        insert into message_search (account_id, conversation_id, message_id, inbox_id, period,
                          created_at, words)
                        select account_id, conversation_id, id, inbox_id, message_period(created_at), created_at,
                          message_words(content)
                        from messages
                        where account_id = :account and conversation_id between :from and :to and type in (0, 1)
                          and content is not null
                        """)
                .param("account", account.value())
                .param("from", from)
                .param("to", to)
                .update();
    }
}
