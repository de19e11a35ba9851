package io.supportly.conversations;

import io.supportly.accounts.Accounts;
import io.supportly.accounts.Agent;
import io.supportly.accounts.Members;
import io.supportly.contacts.Contact;
import io.supportly.contacts.Contacts;
import io.supportly.inboxes.Inbox;
import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.Caller;
import io.supportly.kernel.json.Attributes;
import java.util.HashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Fills `{{contact.name}}` and its like into what goes out. It is no language: names, no conditions, no filters. What
/// stands between backticks is code of the writer's and stays; a text with anything that is not understood, or with
/// very many different names, stays whole.
@Component
final class Placeholders {
    private static final Pattern PIECE =
            Pattern.compile("```.*?```|`[^`]*`|\\{\\{\\s*(?<name>[\\w.-]+)\\s*}}|(?<odd>\\{\\{|\\{%)", Pattern.DOTALL);
    private static final int MOST_NAMES = 100;
    private static final String CUSTOM = "custom_attribute.";

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

    @Nullable
    String fill(Caller caller, Conversation conversation, @Nullable String text) {
        if (text == null || !text.contains("{{")) {
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
            String value = name == null
                    ? piece.group()
                    : values.computeIfAbsent(name, each -> value(caller, conversation, each));
            piece.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        piece.appendTail(filled);
        return filled.length() > Message.LONGEST_CONTENT ? text : filled.toString();
    }

    /// Empty for a name that is not known.
    private String value(Caller caller, Conversation conversation, String name) {
        int dot = name.indexOf('.');
        String of = dot < 0 ? name : name.substring(0, dot);
        String what = dot < 0 ? "" : name.substring(dot + 1);
        String value = switch (of) {
            case "contact" -> ofContact(conversation, what);
            case "agent" -> ofAgent(caller, what);
            case "conversation" -> ofConversation(conversation, what);
            case "inbox" ->
                what.equals("name")
                        ? inboxes.find(conversation.account(), conversation.inboxId())
                                .map(Inbox::name)
                                .orElse("")
                        : "";
            case "account" ->
                what.equals("name") ? accounts.get(conversation.account()).name() : "";
            default -> "";
        };
        return value == null ? "" : value;
    }

    private @Nullable String ofContact(Conversation conversation, String what) {
        Contact contact =
                contacts.find(conversation.account(), conversation.contactId()).orElse(null);
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

    private @Nullable String ofConversation(Conversation conversation, String what) {
        return switch (what) {
            case "display_id" -> Long.toString(conversation.number());
            case "contact_name" -> ofContact(conversation, "name");
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
