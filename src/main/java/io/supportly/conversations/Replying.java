package io.supportly.conversations;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/// A message that answers another names it by our id or by the channel's; whichever is missing is filled in.
@Component
final class Replying {
    static final String OURS = "in_reply_to";
    private static final String THEIRS = "in_reply_to_external_id";

    private final Messages messages;

    Replying(Messages messages) {
        this.messages = messages;
    }

    Map<String, Object> complete(Conversation conversation, Map<String, Object> attributes) {
        String ours = text(attributes, OURS);
        String theirs = text(attributes, THEIRS);
        if (ours.isEmpty() == theirs.isEmpty()) {
            return attributes;
        }
        var completed = new LinkedHashMap<>(attributes);
        if (ours.isEmpty()) {
            messages.idOf(conversation, theirs).ifPresent(id -> completed.put(OURS, id));
        } else if (ours.matches("\\d{1,18}")) {
            messages.find(conversation, Long.parseLong(ours))
                    .map(Message::sourceId)
                    .ifPresent(source -> completed.put(THEIRS, source));
        }
        return completed;
    }

    private static String text(Map<String, Object> attributes, String key) {
        Object value = attributes.get(key);
        return value == null ? "" : value.toString();
    }
}
