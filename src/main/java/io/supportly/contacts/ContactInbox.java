package io.supportly.contacts;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.json.Times;
import io.supportly.kernel.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A contact at one inbox, under the name (`sourceId`) that the channel gives him.
///
/// @param hmacVerified whether he has proven who he is
/// @param madeContactId the contact that was made with this one, if any; after a merge it is another than his
public record ContactInbox(
        AccountId account,
        long id,
        long contactId,
        long inboxId,
        String sourceId,
        boolean hmacVerified,
        String pubsubToken,
        @Nullable Long madeContactId,
        Instant createdAt,
        Instant updatedAt) {

    public static String columns(String alias) {
        return """
                %1$s.account_id as %1$s_account_id, %1$s.id as %1$s_id, %1$s.contact_id as %1$s_contact_id,
                %1$s.inbox_id as %1$s_inbox_id, %1$s.source_id as %1$s_source_id,
                %1$s.hmac_verified as %1$s_hmac_verified, %1$s.pubsub_token as %1$s_pubsub_token, %1$s.made_contact_id as %1$s_made_contact_id,
                %1$s.created_at as %1$s_created_at, %1$s.updated_at as %1$s_updated_at
                """.formatted(alias);
    }

    public static ContactInbox of(ResultSet row, String alias) throws SQLException {
        return new ContactInbox(
                new AccountId(row.getLong(alias + "_account_id")),
                row.getLong(alias + "_id"),
                row.getLong(alias + "_contact_id"),
                row.getLong(alias + "_inbox_id"),
                row.getString(alias + "_source_id"),
                row.getBoolean(alias + "_hmac_verified"),
                row.getString(alias + "_pubsub_token"),
                Rows.longOrNull(row, alias + "_made_contact_id"),
                Rows.instant(row, alias + "_created_at"),
                Rows.instant(row, alias + "_updated_at"));
    }

    /// The record as webhooks carry it.
    public record Raw(
            long id,
            long contactId,
            long inboxId,
            String sourceId,
            String createdAt,
            String updatedAt,
            boolean hmacVerified,
            String pubsubToken) {}

    public Raw raw() {
        return new Raw(
                id,
                contactId,
                inboxId,
                sourceId,
                Times.iso(createdAt),
                Times.iso(updatedAt),
                hmacVerified,
                pubsubToken);
    }
}
