package io.supportly.kernel.mail;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.json.Times;
import io.supportly.kernel.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One mail, as it was written.
///
/// @param kind why it was written, as `invitation`
/// @param body plain text; empty once it was sent, as it may hold what only its reader should know
record Mail(
        AccountId account,
        long id,
        String kind,
        String recipient,
        String subject,
        String body,
        Status status,
        int attempts,
        @Nullable String error,
        Instant createdAt,
        @Nullable Instant sentAt) {

    static final String COLUMNS =
            "account_id, id, kind, recipient, subject, body, status, attempts, error, created_at, sent_at";

    enum Status {
        KEPT,
        QUEUED,
        SENT,
        FAILED;

        static final List<String> WORDS = List.of(KEPT.word(), QUEUED.word(), SENT.word(), FAILED.word());

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What the API shows.
    record Rest(
            long id,
            String kind,
            String recipient,
            String subject,
            String body,
            String status,
            int attempts,
            @Nullable String error,
            long createdAt,
            @Nullable Long sentAt) {}

    Rest rest() {
        return new Rest(
                id,
                kind,
                recipient,
                subject,
                body,
                status.word(),
                attempts,
                error,
                Times.seconds(createdAt),
                Times.secondsOrNull(sentAt));
    }

    static Mail of(ResultSet row) throws SQLException {
        return new Mail(
                new AccountId(row.getLong("account_id")),
                row.getLong("id"),
                row.getString("kind"),
                row.getString("recipient"),
                row.getString("subject"),
                row.getString("body"),
                Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getInt("attempts"),
                row.getString("error"),
                Rows.instant(row, "created_at"),
                Rows.instantOrNull(row, "sent_at"));
    }
}
