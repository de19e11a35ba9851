package io.supportly.contacts;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.sql.Rows;
import io.supportly.kernel.web.Paging;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Every export in the database, and the contacts that go into one.
@Component
final class ContactExports {
    private final JdbcClient sql;
    private final Clock clock;

    ContactExports(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    ContactExport add(Caller caller, ContactExport.Draft draft) {
        return sql.sql("""
                        insert into contact_exports as e (account_id, user_id, columns, label, created_at)
                        values (:account, :user, :columns, :label, :now)
                        returning\s""" + ContactExport.COLUMNS)
                .param("account", caller.account().value())
                .param("user", caller.actorId())
                .param("columns", draft.columns().toArray(String[]::new))
                .param("label", draft.tidyLabel())
                .param("now", Rows.time(clock.instant()))
                .query((row, _) -> ContactExport.of(row))
                .single();
    }

    Optional<ContactExport> find(AccountId account, long id) {
        return sql.sql("select " + ContactExport.COLUMNS
                        + " from contact_exports e where e.account_id = :account and e.id = :id")
                .param("account", account.value())
                .param("id", id)
                .query((row, _) -> ContactExport.of(row))
                .optional();
    }

    /// The newest first.
    List<ContactExport> page(AccountId account, Paging paging) {
        return sql.sql("select " + ContactExport.COLUMNS + """
                         from contact_exports e
                        where e.account_id = :account
                        order by e.id desc
                        limit :size offset :offset
                        """)
                .param("account", account.value())
                .param("size", paging.size())
                .param("offset", paging.offset())
                .query((row, _) -> ContactExport.of(row))
                .list();
    }

    /// The next contacts by id, of a label where one is given.
    List<Contact> next(AccountId account, @Nullable String label, long after, int most) {
        return sql.sql("select " + Contact.columns("k") + """
                         from contacts k
                        where k.account_id = :account and k.id > :after and k.deleted_at is null
                          and (:label::text is null or k.labels @> array[:label::text])
                        order by k.id
                        limit :most
                        """)
                .param("account", account.value())
                .param("after", after)
                .param("label", label)
                .param("most", most)
                .query((row, _) -> Contact.of(row, "k"))
                .list();
    }

    void finish(ContactExport running, String fileKey, int total) {
        sql.sql("""
                        update contact_exports
                        set status = 'done', file_key = :key, total = :total, finished_at = :now
                        where account_id = :account and id = :id
                        """)
                .param("key", fileKey)
                .param("total", total)
                .param("now", Rows.time(clock.instant()))
                .param("account", running.account().value())
                .param("id", running.id())
                .update();
    }

    /// Drops the files of the account whose links have ended, of imports too.
    void forgetOld(AccountId account) {
        sql.sql("""
                        with e as (
                          delete from contact_exports where account_id = :account and finished_at < :before
                          returning file_key
                        ), i as (
                          delete from contact_imports where account_id = :account and finished_at < :before
                          returning refused_key as file_key
                        )
                        insert into files_to_delete (account_id, file_key)
                        select :account, file_key from (select * from e union all select * from i) gone
                        where file_key is not null
                        """)
                .param("account", account.value())
                .param("before", Rows.time(clock.instant().minus(TransferLinks.LIFE)))
                .update();
    }
}
