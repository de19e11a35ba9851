package io.supportly.widget;

import io.supportly.contacts.Contact;
import io.supportly.inboxes.Inbox;
import io.supportly.inboxes.Website;
import io.supportly.kernel.problems.Faults;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Holds a visitor to the form before a conversation; what is known of him is not asked again.
final class PreChat {
    private PreChat() {}

    /// Blames each required field that is neither said nor known.
    static void check(
            Faults faults,
            Inbox website,
            Contact contact,
            Person person,
            @Nullable Map<String, Object> ofConversation,
            JsonMapper json) {
        boolean isKnown = contact.email() != null || contact.phoneNumber() != null || contact.identifier() != null;
        JsonNode known = json.readTree(contact.customAttributes().json());
        for (Website.PreChatField field : Website.of(website).preChatFields()) {
            if (!field.isRequired()) {
                continue;
            }
            String name = field.name();
            switch (name) {
                case "emailAddress", "email" ->
                    missing(faults, "contact.email", person.email(), contact.email() != null);
                case "phoneNumber", "phone_number" ->
                    missing(faults, "contact.phone_number", person.phoneNumber(), contact.phoneNumber() != null);
                case "fullName", "name" -> missing(faults, "contact.name", person.name(), isKnown);
                default -> {
                    Object said = said(name, person.customAttributes(), ofConversation);
                    missing(faults, "custom_attributes." + name, said, known.hasNonNull(name));
                }
            }
        }
    }

    private static @Nullable Object said(
            String name, @Nullable Map<String, Object> ofContact, @Nullable Map<String, Object> ofConversation) {
        Object said = ofContact == null ? null : ofContact.get(name);
        return said != null || ofConversation == null ? said : ofConversation.get(name);
    }

    private static void missing(Faults faults, String field, @Nullable Object said, boolean isKnown) {
        if (!isKnown) {
            faults.present(field, said);
        }
    }
}
