package io.supportly.contacts;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.supportly.inboxes.Inbox;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.json.Attributes;
import io.supportly.kernel.json.Times;
import io.supportly.kernel.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A customer.
///
/// @param name never null, empty when it is not known
/// @param email in lower case
/// @param phoneNumber E.164
/// @param identifier what the integrator calls him
public record Contact(
        AccountId account,
        long id,
        String name,
        @Nullable String email,
        @Nullable String phoneNumber,
        @Nullable String identifier,
        boolean blocked,
        String avatarUrl,
        @Nullable Long companyId,
        Attributes additionalAttributes,
        Attributes customAttributes,
        List<String> labels,
        @Nullable Instant lastActivityAt,
        Instant createdAt,
        Instant updatedAt) {

    /// The columns of the contact whose table goes by `alias`, for the joins of other modules.
    public static String columns(String alias) {
        return """
                %1$s.account_id as %1$s_account_id, %1$s.id as %1$s_id, %1$s.name as %1$s_name,
                %1$s.email as %1$s_email, %1$s.phone_number as %1$s_phone_number, %1$s.identifier as %1$s_identifier,
                %1$s.blocked as %1$s_blocked, %1$s.avatar_url as %1$s_avatar_url, %1$s.company_id as %1$s_company_id,
                %1$s.additional_attributes as %1$s_additional_attributes,
                %1$s.custom_attributes as %1$s_custom_attributes, %1$s.labels as %1$s_labels,
                %1$s.last_activity_at as %1$s_last_activity_at, %1$s.created_at as %1$s_created_at,
                %1$s.updated_at as %1$s_updated_at
                """.formatted(alias);
    }

    public static Contact of(ResultSet row, String alias) throws SQLException {
        return new Contact(
                new AccountId(row.getLong(alias + "_account_id")),
                row.getLong(alias + "_id"),
                row.getString(alias + "_name"),
                row.getString(alias + "_email"),
                row.getString(alias + "_phone_number"),
                row.getString(alias + "_identifier"),
                row.getBoolean(alias + "_blocked"),
                row.getString(alias + "_avatar_url"),
                Rows.longOrNull(row, alias + "_company_id"),
                new Attributes(row.getString(alias + "_additional_attributes")),
                new Attributes(row.getString(alias + "_custom_attributes")),
                Rows.texts(row, alias + "_labels"),
                Rows.instantOrNull(row, alias + "_last_activity_at"),
                Rows.instant(row, alias + "_created_at"),
                Rows.instant(row, alias + "_updated_at"));
    }

    /// The shape of the API (wire contract: Contact).
    public record Rest(
            long id,
            String name,
            @Nullable String email,
            @Nullable String phoneNumber,
            @Nullable String identifier,
            boolean blocked,
            String thumbnail,
            String availabilityStatus,
            Attributes additionalAttributes,
            Attributes customAttributes,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long lastActivityAt,

            long createdAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long companyId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<AtInbox> contactInboxes) {}

    /// Under which name he is known at an inbox.
    public record AtInbox(String sourceId, Inbox.InboxSlim inbox) {}

    public record Push(
            Attributes additionalAttributes,
            Attributes customAttributes,
            @Nullable String email,
            long id,
            @Nullable String identifier,
            String name,
            @Nullable String phoneNumber,
            String thumbnail,
            boolean blocked,
            String type,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long companyId) {}

    public record Webhook(
            InAccount account,
            Attributes additionalAttributes,
            String avatar,
            Attributes customAttributes,
            @Nullable String email,
            long id,
            @Nullable String identifier,
            String name,
            @Nullable String phoneNumber,
            String thumbnail,
            boolean blocked) {}

    public record InAccount(long id, String name) {}

    /// The record as the public API answers it.
    public record Raw(
            long id,
            String name,
            @Nullable String email,
            @Nullable String phoneNumber,
            long accountId,
            @Nullable String identifier,
            boolean blocked,
            Attributes additionalAttributes,
            Attributes customAttributes,
            @Nullable String lastActivityAt,
            String createdAt,
            String updatedAt) {}

    /// Nothing but which one it is, for whoever may not read the rest.
    public Contact withheld() {
        return new Contact(
                account,
                id,
                "",
                null,
                null,
                null,
                blocked,
                "",
                null,
                Attributes.NONE,
                Attributes.NONE,
                List.of(),
                null,
                createdAt,
                updatedAt);
    }

    public Rest rest() {
        return rest(null);
    }

    Rest rest(@Nullable List<AtInbox> inboxes) {
        return new Rest(
                id,
                name,
                email,
                phoneNumber,
                identifier,
                blocked,
                avatarUrl,
                "offline",
                additionalAttributes,
                customAttributes,
                Times.secondsOrNull(lastActivityAt),
                Times.seconds(createdAt),
                companyId,
                inboxes);
    }

    public Push push() {
        return new Push(
                additionalAttributes,
                customAttributes,
                email,
                id,
                identifier,
                name,
                phoneNumber,
                avatarUrl,
                blocked,
                "contact",
                companyId);
    }

    public Webhook webhook(String accountName) {
        return new Webhook(
                new InAccount(account.value(), accountName),
                additionalAttributes,
                avatarUrl,
                customAttributes,
                email,
                id,
                identifier,
                name,
                phoneNumber,
                avatarUrl,
                blocked);
    }

    public Raw raw() {
        return new Raw(
                id,
                name,
                email,
                phoneNumber,
                account.value(),
                identifier,
                blocked,
                additionalAttributes,
                customAttributes,
                Times.isoOrNull(lastActivityAt),
                Times.iso(createdAt),
                Times.iso(updatedAt));
    }
}
