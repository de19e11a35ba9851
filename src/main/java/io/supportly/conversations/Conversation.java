package io.supportly.conversations;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.json.Attributes;
import io.supportly.kernel.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One conversation. `number` is its public id, from 1 within the account.
///
/// @param sourceId the contact's name at the inbox, kept here with whether it was proven, for lists to show
/// @param state what agents and rules change
/// @param times when things happened last
/// @param tail what lists show of its messages
/// @param campaignId what began it, where that was no person
public record Conversation(
        AccountId account,
        long number,
        UUID uuid,
        long inboxId,
        long contactId,
        long contactInboxId,
        String sourceId,
        boolean hmacVerified,
        State state,
        Times times,
        Tail tail,
        Attributes additionalAttributes,
        @Nullable Long campaignId,
        Instant createdAt,
        Instant updatedAt) {

    /// @param assigneeId a user; excludes `assigneeBotId`
    record State(
            Status status,
            @Nullable Priority priority,
            @Nullable Long assigneeId,
            @Nullable Long assigneeBotId,
            @Nullable Long teamId,
            @Nullable Instant snoozedUntil,
            List<String> labels,
            Attributes customAttributes) {

        /// The status, with what it implies for the snooze.
        State status(Status next, @Nullable Instant until) {
            Instant snoozed = next == Status.SNOOZED ? until : null;
            return new State(next, priority, assigneeId, assigneeBotId, teamId, snoozed, labels, customAttributes);
        }

        State priority(@Nullable Priority next) {
            return new State(status, next, assigneeId, assigneeBotId, teamId, snoozedUntil, labels, customAttributes);
        }

        State assignee(@Nullable Long user) {
            return new State(status, priority, user, null, teamId, snoozedUntil, labels, customAttributes);
        }

        State assigneeBot(@Nullable Long bot) {
            return new State(status, priority, null, bot, teamId, snoozedUntil, labels, customAttributes);
        }

        State team(@Nullable Long next) {
            return new State(status, priority, assigneeId, assigneeBotId, next, snoozedUntil, labels, customAttributes);
        }

        State labels(List<String> next) {
            return new State(status, priority, assigneeId, assigneeBotId, teamId, snoozedUntil, next, customAttributes);
        }

        /// With more labels, each once.
        State labelled(List<String> more) {
            return labels(
                    Stream.concat(labels.stream(), more.stream()).distinct().toList());
        }

        State unlabelled(List<String> less) {
            return labels(labels.stream().filter(label -> !less.contains(label)).toList());
        }

        State customAttributes(Attributes next) {
            return new State(status, priority, assigneeId, assigneeBotId, teamId, snoozedUntil, labels, next);
        }
    }

    /// @param waitingSince since when the contact has been waiting for an answer
    record Times(
            Instant lastActivityAt,
            @Nullable Instant waitingSince,
            @Nullable Instant firstReplyAt,
            @Nullable Instant lastIncomingAt,
            @Nullable Instant agentLastSeenAt,
            @Nullable Instant assigneeLastSeenAt,
            @Nullable Instant contactLastSeenAt) {

        Times waitingSince(@Nullable Instant time) {
            return new Times(
                    lastActivityAt,
                    time,
                    firstReplyAt,
                    lastIncomingAt,
                    agentLastSeenAt,
                    assigneeLastSeenAt,
                    contactLastSeenAt);
        }
    }

    /// @param lastChatMessageId the last that is no activity line
    /// @param lastPublicMessageId the last that the contact may see
    record Tail(
            int unread,
            @Nullable Long lastMessageId,
            @Nullable Long lastChatMessageId,
            @Nullable Long lastPublicMessageId) {}

    static final String COLUMNS = """
            c.account_id, c.id, c.uuid, c.inbox_id, c.contact_id, c.contact_inbox_id, c.source_id, c.hmac_verified,
            c.status, c.priority, c.assignee_id, c.assignee_bot_id, c.team_id, c.snoozed_until, c.labels,
            c.custom_attributes,
            c.last_activity_at, c.waiting_since, c.first_reply_at, c.last_incoming_at, c.agent_last_seen_at,
            c.assignee_last_seen_at, c.contact_last_seen_at, c.unread_count, c.last_message_id,
            c.last_chat_message_id, c.last_public_message_id, c.additional_attributes, c.campaign_id, c.created_at,
            c.updated_at
            """;

    static Conversation of(ResultSet row) throws SQLException {
        return new Conversation(
                new AccountId(row.getLong("account_id")),
                row.getLong("id"),
                row.getObject("uuid", UUID.class),
                row.getLong("inbox_id"),
                row.getLong("contact_id"),
                row.getLong("contact_inbox_id"),
                row.getString("source_id"),
                row.getBoolean("hmac_verified"),
                new State(
                        Status.of(row.getInt("status")),
                        Priority.of(Rows.intOrNull(row, "priority")),
                        Rows.longOrNull(row, "assignee_id"),
                        Rows.longOrNull(row, "assignee_bot_id"),
                        Rows.longOrNull(row, "team_id"),
                        Rows.instantOrNull(row, "snoozed_until"),
                        Rows.texts(row, "labels"),
                        new Attributes(row.getString("custom_attributes"))),
                new Times(
                        Rows.instant(row, "last_activity_at"),
                        Rows.instantOrNull(row, "waiting_since"),
                        Rows.instantOrNull(row, "first_reply_at"),
                        Rows.instantOrNull(row, "last_incoming_at"),
                        Rows.instantOrNull(row, "agent_last_seen_at"),
                        Rows.instantOrNull(row, "assignee_last_seen_at"),
                        Rows.instantOrNull(row, "contact_last_seen_at")),
                new Tail(
                        row.getInt("unread_count"),
                        Rows.longOrNull(row, "last_message_id"),
                        Rows.longOrNull(row, "last_chat_message_id"),
                        Rows.longOrNull(row, "last_public_message_id")),
                new Attributes(row.getString("additional_attributes")),
                Rows.longOrNull(row, "campaign_id"),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "updated_at"));
    }

    boolean isOpenAndFree() {
        return state.status() == Status.OPEN && state.assigneeId() == null;
    }

    Conversation with(State next) {
        return new Conversation(
                account,
                number,
                uuid,
                inboxId,
                contactId,
                contactInboxId,
                sourceId,
                hmacVerified,
                next,
                times,
                tail,
                additionalAttributes,
                campaignId,
                createdAt,
                updatedAt);
    }

    Conversation with(Times next) {
        return new Conversation(
                account,
                number,
                uuid,
                inboxId,
                contactId,
                contactInboxId,
                sourceId,
                hmacVerified,
                state,
                next,
                tail,
                additionalAttributes,
                campaignId,
                createdAt,
                updatedAt);
    }
}
