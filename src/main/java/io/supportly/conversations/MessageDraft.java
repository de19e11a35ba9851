package io.supportly.conversations;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Required;
import io.supportly.kernel.web.Upload;
import io.supportly.kernel.web.Wrapped;
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
        List<Upload> attachments) {

    private static final List<String> NUMBERS = List.of("0", "1", "2", "3");

    MessageDraft checked() {
        new Faults()
                .check(
                        "content",
                        !attachments.isEmpty() || (content != null && !content.isBlank()),
                        "can't be blank",
                        "blank")
                .atMost("content", content, Message.LONGEST_CONTENT)
                .check(
                        "message_type",
                        messageType == null || MessageType.WORDS.contains(messageType) || NUMBERS.contains(messageType),
                        "is not included in the list: " + String.join(", ", MessageType.WORDS),
                        "inclusion")
                .oneOf("content_type", contentType, ContentType.WORDS)
                .atMost("echo_id", echoId, 255)
                .atMost("source_id", sourceId, 255)
                .orThrow();
        return this;
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
