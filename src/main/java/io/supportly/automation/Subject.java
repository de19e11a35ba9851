package io.supportly.automation;

import io.supportly.conversations.Facts;
import io.supportly.conversations.Message;
import io.supportly.kernel.events.Event;
import io.supportly.kernel.json.Attributes;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An event and what it is about, as conditions see it: everything in lower case, and looked up once however many
/// rules ask.
final class Subject {
    /// How values say that there is none.
    static final String NOTHING = "nil";

    private final Event event;
    private final Facts facts;
    private final Instant now;
    private final JsonMapper json;
    private final Function<Key.Custom, List<String>> comparisons;
    private final Map<Key, List<String>> seen = new HashMap<>();
    private final Map<Attributes, JsonNode> read = new HashMap<>();

    Subject(Event event, Facts facts, Instant now, JsonMapper json, Function<Key.Custom, List<String>> comparisons) {
        this.event = event;
        this.facts = facts;
        this.now = now;
        this.json = json;
        this.comparisons = comparisons;
    }

    Event event() {
        return event;
    }

    Facts facts() {
        return facts;
    }

    Instant now() {
        return now;
    }

    /// How the custom attributes of the account may be compared.
    Function<Key.Custom, List<String>> comparisons() {
        return comparisons;
    }

    /// Written by a machine in answer to ours: nothing must answer it.
    boolean isAutoReply() {
        Message message = facts.message();
        return tree(facts.additionalAttributes()).path("auto_reply").asBoolean(false)
                || (message != null
                        && tree(message.contentAttributes())
                                .path("email")
                                .path("auto_reply")
                                .asBoolean(false));
    }

    List<String> of(Key key) {
        List<String> known = seen.get(key);
        if (known == null) {
            known = look(key);
            seen.put(key, known);
        }
        return known;
    }

    private List<String> look(Key key) {
        return switch (key) {
            case Key.Standard standard -> look(standard);
            case Key.Custom custom ->
                texts(tree(custom.ofContact() ? facts.contact().customAttributes() : facts.customAttributes())
                        .get(custom.name()));
        };
    }

    private List<String> look(Key.Standard key) {
        Message message = facts.message();
        return switch (key) {
            case CONTENT -> one(message == null ? null : message.content());
            case MESSAGE_TYPE -> one(message == null ? null : message.type().word());
            case PRIVATE_NOTE -> one(message == null ? null : Boolean.toString(message.isPrivate()));
            case EMAIL -> one(facts.contact().email());
            case PHONE_NUMBER -> one(facts.contact().phoneNumber());
            case STATUS -> one(facts.status().word());
            case PRIORITY -> one(facts.priority() == null ? NOTHING : facts.priority());
            case ASSIGNEE_ID -> one(facts.assigneeId());
            case TEAM_ID -> one(facts.teamId());
            case INBOX_ID -> one(facts.inboxId());
            case LABELS -> facts.labels();
            case COUNTRY_CODE -> ofContact("country_code");
            case CITY -> ofContact("city");
            case COMPANY_NAME, COMPANY -> ofContact("company_name");
            case BROWSER_LANGUAGE -> ofConversation("browser_language");
            case REFERER -> ofConversation("referer");
            case MAIL_SUBJECT -> ofConversation("mail_subject");
            case CONVERSATION_LANGUAGE -> ofConversation("conversation_language");
        };
    }

    private List<String> ofContact(String attribute) {
        return texts(tree(facts.contact().additionalAttributes()).get(attribute));
    }

    private List<String> ofConversation(String attribute) {
        return texts(tree(facts.additionalAttributes()).get(attribute));
    }

    private JsonNode tree(Attributes attributes) {
        return read.computeIfAbsent(attributes, _ -> json.readTree(attributes.json()));
    }

    private static List<String> one(@Nullable Object value) {
        return value == null ? List.of() : List.of(value.toString().toLowerCase(Locale.ROOT));
    }

    private static List<String> texts(@Nullable JsonNode node) {
        if (node == null || node.isNull() || node.isObject()) {
            return List.of();
        }
        return node.isArray() ? node.values().stream().map(Condition::text).toList() : one(node.asString(""));
    }
}
