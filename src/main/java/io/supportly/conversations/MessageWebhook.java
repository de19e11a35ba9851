package io.supportly.conversations;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.supportly.accounts.Agent;
import io.supportly.contacts.Contact;
import io.supportly.kernel.json.Attributes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A message as webhooks carry it (wire contract X3.2): its type is a word here, a number inside the conversation.
record MessageWebhook(
        Contact.InAccount account,
        Map<String, Object> additionalAttributes,
        Attributes contentAttributes,
        String contentType,
        @Nullable String content,
        ConversationPush conversation,
        String createdAt,
        long id,
        @Nullable InInbox inbox,
        String messageType,
        @JsonProperty("private") boolean isPrivate,
        @Nullable Object sender,
        @Nullable String sourceId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Attachment.View> attachments) {

    record InInbox(long id, String name) {}

    record UserWebhook(long id, String name, String email, String type) {
        static UserWebhook of(Agent agent) {
            return new UserWebhook(agent.id(), agent.name(), agent.email(), "user");
        }
    }
}
