package io.supportly.channels.email;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Which mail each message went out as.
@Component
final class Replies {
    private final JdbcClient sql;
    private final Clock clock;

    Replies(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// @param event the last that it was mailed for
    record Sent(long conversation, long message, long mail, long event) {}

    /// Until the transaction ends nobody else writes a mail of that conversation: two at once would both be the last
    /// that is allowed.
    void hold(AccountId account, long conversation) {
        sql.sql(
                        "select pg_advisory_xact_lock(hashtextextended('replies:' || :account || ':' || :conversation, 0))::text")
                .param("account", account.toString())
                .param("conversation", Long.toString(conversation))
                .query((_, _) -> true)
                .single();
    }

    Optional<Sent> find(AccountId account, long conversation, long message) {
        return sql.sql("""
                        select conversation_id, message_id, mail_id, event_id from email_replies
                        where account_id = :account and conversation_id = :conversation and message_id = :message
                        """)
                .param("account", account.value())
                .param("conversation", conversation)
                .param("message", message)
                .query((row, _) -> reply(row))
                .optional();
    }

    Optional<Sent> ofMail(AccountId account, long mail) {
        return sql.sql("""
                        select conversation_id, message_id, mail_id, event_id from email_replies
                        where account_id = :account and mail_id = :mail
                        """)
                .param("account", account.value())
                .param("mail", mail)
                .query((row, _) -> reply(row))
                .optional();
    }

    private static Sent reply(ResultSet row) throws SQLException {
        return new Sent(
                row.getLong("conversation_id"),
                row.getLong("message_id"),
                row.getLong("mail_id"),
                row.getLong("event_id"));
    }

    /// The Message-IDs of those that were mailed, by message.
    Map<Long, String> headers(AccountId account, long conversation, List<Long> messages) {
        var headers = new HashMap<Long, String>();
        sql.sql("""
                        select message_id, header_id from email_replies
                        where account_id = :account and conversation_id = :conversation
                          and message_id = any(:messages::bigint[])
                        """)
                .param("account", account.value())
                .param("conversation", conversation)
                .param("messages", messages.toArray(Long[]::new))
                .query((row, _) -> headers.put(row.getLong("message_id"), row.getString("header_id")))
                .list();
        return headers;
    }

    /// How many that nobody wrote went out in the conversation since then.
    int automaticSince(AccountId account, long conversation, Instant since) {
        return sql.sql("""
                        select count(*) from email_replies
                        where account_id = :account and conversation_id = :conversation and automatic
                          and created_at > :since
                        """)
                .param("account", account.value())
                .param("conversation", conversation)
                .param("since", Rows.time(since))
                .query((row, _) -> row.getInt(1))
                .single();
    }

    void put(ReplyJob job, long mail, String header, boolean automatic) {
        sql.sql("""
                        insert into email_replies (account_id, conversation_id, message_id, mail_id, header_id,
                          automatic, event_id, created_at)
                        values (:account, :conversation, :message, :mail, :header, :automatic, :event, :now)
                        on conflict (account_id, conversation_id, message_id)
                        do update set mail_id = excluded.mail_id, event_id = excluded.event_id
                        """)
                .param("account", job.account().value())
                .param("conversation", job.conversation())
                .param("message", job.message())
                .param("mail", mail)
                .param("header", header)
                .param("automatic", automatic)
                .param("event", job.event())
                .param("now", Rows.time(clock.instant()))
                .update();
    }

    /// The mails of a conversation.
    List<Long> mails(AccountId account, long conversation) {
        return sql.sql("""
                        select mail_id from email_replies
                        where account_id = :account and conversation_id = :conversation
                        """)
                .param("account", account.value())
                .param("conversation", conversation)
                .query((row, _) -> row.getLong(1))
                .list();
    }
}
