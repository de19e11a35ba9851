package io.supportly.conversations;

import io.supportly.kernel.Caller;
import io.supportly.kernel.events.EventLog;
import io.supportly.kernel.json.Attributes;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.sql.Rows;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Writes a message, what it does to its conversation, and its events: one statement, one commit. What depends on the
/// conversation as it is (first reply, waiting) is decided in the statement, under the row's lock.
@Component
final class Posting {
    private final JdbcClient sql;
    private final JsonMapper json;
    private final EventLog events;
    private final Attachments attachments;
    private final Clock clock;

    Posting(JdbcClient sql, JsonMapper json, EventLog events, Attachments attachments, Clock clock) {
        this.sql = sql;
        this.json = json;
        this.events = events;
        this.attachments = attachments;
        this.clock = clock;
    }

    /// A message to be written.
    record Post(
            MessageType type,
            boolean isPrivate,
            ContentType contentType,
            @Nullable String content,
            Attributes contentAttributes,
            @Nullable String senderType,
            @Nullable Long senderId,
            @Nullable String sourceId,
            List<Attachments.Stored> files,
            @Nullable Long campaignId) {

        Post(
                MessageType type,
                boolean isPrivate,
                ContentType contentType,
                @Nullable String content,
                Attributes contentAttributes,
                @Nullable String senderType,
                @Nullable Long senderId,
                @Nullable String sourceId,
                List<Attachments.Stored> files) {
            this(type, isPrivate, contentType, content, contentAttributes, senderType, senderId, sourceId, files, null);
        }

        static Post activity(String line) {
            return new Post(
                    MessageType.ACTIVITY, false, ContentType.TEXT, line, Attributes.NONE, null, null, null, List.of());
        }

        /// Said by the inbox itself.
        static Post template(ContentType kind, @Nullable String text) {
            return new Post(MessageType.TEMPLATE, false, kind, text, Attributes.NONE, null, null, null, List.of());
        }

        /// To whom nobody has answered, and who may not have asked.
        static Post ofCampaign(long campaign, @Nullable Long sender, String text) {
            return new Post(
                    MessageType.OUTGOING,
                    false,
                    ContentType.TEXT,
                    text,
                    Attributes.NONE,
                    sender == null ? null : "User",
                    sender,
                    null,
                    List.of(),
                    campaign);
        }

        /// What a rule says has no sender, and is no answer to who waits; nor is what a campaign says.
        boolean isPublicReply() {
            return type == MessageType.OUTGOING && !isPrivate && senderType != null && campaignId == null;
        }

        boolean isHumanReply() {
            return isPublicReply() && "User".equals(senderType);
        }
    }

