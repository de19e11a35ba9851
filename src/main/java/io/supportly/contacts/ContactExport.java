package io.supportly.contacts;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.json.Times;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A file that is made of the account's contacts.
///
/// @param userId who asked for it
/// @param label null: all contacts
record ContactExport(
        AccountId account,
        long id,
        long userId,
        List<String> columns,
        @Nullable String label,
        String status,
        int total,
        @Nullable String fileKey,
        Instant createdAt,
        @Nullable Instant finishedAt) {

    static final String COLUMNS =
            "e.account_id, e.id, e.user_id, e.columns, e.label, e.status, e.total, e.file_key, e.created_at, e.finished_at";
    private static final int MOST_COLUMNS = 200;
    private static final List<String> USUAL = List.of(
            "id",
            "name",
            "email",
            "phone_number",
            "identifier",
            "company_name",
            "city",
            "country",
            "labels",
            "created_at",
            "last_activity_at");

    /// @param payload conditions, which exports do not know
    record Draft(
            @Nullable List<String> columnNames,
            @Nullable String label,
            @Nullable JsonNode payload) {
        Draft checked() {
            var faults = new Faults().atMost("label", label, 255);
            faults.check(
                    "payload",
                    payload == null || payload.isEmpty(),
                    "is not taken: an export has all contacts or those of a label",
                    "invalid");
            columns().forEach(column -> faults.atMost("column_names", column, 255));
            faults.check(
                    "column_names",
                    columns().size() <= MOST_COLUMNS,
                    "are too many (maximum is " + MOST_COLUMNS + ")",
                    "too_long");
            faults.orThrow();
            return this;
        }

        /// As labels are kept.
        @Nullable
        String tidyLabel() {
            return label == null ? null : label.strip().toLowerCase(Locale.ROOT);
        }

        List<String> columns() {
            return columnNames == null || columnNames.isEmpty()
                    ? USUAL
                    : columnNames.stream().distinct().toList();
        }
    }

    /// @param status `queued` or `done`
    record Rest(
            long id,
            String status,
            List<String> columnNames,
            @Nullable String label,
            int totalRows,
            @Nullable String url,
            long createdAt,
            @Nullable Long finishedAt) {}

    boolean isOver() {
        return status.equals("done");
    }

    Rest rest(@Nullable String url) {
        return new Rest(
                id, status, columns, label, total, url, Times.seconds(createdAt), Times.secondsOrNull(finishedAt));
    }

    static ContactExport of(ResultSet row) throws SQLException {
        return new ContactExport(
                new AccountId(row.getLong("account_id")),
                row.getLong("id"),
                row.getLong("user_id"),
                Rows.texts(row, "columns"),
                row.getString("label"),
                row.getString("status"),
                row.getInt("total"),
                row.getString("file_key"),
                Rows.instant(row, "created_at"),
                Rows.instantOrNull(row, "finished_at"));
    }
}
