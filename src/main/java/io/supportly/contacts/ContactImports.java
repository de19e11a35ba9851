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

/// Every import in the database, with the rows that were refused.
@Component
final class ContactImports {
    private final JdbcClient sql;
    private final Clock clock;

    ContactImports(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    ContactImport add(Caller caller, String fileName, String fileKey) {
        return sql.sql("""
                        insert into contact_imports as i (account_id, user_id, file_name, file_key, created_at)
                        values (:account, :user, :name, :key, :now)
                        returning\s""" + ContactImport.COLUMNS)
                .param("account", caller.account().value())
                .param("user", caller.actorId())
                .param("name", fileName)
                .param("key", fileKey)
                .param("now", Rows.time(clock.instant()))
                .query((row, _) -> ContactImport.of(row))
                .single();
    }

    Optional<ContactImport> find(AccountId account, long id) {
        return sql.sql("select " + ContactImport.COLUMNS
                        + " from contact_imports i where i.account_id = :account and i.id = :id")
                .param("account", account.value())
                .param("id", id)
                .query((row, _) -> ContactImport.of(row))
                .optional();
    }

    /// The newest first.
    List<ContactImport> page(AccountId account, Paging paging) {
        return sql.sql("select " + ContactImport.COLUMNS + """
                         from contact_imports i
                        where i.account_id = :account
                        order by i.id desc
                        limit :size offset :offset
                        """)
                .param("account", account.value())
                .param("size", paging.size())
                .param("offset", paging.offset())
                .query((row, _) -> ContactImport.of(row))
                .list();
    }

    void begin(ContactImport running, int total) {
        sql.sql("""
                        update contact_imports set status = 'running', total = :total
                        where account_id = :account and id = :id
                        """)
                .param("total", total)
                .param("account", running.account().value())
                .param("id", running.id())
                .update();
    }

    /// Counts rows as read, in the transaction of what they made; false when another one had read them before.
    boolean advance(ContactImport running, int from, int rows, int created, int updated, int refused) {
        return sql.sql("""
                        update contact_imports
                        set processed = processed + :rows, created = created + :created, updated = updated + :updated,
                          refused = refused + :refused
                        where account_id = :account and id = :id and processed = :from
                        """)
                        .param("rows", rows)
                        .param("created", created)
                        .param("updated", updated)
                        .param("refused", refused)
                        .param("account", running.account().value())
                        .param("id", running.id())
                        .param("from", from)
                        .update()
                == 1;
    }

    void refuse(ContactImport running, ImportedRow row) {
        sql.sql("""
                        insert into contact_import_refusals (account_id, import_id, row_number, cells, reason)
                        values (:account, :import, :number, :cells, :reason)
                        """)
                .param("account", running.account().value())
                .param("import", running.id())
                .param("number", row.number())
                .param("cells", row.cells().toArray(String[]::new))
                .param("reason", row.refusal())
                .update();
    }

    List<ImportedRow> refused(ContactImport running, int after, int most) {
        return sql.sql("""
                        select row_number, cells, reason from contact_import_refusals
                        where account_id = :account and import_id = :import and row_number > :after
                        order by row_number
                        limit :most
                        """)
                .param("account", running.account().value())
                .param("import", running.id())
                .param("after", after)
                .param("most", most)
                .query((row, _) -> ImportedRow.refused(
                        row.getInt("row_number"), Rows.texts(row, "cells"), row.getString("reason")))
                .list();
    }

    /// Over, done or failed; the file that it came from is not needed any more.
    void finish(ContactImport running, @Nullable String refusedKey, @Nullable String error) {
        sql.sql("""
                        update contact_imports
                        set status = :status, refused_key = :refused, error = :error, finished_at = :now
                        where account_id = :account and id = :id
                        """)
                .param("status", error == null ? "done" : "failed")
                .param("refused", refusedKey)
                .param("error", error)
                .param("now", Rows.time(clock.instant()))
                .param("account", running.account().value())
                .param("id", running.id())
                .update();
        sql.sql("delete from contact_import_refusals where account_id = :account and import_id = :import")
                .param("account", running.account().value())
                .param("import", running.id())
                .update();
        sql.sql("insert into files_to_delete (account_id, file_key) values (:account, :key)")
                .param("account", running.account().value())
                .param("key", running.fileKey())
                .update();
    }
}