    private static final String POST = """
            with c as materialized (
              select account_id, id, inbox_id, contact_id, assignee_id, waiting_since, first_reply_at
              from conversations
              where account_id = :account and id = :number
              for update
            ), m as (
              insert into messages (account_id, conversation_id, inbox_id, type, private, content_type, content,
                content_attributes, sender_type, sender_id, source_id, attachment_count, campaign_id, created_at,
                updated_at)
              select c.account_id, c.id, c.inbox_id, :type, :private, :contentType, :content,
                :contentAttributes::jsonb, :senderType, :senderId, :sourceId, :files, :campaign, :now, :now
              from c
              returning id
            ), u as (
              update conversations t
              set last_activity_at = :now,
                last_message_id = m.id,
                last_chat_message_id = case when :chat then m.id else t.last_chat_message_id end,
                last_public_message_id = case when :visible then m.id else t.last_public_message_id end,
                last_incoming_at = case when :incoming then :now else t.last_incoming_at end,
                unread_count = case when :incoming then t.unread_count + 1 else t.unread_count end,
                first_reply_at = case when :humanReply then coalesce(t.first_reply_at, :now) else t.first_reply_at end,
                waiting_since = case when :publicReply then null
                  when :incoming then coalesce(t.waiting_since, :now)
                  else t.waiting_since end,
                updated_at = :now
              from m
              where t.account_id = :account and t.id = :number
            ), e as (
              insert into events (account_id, type, conversation_id, message_id, contact_id, inbox_id,
                actor_type, actor_id, data, created_at)
              select c.account_id, 'message_created', c.id, m.id, c.contact_id, c.inbox_id, :actorType, :actorId,
                jsonb_strip_nulls(jsonb_build_object(
                  'message_type', :typeWord::text,
                  'private', :private::boolean,
                  'campaign_id', :campaign::bigint,
                  'first_reply', case when :humanReply and c.first_reply_at is null then true end,
                  'assignee_id', case when :humanReply then c.assignee_id end,
                  'waited_seconds', case when :publicReply
                    then extract(epoch from :now::timestamptz - c.waiting_since)::bigint end)),
                :now
              from c, m
            ), w as (
              insert into events (account_id, type, conversation_id, contact_id, inbox_id, actor_type, actor_id, data,
                created_at)
              select c.account_id, 'conversation_updated', c.id, c.contact_id, c.inbox_id, :actorType, :actorId,
                jsonb_build_object('changed_attributes',
                  case when (:publicReply and c.waiting_since is not null) or (:incoming and c.waiting_since is null)
                    then jsonb_build_array(jsonb_build_object('waiting_since', jsonb_build_object(
                      'previous_value', extract(epoch from c.waiting_since)::bigint, 'current_value',
                      case when :incoming then extract(epoch from :now::timestamptz)::bigint end)))
                    else '[]' end
                  || case when :humanReply and c.first_reply_at is null
                    then jsonb_build_array(jsonb_build_object('first_reply_created_at', jsonb_build_object(
                      'previous_value', null, 'current_value',
                      to_char(:now::timestamptz at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))))
                    else '[]' end),
                :now
              from c, m
              where (:publicReply and c.waiting_since is not null) or (:incoming and c.waiting_since is null)
                or (:humanReply and c.first_reply_at is null)
            )
            select m.id, c.inbox_id from m, c
            """;

    Message post(Caller actor, long number, Post post) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        boolean chat = post.type() != MessageType.ACTIVITY;
        Message message = sql.sql(POST)
                .param("account", actor.account().value())
                .param("number", number)
                .param("type", post.type().ordinal())
                .param("typeWord", post.type().word())
                .param("private", post.isPrivate())
                .param("contentType", post.contentType().ordinal())
                .param("content", post.content())
                .param("contentAttributes", post.contentAttributes().json())
                .param("senderType", post.senderType())
                .param("senderId", post.senderId())
                .param("sourceId", post.sourceId())
                .param("files", post.files().size())
                .param("campaign", post.campaignId())
                .param("now", Rows.time(now))
                .param("chat", chat)
                .param("visible", chat && !post.isPrivate())
                .param("incoming", post.type() == MessageType.INCOMING)
                .param("publicReply", post.isPublicReply())
                .param("humanReply", post.isHumanReply())
                .param("actorType", actor.actorType())
                .param("actorId", actor.actorId())
                .query((row, _) -> new Message(
                        actor.account(),
                        number,
                        row.getLong("id"),
                        row.getLong("inbox_id"),
                        post.type(),
                        post.isPrivate(),
                        MessageStatus.SENT,
                        post.contentType(),
                        post.content(),
                        post.contentAttributes(),
                        post.senderType(),
                        post.senderId(),
                        post.sourceId(),
                        post.files().size(),
                        post.campaignId(),
                        now,
                        now))
                .optional()
                .orElseThrow(Problem::notFound);
        attachments.add(message, post.files());
        events.appended();
        return message;
    }

    Attributes attributes(java.util.Map<String, Object> map) {
        return map.isEmpty() ? Attributes.NONE : new Attributes(json.writeValueAsString(map));
    }
}
