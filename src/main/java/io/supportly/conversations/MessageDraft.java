package io.supportly.conversations;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Required;
import io.supportly.kernel.web.Upload;
import io.supportly.kernel.web.Wrapped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a client may send as a message (API reference, Send Message). `activity` is the reference's word for a private
/// note; real activity lines are written by the server only.
@Wrapped("message")
record MessageDraft(
        @Required(unless = "attachments") @Nullable String content,
        @Nullable String messageType,
        @JsonProperty("private") @Nullable Boolean isPrivate,
        @Nullable Map<String, Object> contentAttributes,
        @Nullable String contentType,
        @Nullable String echoId,
        @Nullable String sourceId,
        @Nullable Instant externalCreatedAt,
        @Nullable List<String> toEmails,
        @Nullable List<String> ccEmails,
        @Nullable List<String> bccEmails,
        List<Upload> attachments) {

    private static final List<String> NUMBERS = List.of("0", "1", "2", "3");

    /// What a customer writes, perhaps in answer to a message.
    static MessageDraft incoming(
            @Nullable String content, @Nullable String echoId, @Nullable Long replyTo, List<Upload> attachments) {
        Map<String, Object> attributes = replyTo == null ? null : Map.of(Replying.OURS, replyTo);
        return new MessageDraft(
                content, "incoming", false, attributes, null, echoId, null, null, null, null, null, attachments);
    }

    /// What a rule or a macro writes.
    static MessageDraft outgoing(String content, boolean isNote, Map<String, Object> attributes) {
        return new MessageDraft(
                content, "outgoing", isNote, attributes, null, null, null, null, null, null, null, List.of());
    }

    MessageDraft checked() {
        var faults = new Faults();
        emails().forEach((field, list) -> list.forEach(email -> faults.email(field, email)));
        if (contentType == null || ContentType.WORDS.contains(contentType)) {
            ContentShapes.check(faults, kind(), contentAttributes);
        }
        checkWords(faults, "", content, echoId, attachments);
        faults.check(
                        "message_type",
                        messageType == null || MessageType.WORDS.contains(messageType) || NUMBERS.contains(messageType),
                        "is not included in the list: " + String.join(", ", MessageType.WORDS),
                        "inclusion")
                .oneOf("content_type", contentType, ContentType.WORDS)
                .atMost("source_id", sourceId, 255)
                .orThrow();
        return this;
    }

    /// Of what is said, by the fields below `prefix`.
    static void checkWords(
            Faults faults, String prefix, @Nullable String content, @Nullable String echoId, List<Upload> attachments) {
        boolean says = !attachments.isEmpty() || (content != null && !content.isBlank());
        faults.check(prefix + "content", says, "can't be blank", "blank")
                .atMost(prefix + "content", content, Message.LONGEST_CONTENT)
                .atMost(prefix + "echo_id", echoId, 255);
    }

    /// To whom else an e-mail goes, by the name of the field.
    Map<String, List<String>> emails() {
        var emails = new LinkedHashMap<String, List<String>>();
        put(emails, "to_emails", toEmails);
        put(emails, "cc_emails", ccEmails);
        put(emails, "bcc_emails", bccEmails);
        return emails;
    }

    private static void put(Map<String, List<String>> emails, String field, @Nullable List<String> list) {
        if (list != null && !list.isEmpty()) {
            emails.put(field, list);
        }
    }

    /// With what is kept among them of the other fields.
    Map<String, Object> attributes(boolean isEmail) {
        var attributes = new LinkedHashMap<String, Object>();
        if (contentAttributes != null) {
            attributes.putAll(contentAttributes);
        }
        if (externalCreatedAt != null) {
            attributes.put("external_created_at", externalCreatedAt.getEpochSecond());
        }
        if (isEmail) {
            attributes.putAll(emails());
        }
        return attributes;
    }

    MessageType type() {
        if (messageType == null) {
            return MessageType.OUTGOING;
        }
        MessageType type = NUMBERS.contains(messageType)
                ? MessageType.of(Integer.parseInt(messageType))
                : MessageType.valueOf(messageType.toUpperCase(java.util.Locale.ROOT));
        return type == MessageType.ACTIVITY ? MessageType.OUTGOING : type;
    }

    boolean isNote() {
        boolean activity = "activity".equals(messageType) || "2".equals(messageType);
        return activity || Boolean.TRUE.equals(isPrivate);
    }

    ContentType kind() {
        return contentType == null ? ContentType.TEXT : ContentType.of(contentType);
    }
}
