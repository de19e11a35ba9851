package io.supportly.contacts;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.sql.Rows;
import io.supportly.kernel.web.Paging;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Every note in the database.
@Component
final class Notes {
    private final JdbcClient sql;
    private final Clock clock;

    Notes(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// The newest first.
    List<Note> of(AccountId account, long contact, Paging paging) {
        return sql.sql("select " + Note.COLUMNS + """
                         from contact_notes n
                        where n.account_id = :account and n.contact_id = :contact
                        order by n.id desc
                        limit :size offset :offset
                        """)
                .param("account", account.value())
                .param("contact", contact)
                .param("size", paging.size())
                .param("offset", paging.offset())
                .query((row, _) -> Note.of(row))
                .list();
    }

    Note get(AccountId account, long contact, long id) {
        return sql.sql("select " + Note.COLUMNS + """
                         from contact_notes n
                        where n.account_id = :account and n.id = :id and n.contact_id = :contact
                        """)
                .param("account", account.value())
                .param("id", id)
                .param("contact", contact)
                .query((row, _) -> Note.of(row))
                .optional()
                .orElseThrow(Problem::notFound);
    }

    Note add(Caller caller, long contact, String content) {
        return sql.sql("""
                        insert into contact_notes as n (account_id, contact_id, user_id, content, created_at, updated_at)
                        values (:account, :contact, :user, :content, :now, :now)
                        returning\s""" + Note.COLUMNS)
                .param("account", caller.account().value())
                .param("contact", contact)
                .param("user", caller.actorId())
                .param("content", content)
                .param("now", Rows.time(clock.instant()))
                .query((row, _) -> Note.of(row))
                .single();
    }

    Note update(AccountId account, long contact, long id, String content) {
        return sql.sql("""
                        update contact_notes n set content = :content, updated_at = :now
                        where n.account_id = :account and n.id = :id and n.contact_id = :contact
                        returning\s""" + Note.COLUMNS)
                .param("content", content)
                .param("now", Rows.time(clock.instant()))
                .param("account", account.value())
                .param("id", id)
                .param("contact", contact)
                .query((row, _) -> Note.of(row))
                .optional()
                .orElseThrow(Problem::notFound);
    }

    void remove(AccountId account, long contact, long id) {
        int removed = sql.sql("""
                        delete from contact_notes
                        where account_id = :account and id = :id and contact_id = :contact
                        """)
                .param("account", account.value())
                .param("id", id)
                .param("contact", contact)
                .update();
        if (removed == 0) {
            throw Problem.notFound();
        }
    }
}
