package io.supportly.conversations;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.files.SignedLinks;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Files that come before the message that carries them: announced, sent to a signed address, and then named in the
/// message by their signed id, which is good once.
@Component
final class Uploads {
    static final Duration LIFE = Duration.ofDays(2);
    private static final String BLOB = "blob";

    private final JdbcClient sql;
    private final SignedLinks links;
    private final Clock clock;

    Uploads(JdbcClient sql, SignedLinks links, Clock clock) {
        this.sql = sql;
        this.links = links;
        this.clock = clock;
    }

    /// @param fileKey null until the file has come
    record Blob(
            AccountId account,
            long id,
            String fileName,
            String contentType,
            long size,
            @Nullable String checksum,
            @Nullable String fileKey,
            Instant createdAt) {
        static final String COLUMNS =
                "account_id, id, file_name, content_type, file_size, checksum, file_key, created_at";

        static Blob of(ResultSet row) throws SQLException {
            return new Blob(
                    new AccountId(row.getLong("account_id")),
                    row.getLong("id"),
                    row.getString("file_name"),
                    row.getString("content_type"),
                    row.getLong("file_size"),
                    row.getString("checksum"),
                    row.getString("file_key"),
                    Rows.instant(row, "created_at"));
        }
    }

    Blob announce(Caller caller, UploadDrafts.Announced draft) {
        return insert(caller, draft, null, false);
    }

    /// For a file that is there already and has an address of its own.
    Blob keep(Caller caller, UploadDrafts.Announced draft, String fileKey) {
        return insert(caller, draft, fileKey, true);
    }

    private Blob insert(Caller caller, UploadDrafts.Announced draft, @Nullable String fileKey, boolean kept) {
        return sql.sql("""
                        insert into uploads (account_id, file_name, content_type, file_size, checksum, file_key, kept,
                          created_at)
                        values (:account, :name, :type, :size, :checksum, :key, :kept, :now)
                        returning\s""" + Blob.COLUMNS)
                .param("account", caller.account().value())
                .param("name", draft.filename())
                .param("type", draft.contentType())
                .param("size", draft.byteSize())
                .param("checksum", draft.checksum())
                .param("key", fileKey)
                .param("kept", kept)
                .param("now", Rows.time(clock.instant()))
                .query((row, _) -> Blob.of(row))
                .single();
    }

    String sign(Blob blob) {
        return links.sign(
                BLOB + "\n" + blob.account() + "\n" + blob.id(),
                blob.createdAt().plus(LIFE));
    }

    /// What the signed id names, in whichever account; empty when it names nothing (any more).
    Optional<Blob> find(String signedId) {
        String[] parts = links.open(signedId).map(text -> text.split("\n")).orElse(new String[0]);
        if (parts.length != 3 || !parts[0].equals(BLOB)) {
            return Optional.empty();
        }
        return sql.sql("select " + Blob.COLUMNS + " from uploads where account_id = :account and id = :id")
                .param("account", Long.parseLong(parts[1]))
                .param("id", Long.parseLong(parts[2]))
                .query((row, _) -> Blob.of(row))
                .optional();
    }

    /// Those of the files that are there, by id.
    List<Blob> of(AccountId account, Collection<Long> ids) {
        return sql.sql("select " + Blob.COLUMNS + """
                         from uploads
                        where account_id = :account and id = any(:ids::bigint[]) and file_key is not null
                        order by id
                        """)
                .param("account", account.value())
                .param("ids", ids.toArray(Long[]::new))
                .query((row, _) -> Blob.of(row))
                .list();
    }

    void remove(AccountId account, Collection<Long> ids) {
        sql.sql("""
                        with gone as (
                          delete from uploads where account_id = :account and id = any(:ids::bigint[])
                          returning account_id, file_key
                        )
                        insert into files_to_delete (account_id, file_key)
                        select account_id, file_key from gone where file_key is not null
                        """)
                .param("account", account.value())
                .param("ids", ids.toArray(Long[]::new))
                .update();
    }

    /// The file has come; false when one had come before.
    boolean came(Blob blob, String fileKey) {
        return sql.sql("""
                        update uploads set file_key = :key
                        where account_id = :account and id = :id and file_key is null
                        """)
                        .param("key", fileKey)
                        .param("account", blob.account().value())
                        .param("id", blob.id())
                        .update()
                == 1;
    }

    /// Gives the file away, to the message that is being written in this transaction.
    void use(Blob blob) {
        int used = sql.sql("delete from uploads where account_id = :account and id = :id")
                .param("account", blob.account().value())
                .param("id", blob.id())
                .update();
        if (used == 0) {
            throw Problem.invalid("attachments", "is no uploaded file, or one that was used already");
        }
    }

    /// Drops what came and was never used.
    void forgetOld() {
        sql.sql("""
                        with gone as (
                          delete from uploads where not kept and created_at < :before returning account_id, file_key
                        )
                        insert into files_to_delete (account_id, file_key)
                        select account_id, file_key from gone where file_key is not null
                        """).param("before", Rows.time(clock.instant().minus(LIFE))).update();
    }
}
