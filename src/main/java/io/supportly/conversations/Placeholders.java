package io.supportly.conversations;

import io.supportly.accounts.Accounts;
import io.supportly.accounts.Agent;
import io.supportly.accounts.Members;
import io.supportly.contacts.Contact;
import io.supportly.contacts.Contacts;
import io.supportly.inboxes.Inbox;
import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.json.Attributes;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Fills `{{contact.name}}` and its like into what goes out. It is no language: names, no conditions, no filters. What
/// stands between backticks is code of the writer's and stays; a text with anything that is not understood, or with
/// very many different names, stays whole.
@Component
public final class Placeholders {
    private static final Pattern PIECE =
            Pattern.compile("```.*?```|`[^`]*`|\\{\\{\\s*(?<name>[\\w.-]+)\\s*}}|(?<odd>\\{\\{|\\{%)", Pattern.DOTALL);
    private static final int MOST_NAMES = 100;
    private static final String CUSTOM = "custom_attribute.";
    private static final Set<String> WITHOUT_CONVERSATION = Set.of(
            "contact.name",
            "contact.first_name",
            "contact.last_name",
            "contact.email",
            "contact.phone_number",
            "agent.name",
            "agent.first_name",
            "agent.last_name",
            "inbox.name",
            "account.name");

    private final Accounts accounts;
    private final Members members;
    private final Inboxes inboxes;
    private final Contacts contacts;
    private final JsonMapper json;

    Placeholders(Accounts accounts, Members members, Inboxes inboxes, Contacts contacts, JsonMapper json) {
        this.accounts = accounts;
        this.members = members;
        this.inboxes = inboxes;
        this.contacts = contacts;
        this.json = json;
    }

    /// What the names stand for.
    ///
    /// @param caller whose words they are
    private record Scene(
            Caller caller,
            Supplier<Optional<Contact>> contact,
            long inbox,
            @Nullable Conversation conversation) {}

    /// The names in a text; what is not understood as it stands.
    public static Set<String> names(String text) {
        var names = new LinkedHashSet<String>();
        Matcher piece = PIECE.matcher(text);
        while (piece.find()) {
            String name = piece.group("odd") == null ? piece.group("name") : piece.group("odd");
            if (name != null) {
                names.add(name);
            }
        }
        return names;
    }

    /// Whether a name is filled in where there is no conversation yet.
    public static boolean needsNoConversation(String name) {
        String custom = "contact." + CUSTOM;
        return WITHOUT_CONVERSATION.contains(name) || (name.startsWith(custom) && name.length() > custom.length());
    }

    /// For what goes to a contact before there is a conversation.
    public String fill(Caller caller, Contact contact, Inbox inbox, String text) {
        return fill(new Scene(caller, () -> Optional.of(contact), inbox.id(), null), text);
    }

    @Nullable
    String fill(Caller caller, Conversation conversation, @Nullable String text) {
        Supplier<Optional<Contact>> contact = () -> contacts.find(conversation.account(), conversation.contactId());
        return text == null ? null : fill(new Scene(caller, contact, conversation.inboxId(), conversation), text);
    }

    private String fill(Scene scene, String text) {
        if (!text.contains("{{")) {
            return text;
        }
        var filled = new StringBuilder();
        var values = new HashMap<String, String>();
        Matcher piece = PIECE.matcher(text);
        while (piece.find()) {
            if (piece.group("odd") != null || values.size() > MOST_NAMES) {
                return text;
            }
            String name = piece.group("name");
            String value = name == null ? piece.group() : values.computeIfAbsent(name, each -> value(scene, each));
            piece.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        piece.appendTail(filled);
        return filled.length() > Message.LONGEST_CONTENT ? text : filled.toString();
    }

    /// Empty for a name that is not known.
    private String value(Scene scene, String name) {
        AccountId account = scene.caller().account();
        int dot = name.indexOf('.');
        String of = dot < 0 ? name : name.substring(0, dot);
        String what = dot < 0 ? "" : name.substring(dot + 1);
        String value = switch (of) {
            case "contact" -> ofContact(scene, what);
            case "agent" -> ofAgent(scene.caller(), what);
            case "conversation" -> ofConversation(scene, what);
            case "inbox" ->
                what.equals("name")
                        ? inboxes.find(account, scene.inbox()).map(Inbox::name).orElse("")
                        : "";
            case "account" -> what.equals("name") ? accounts.get(account).name() : "";
            default -> "";
        };
        return value == null ? "" : value;
    }

    private @Nullable String ofContact(Scene scene, String what) {
        Contact contact = scene.contact().get().orElse(null);
        if (contact == null) {
            return "";
        }
        return switch (what) {
            case "email" -> contact.email();
            case "phone_number" -> contact.phoneNumber();
            default ->
                what.startsWith(CUSTOM) ? custom(contact.customAttributes(), what) : ofName(contact.name(), what);
        };
    }

    private String ofAgent(Caller caller, String what) {
        return caller instanceof Caller.Member member
                ? ofName(
                        members.find(member.account(), member.userId())
                                .map(Agent::name)
                                .orElse(member.name()),
                        what)
                : "";
    }

    private @Nullable String ofConversation(Scene scene, String what) {
        Conversation conversation = scene.conversation();
        if (conversation == null) {
            return "";
        }
        return switch (what) {
            case "display_id" -> Long.toString(conversation.number());
            case "contact_name" -> ofContact(scene, "name");
            default -> what.startsWith(CUSTOM) ? custom(conversation.state().customAttributes(), what) : "";
        };
    }

    private static String ofName(String name, String what) {
        String[] words = name.strip().split("\\s+");
        return switch (what) {
            case "name" -> name;
            case "first_name" -> words[0];
            case "last_name" -> words.length < 2 ? "" : words[words.length - 1];
            default -> "";
        };
    }

    private String custom(Attributes attributes, String what) {
        return json.readTree(attributes.json())
                .path(what.substring(CUSTOM.length()))
                .asString("");
    }
}
