package io.supportly.kernel.events;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One change, as the log keeps it: ids and what changed, no more.
///
/// @param id its place in the log; 0 before it is appended
/// @param type as `message_created`; the word that webhooks and the change feed use
public record Event(
        AccountId account,
        long id,
        String type,
        @Nullable Long conversationId,
        @Nullable Long messageId,
        @Nullable Long contactId,
        @Nullable Long inboxId,
        String actorType,
        long actorId,
        Map<String, Object> data,
        Instant createdAt) {

    public static Event of(Caller actor, String type, Instant now) {
        return new Event(
                actor.account(), 0, type, null, null, null, null, actor.actorType(), actor.actorId(), Map.of(), now);
    }

    public Event conversation(long id) {
        return new Event(
                account, this.id, type, id, messageId, contactId, inboxId, actorType, actorId, data, createdAt);
    }

    public Event message(long id) {
        return new Event(
                account, this.id, type, conversationId, id, contactId, inboxId, actorType, actorId, data, createdAt);
    }

    public Event contact(long id) {
        return new Event(
                account, this.id, type, conversationId, messageId, id, inboxId, actorType, actorId, data, createdAt);
    }

    public Event inbox(long id) {
        return new Event(
                account, this.id, type, conversationId, messageId, contactId, id, actorType, actorId, data, createdAt);
    }

    /// What the attribute changed to, as text; empty where it did not change.
    public Optional<String> changedTo(String attribute) {
        if (data.get("changed_attributes") instanceof List<?> changes) {
            for (Object change : changes) {
                if (change instanceof Map<?, ?> one && one.get(attribute) instanceof Map<?, ?> values) {
                    return Optional.of(String.valueOf(values.get("current_value")));
                }
            }
        }
        return Optional.empty();
    }

    public Event with(String key, @Nullable Object value) {
        var more = new LinkedHashMap<>(data);
        more.put(key, value);
        return new Event(
                account, id, type, conversationId, messageId, contactId, inboxId, actorType, actorId, more, createdAt);
    }
}
