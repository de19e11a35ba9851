package io.supportly.kernel.mail;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.json.Times;
import io.supportly.kernel.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// One mail, as it was written.
///
/// @param kind why it was written, as `invitation`
/// @param recipient the first recipients, between commas
/// @param body plain text; empty once it was sent, as is the HTML: they may hold what only their reader should know
/// @param attempts since it was last queued
record Mail(
        AccountId account,
        long id,
        String kind,
        String recipient,
        String subject,
        String body,
        String html,
        Envelope envelope,
        Status status,
        int attempts,
        @Nullable String error,
        Instant createdAt,
        @Nullable Instant sentAt) {

    static final String COLUMNS =
            "account_id, id, kind, recipient, subject, body, html, envelope, status, attempts, error, created_at, sent_at";

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

    /// One try to send it.
    ///
    /// @param error what the server said; null when it took the mail
    record Attempt(long at, @Nullable String error) {}

    /// All of it, for who looks into one.
    record Whole(
            @JsonUnwrapped Rest mail,
            String html,
            String messageId,
            List<String> cc,
            List<String> bcc,
            List<String> files,
            List<Attempt> log) {}

    Whole whole(List<Attempt> log) {
        List<String> names = envelope.files().stream().map(Envelope.File::name).toList();
        return new Whole(rest(), html, envelope.messageId(), envelope.cc(), envelope.bcc(), names, log);
    }

    /// Whether an administrator may have it sent again.
    boolean mayBeRetried() {
        return status == Status.KEPT || status == Status.FAILED;
    }

    /// What the API shows in lists.
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

    static Mail of(ResultSet row, JsonMapper json) throws SQLException {
        return new Mail(
                new AccountId(row.getLong("account_id")),
                row.getLong("id"),
                row.getString("kind"),
                row.getString("recipient"),
                row.getString("subject"),
                row.getString("body"),
                row.getString("html"),
                json.readValue(row.getString("envelope"), Envelope.class),
                Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getInt("attempts"),
                row.getString("error"),
                Rows.instant(row, "created_at"),
                Rows.instantOrNull(row, "sent_at"));
    }
}
