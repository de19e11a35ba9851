package io.supportly.contacts;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.json.Times;
import io.supportly.kernel.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Contacts that come from a file.
///
/// @param userId who sent it
/// @param total rows of the file; null until they were counted
/// @param refusedKey of the file of refused rows, once it is done
/// @param error why the file can not be read
record ContactImport(
        AccountId account,
        long id,
        long userId,
        String fileName,
        String fileKey,
        String status,
        @Nullable Integer total,
        int processed,
        int created,
        int updated,
        int refused,
        @Nullable String refusedKey,
        @Nullable String error,
        Instant createdAt,
        @Nullable Instant finishedAt) {

    static final String COLUMNS = """
            i.account_id, i.id, i.user_id, i.file_name, i.file_key, i.status, i.total, i.processed, i.created,
            i.updated, i.refused, i.refused_key, i.error, i.created_at, i.finished_at
            """;

    /// @param status `queued`, `running`, `done` or `failed`
    record Rest(
            long id,
            String status,
            String fileName,
            @Nullable Integer totalRows,
            int processedRows,
            int createdContacts,
            int updatedContacts,
            int refusedRows,
            @Nullable String refusedUrl,
            @Nullable String error,
            long createdAt,
            @Nullable Long finishedAt) {}

    boolean isOver() {
        return status.equals("done") || status.equals("failed");
    }

    Rest rest(@Nullable String refusedUrl) {
        return new Rest(
                id,
                status,
                fileName,
                total,
                processed,
                created,
                updated,
                refused,
                refusedUrl,
                error,
                Times.seconds(createdAt),
                Times.secondsOrNull(finishedAt));
    }

    static ContactImport of(ResultSet row) throws SQLException {
        return new ContactImport(
                new AccountId(row.getLong("account_id")),
                row.getLong("id"),
                row.getLong("user_id"),
                row.getString("file_name"),
                row.getString("file_key"),
                row.getString("status"),
                Rows.intOrNull(row, "total"),
                row.getInt("processed"),
                row.getInt("created"),
                row.getInt("updated"),
                row.getInt("refused"),
                row.getString("refused_key"),
                row.getString("error"),
                Rows.instant(row, "created_at"),
                Rows.instantOrNull(row, "finished_at"));
    }
}
