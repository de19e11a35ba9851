package io.supportly.campaigns;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.supportly.kernel.json.Times;
import io.supportly.kernel.sql.Rows;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One contact whom a campaign goes to, and how far it has come with him.
///
/// @param reason why it failed or was skipped
/// @param providerId what the gateway calls the message
record Recipient(
        long contact,
        String name,
        Status status,
        @Nullable String reason,
        @Nullable Long conversation,
        @Nullable String providerId,
        @Nullable Instant settledAt) {

    /// `sending` is between the call to a gateway and its answer.
    enum Status {
        PENDING,
        SENDING,
        SENT,
        FAILED,
        SKIPPED;

        static final List<String> WORDS =
                Arrays.stream(values()).map(Status::word).toList();

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Status of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /// The shape of the API.
    @Schema(name = "CampaignRecipient")
    record Rest(
            long contactId,
            String contactName,
            String status,
            @Nullable String reason,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long conversationId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String providerId,

            @Nullable String settledAt) {}

    static Recipient of(ResultSet row) throws SQLException {
        return new Recipient(
                row.getLong("contact_id"),
                row.getString("name"),
                Status.of(row.getString("status")),
                row.getString("reason"),
                Rows.longOrNull(row, "conversation_id"),
                row.getString("provider_id"),
                Rows.instantOrNull(row, "settled_at"));
    }

    Rest rest() {
        return new Rest(contact, name, status.word(), reason, conversation, providerId, Times.isoOrNull(settledAt));
    }
}
