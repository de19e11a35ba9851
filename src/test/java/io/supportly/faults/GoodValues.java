package io.supportly.faults;

import io.supportly.faults.Endpoint.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/// What may stand in a field, by its kind and name: often enough what is wanted there that requests get far.
final class GoodValues {
    private final HostileWorld world;

    GoodValues(HostileWorld world) {
        this.world = world;
    }

    String of(Field field, Random random) {
        return switch (field.kind()) {
            case TRUTH -> Boolean.toString(random.nextBoolean());
            case NUMBER -> number(field.name(), random);
            case TIME -> random.nextBoolean() ? "1893456000" : "\"2031-01-01T00:00:00Z\"";
            case TEXTS -> "[" + text(field.name(), random) + "]";
            case NUMBERS -> "[" + number(field.name(), random) + "]";
            case MAP -> map(field.name(), random);
            case FILES -> "[]";
            case ANYTHING ->
                field.name().equals("values") ? pick(random, "[\"vip\"]", "[3]", "7") : "{\"a\": [1, \"b\"]}";
            default -> text(field.name(), random);
        };
    }

    String file(Field field, Random random, Supplier<String> odd) {
        if (!field.name().equals("import_file")) {
            return "Text";
        }
        var table = new StringBuilder("name,email,phone_number,seats,labels");
        for (int row = 0; row < 5; row++) {
            var cells = new ArrayList<String>();
            for (String column : List.of("name", "email", "phone_number", "seats", "labels")) {
                String good = text(column, random);
                cells.add(random.nextInt(5) > 0 ? good.substring(1, good.length() - 1) : quoted(odd.get()));
            }
            table.append("\r\n").append(String.join(",", cells));
        }
        return table.toString();
    }

    private static String quoted(String cell) {
        return '"' + cell.replace("\"", "\"\"") + '"';
    }

    private String map(String name, Random random) {
        if (name.equals("query")) {
            return "{\"payload\": [{\"attribute_key\": \"labels\", \"filter_operator\": \"is_present\"}]}";
        }
        if (name.equals("features") || name.equals("limits")) {
            return "{\"captain\": " + (name.equals("limits") ? "3" : "true") + "}";
        }
        return name.equals("channel")
                ? "{\"type\": " + text("channel_type", random) + ", \"email\": " + text("email", random)
                        + ", \"webhook_url\": " + text("url", random) + ", \"website_url\": " + text("url", random)
                        + "}"
                : "{\"plan\": \"gold\", \"seats\": 3}";
    }

    private String number(String name, Random random) {
        if (name.equals("account_id")) {
            return world.id("accounts");
        }
        if (name.equals("custom_role_id")) {
            return world.id("custom_roles");
        }
        if (name.equals("base_contact_id")) {
            return world.id("contacts");
        }
        if (name.equals("mergee_contact_id")) {
            return world.id("mergees");
        }
        List<String> places =
                List.of("contact", "conversation", "inbox", "team", "label", "message", "agent_bot", "agent");
        for (String place : places) {
            if (name.startsWith(place)) {
                return world.idOr(place.equals("inbox") ? "inboxes" : place + "s", "1");
            }
        }
        if (name.endsWith("_id") || name.endsWith("_ids")) {
            return Long.toString(world.somebody(random));
        }
        return Integer.toString(1 + random.nextInt(30));
    }

    private String text(String name, Random random) {
        String unique = Long.toString(random.nextLong(1_000_000_000), 36);
        return "\""
                + switch (name) {
                    case "email",
                            "emails",
                            "to_emails",
                            "cc_emails",
                            "bcc_emails",
                            "submitted_email",
                            "support_email" -> unique + "@example.com";
                    case "phone_number" -> "+49151" + (10_000_000 + random.nextInt(89_999_999));
                    case "name" -> random.nextInt(4) == 0 ? "webwidget.triggered" : "some-" + unique;
                    case "client_id" -> world.clientId();
                    case "client_secret" -> world.clientSecret();
                    case "redirect_uri", "redirect_uris" -> HostileWorld.CALLBACK;
                    case "grant_type" -> "authorization_code";
                    case "code" -> world.code();
                    case "code_verifier" -> "";
                    case "scope" -> "read";
                    case "request" -> world.id("consent requests");
                    case "decision" -> pick(random, "approve", "deny");
                    case "permissions" -> pick(random, "contact_manage", "report_manage", "conversation_manage");
                    case "scopes" -> pick(random, "read", "labels.write");
                    case "label" -> world.id("label titles");
                    case "status" -> pick(random, "open", "resolved", "pending", "snoozed", "sent", "failed", "active");
                    case "priority" -> pick(random, "low", "urgent", "none");
                    case "event_name" -> pick(random, "message_created", "conversation_updated");
                    case "attribute_key" ->
                        pick(random, "labels", "labels", "labels", world.id("attribute keys"), "key-" + unique);
                    case "filter_operator" -> pick(random, "is_present", "is_not_present");
                    case "query_operator" -> pick(random, "and", "or");
                    case "custom_attribute_type" -> pick(random, "", "", "", "contact_attribute");
                    case "action_name" -> pick(random, "resolve_conversation", "mute_conversation", "delete");
                    case "visibility" -> pick(random, "personal", "global");
                    case "role" -> pick(random, "agent", "administrator");
                    case "type" -> pick(random, "api", "Conversation", "Contact");
                    case "message_type" -> pick(random, "incoming", "outgoing");
                    case "locale" -> "en";
                    case "domain" -> unique + ".example.com";
                    case "channel_type" -> pick(random, "api", "email", "web_widget");
                    case "content_type" -> pick(random, "text", "cards", "text/plain");
                    case "typing_status" -> pick(random, "on", "off");
                    case "checksum" -> "rL0Y20zC+Fzt72VPzMSk2A==";
                    case "url", "webhook_url", "website_url", "avatar_url", "outgoing_url" ->
                        HostileWorld.NOBODY + unique;
                    case "availability", "availability_status" -> pick(random, "online", "busy", "offline");
                    case "bot_type" -> "webhook";
                    case "assignee_type" -> pick(random, "User", "AgentBot");
                    case "password" -> "Pass-word-1";
                    case "timezone" -> "Europe/Berlin";
                    case "sender_name_type" -> "friendly";
                    case "color" -> "#12ab9f";
                    case "attribute_display_type" -> pick(random, "text", "number", "date", "checkbox");
                    case "attribute_model" -> pick(random, "conversation_attribute", "contact_attribute");
                    case "filter_type" -> pick(random, "conversation", "contact", "report");
                    case "regex_pattern" -> "^[a-z]+$";
                    case "since", "until" -> pick(random, "2026-11-01", "2026-11-24T12:00:00Z", "1798761600");
                    case "timezone_offset" -> pick(random, "0", "-3.5", "14");
                    case "metric" -> pick(random, "reply_time", "conversations_count");
                    case "group_by" -> pick(random, "day", "hour", "agent", "team_id");
                    case "source_id" -> random.nextBoolean() ? world.id("public contacts") : unique;
                    default -> "some-" + unique;
                }
                + "\"";
    }

    private static String pick(Random random, String... words) {
        return words[random.nextInt(words.length)];
    }
}
