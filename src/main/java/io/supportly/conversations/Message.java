package io.supportly.conversations;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.json.Attributes;
import io.supportly.kernel.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One message of a conversation. The sender is a `User`, a `Contact`, an `AgentBot` or nobody.
///
/// @param campaignId the campaign whose words these are
public record Message(
        AccountId account,
        long conversation,
        long id,
        long inboxId,
        MessageType type,
        boolean isPrivate,
        MessageStatus status,
        ContentType contentType,
        @Nullable String content,
        Attributes contentAttributes,
        @Nullable String senderType,
        @Nullable Long senderId,
        @Nullable String sourceId,
        int attachmentCount,
        @Nullable Long campaignId,
        Instant createdAt,
        Instant updatedAt) {

    static final int LONGEST_CONTENT = 150_000;
    /// All that stands in the attributes of one that was deleted.
    static final String DELETED = "{\"deleted\": true}";

    /// The columns of a message whose table goes by `alias`, named so that several messages fit into one row.
    static String columns(String alias) {
        return """
                %1$s.account_id as %1$s_account_id, %1$s.conversation_id as %1$s_conversation_id, %1$s.id as %1$s_id,
                %1$s.inbox_id as %1$s_inbox_id, %1$s.type as %1$s_type, %1$s.private as %1$s_private,
                %1$s.status as %1$s_status, %1$s.content_type as %1$s_content_type, %1$s.content as %1$s_content,
                %1$s.content_attributes as %1$s_content_attributes, %1$s.sender_type as %1$s_sender_type,
                %1$s.sender_id as %1$s_sender_id, %1$s.source_id as %1$s_source_id,
                %1$s.attachment_count as %1$s_attachment_count, %1$s.campaign_id as %1$s_campaign_id,
                %1$s.created_at as %1$s_created_at, %1$s.updated_at as %1$s_updated_at
                """.formatted(alias);
    }

    static @Nullable Message orNull(ResultSet row, String alias) throws SQLException {
        return Rows.longOrNull(row, alias + "_id") == null ? null : of(row, alias);
    }

    static Message of(ResultSet row, String alias) throws SQLException {
        return new Message(
                new AccountId(row.getLong(alias + "_account_id")),
                row.getLong(alias + "_conversation_id"),
                row.getLong(alias + "_id"),
                row.getLong(alias + "_inbox_id"),
                MessageType.of(row.getInt(alias + "_type")),
                row.getBoolean(alias + "_private"),
                MessageStatus.values()[row.getInt(alias + "_status")],
                ContentType.values()[row.getInt(alias + "_content_type")],
                row.getString(alias + "_content"),
                new Attributes(row.getString(alias + "_content_attributes")),
                row.getString(alias + "_sender_type"),
                Rows.longOrNull(row, alias + "_sender_id"),
                row.getString(alias + "_source_id"),
                row.getInt(alias + "_attachment_count"),
                Rows.longOrNull(row, alias + "_campaign_id"),
                Rows.instant(row, alias + "_created_at"),
                Rows.instant(row, alias + "_updated_at"));
    }

    boolean isDeleted() {
        return contentAttributes.json().equals(DELETED);
    }

    /// As live events and webhooks carry them.
    Map<String, Object> additionalAttributes() {
        return campaignId == null ? Map.of() : Map.of("campaign_id", campaignId);
    }

    Message saying(@Nullable String other) {
        return new Message(
                account,
                conversation,
                id,
                inboxId,
                type,
                isPrivate,
                status,
                contentType,
                other,
                contentAttributes,
                senderType,
                senderId,
                sourceId,
                attachmentCount,
                campaignId,
                createdAt,
                updatedAt);
    }
}
