package io.supportly.faults;

import io.supportly.faults.Endpoint.Field;
import io.supportly.testing.Answer;
import io.supportly.testing.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;

/// A desk for hostile requests to break: it knows the ids of what stands there, so that the requests get far.
final class HostileWorld implements HostileRequests.Known {
    private final World world;
    /// An address of this machine at which nobody listens: webhooks are called.
    private static final String NOBODY = "http://127.0.0.1:59999/";

    private final Map<String, String> ids = new HashMap<>();

    HostileWorld(World world) {
        this.world = world;
        String unique = UUID.randomUUID().toString().substring(0, 8);
        ids.put("accounts", world.acme.toString());
        Answer inbox = world.ada.post("/inboxes", Map.of("name", "App", "channel", Map.of("type", "api")));
        ids.put("inboxes", id(inbox));
        ids.put("public", inbox.string("inbox_identifier"));
        world.ada
                .post("/inbox_members", Map.of("inbox_id", ids.get("inboxes"), "user_ids", List.of(world.brunoId)))
                .is(201);
        Answer carla = world.ada.post("/contacts", Map.of("name", "Carla", "email", unique + "@example.com"));
        ids.put("contacts", Long.toString(carla.number("payload.contact.id")));
        ids.put("notes", id(world.ada.post("/contacts/" + ids.get("contacts") + "/notes", Map.of("content", "Kind"))));
        ids.put(
                "companies",
                Long.toString(
                        world.ada.post("/companies", Map.of("name", "Acme")).number("payload.id")));
        world.ada
                .post("/companies/" + ids.get("companies") + "/contacts", Map.of("contact_id", ids.get("contacts")))
                .is(200);
        ids.put(
                "mergees",
                Long.toString(
                        world.ada.post("/contacts", Map.of("name", "Karla")).number("payload.contact.id")));
        ids.put("exports", Long.toString(world.ada.post("/contacts/export").number("payload.id")));
        Answer conversation = world.ada.post(
                "/conversations",
                Map.of(
                        "inbox_id",
                        ids.get("inboxes"),
                        "contact_id",
                        ids.get("contacts"),
                        "message",
                        Map.of("content", "The printer is jammed", "message_type", "incoming")));
        ids.put("conversations", id(conversation));
        ids.put("messages", question(ids.get("conversations")));
        String visitors = "/public/api/v1/inboxes/" + ids.get("public") + "/contacts";
        ids.put(
                "public contacts",
                world.stranger.post(visitors, Map.of("name", "Visitor")).string("source_id"));
        ids.put(
                "public conversations",
                id(world.stranger.post(visitors + "/" + ids.get("public contacts") + "/conversations")));
        ids.put("public messages", question(ids.get("public conversations")));
        ids.put(
                "uploads",
                world.ada
                        .post(
                                "/conversations/" + ids.get("conversations") + "/direct_uploads",
                                Map.of("filename", "a.txt", "byte_size", 2))
                        .string("signed_id"));
        Map<String, String> dora = Map.of("name", "Dora", "email", "dora-" + unique + "@example.com", "role", "agent");
        ids.put("agents", id(world.ada.post("/agents", dora)));
        String mail = world.ada
                .get("/mails")
                .at("payload")
                .valueStream()
                .map(kept -> kept.path("body").asString().strip())
                .filter(body -> body.contains("/invitations/"))
                .findFirst()
                .orElseThrow();
        ids.put("invitations", mail.replaceFirst("(?s).*/invitations/(\\S+).*", "$1"));
        ids.put("mails", Long.toString(world.ada.get("/mails").number("payload.0.id")));
        ids.put("agent_bots", id(world.ada.post("/agent_bots", Map.of("name", "Robo"))));
        ids.put("teams", id(world.ada.post("/teams", Map.of("name", "Team " + unique))));
        // Told of nothing that happens here, or each request would be a call.
        Map<String, Object> hook = Map.of("url", NOBODY + unique, "subscriptions", List.of("webwidget_triggered"));
        ids.put("webhooks", Long.toString(world.ada.post("/webhooks", hook).number("payload.webhook.id")));
        ids.put("deliveries", id(world.ada.post("/webhooks/" + ids.get("webhooks") + "/test")));
        List<Map<String, ?>> actions = List.of(Map.of("action_name", "add_label", "action_params", List.of("a")));
        ids.put(
                "automation_rules",
                id(world.ada.post(
                        "/automation_rules",
                        Map.of("name", "Rule", "event_name", "message_created", "actions", actions))));
        ids.put(
                "macros",
                Long.toString(world.ada
                        .post("/macros", Map.of("name", "Macro", "visibility", "global", "actions", actions))
                        .number("payload.id")));
        ids.put("attribute keys", "key-" + unique);
        ids.put("labels", id(world.ada.post("/labels", Map.of("title", "label-" + unique))));
        ids.put(
                "custom_attribute_definitions",
                id(world.ada.post(
                        "/custom_attribute_definitions",
                        Map.of(
                                "attribute_display_name",
                                "Plan",
                                "attribute_display_type",
                                "text",
                                "attribute_model",
                                "contact_attribute",
                                "attribute_key",
                                ids.get("attribute keys")))));
        ids.put(
                "custom_filters",
                id(world.ada.post(
                        "/custom_filters", Map.of("name", "Any", "filter_type", "report", "query", Map.of()))));
        ids.put(
                "canned_responses",
                id(world.ada.post("/canned_responses", Map.of("short_code", unique, "content", "Hello"))));
    }

    /// One that a customer may fill in, and that an agent may send again.
    private String question(String conversation) {
        return id(world.ada.post(
                "/conversations/" + conversation + "/messages",
                Map.of("content", "Your address?", "content_type", "input_email")));
    }

    private static String id(Answer answer) {
        return Long.toString(answer.number("id"));
    }

    @Override
    public String path(String before, String variable) {
        if (variable.equals("{identifier}")) {
            return ids.get("public");
        }
        String place = before.replaceAll("^.*/([^/]+)/$", "$1");
        if (before.startsWith("/public/") && ids.containsKey("public " + place) && !place.equals("contacts")) {
            return ids.get("public " + place);
        }
        if (variable.equals("{source}")) {
            return ids.get("public contacts");
        }
        return ids.getOrDefault(place, "1");
    }

    @Override
    public String value(Field field, Random random) {
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

    @Override
    public String file(Field field, Random random, Supplier<String> odd) {
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
        return name.equals("channel")
                ? "{\"type\": " + text("channel_type", random) + ", \"email\": " + text("email", random)
                        + ", \"webhook_url\": " + text("url", random) + ", \"website_url\": " + text("url", random)
                        + "}"
                : "{\"plan\": \"gold\", \"seats\": 3}";
    }

    private String number(String name, Random random) {
        if (name.equals("account_id")) {
            return ids.get("accounts");
        }
        if (name.equals("base_contact_id")) {
            return ids.get("contacts");
        }
        if (name.equals("mergee_contact_id")) {
            return ids.get("mergees");
        }
        List<String> places =
                List.of("contact", "conversation", "inbox", "team", "label", "message", "agent_bot", "agent");
        for (String place : places) {
            if (name.startsWith(place)) {
                return ids.getOrDefault(place.equals("inbox") ? "inboxes" : place + "s", "1");
            }
        }
        if (name.endsWith("_id") || name.endsWith("_ids")) {
            return Long.toString(random.nextBoolean() ? world.adaId : world.brunoId);
        }
        return Integer.toString(1 + random.nextInt(30));
    }

    private String text(String name, Random random) {
        String unique = Long.toString(random.nextLong(1_000_000_000), 36);
        return "\""
                + switch (name) {
                    case "email", "emails", "to_emails", "cc_emails", "bcc_emails", "submitted_email" ->
                        unique + "@example.com";
                    case "phone_number" -> "+49151" + (10_000_000 + random.nextInt(89_999_999));
                    case "status" -> pick(random, "open", "resolved", "pending", "snoozed", "sent", "failed");
                    case "priority" -> pick(random, "low", "urgent", "none");
                    case "event_name" -> pick(random, "message_created", "conversation_updated");
                    case "attribute_key" ->
                        pick(random, "labels", "labels", "labels", ids.get("attribute keys"), "key-" + unique);
                    case "filter_operator" -> pick(random, "is_present", "is_not_present");
                    case "query_operator" -> pick(random, "and", "or");
                    case "custom_attribute_type" -> pick(random, "", "", "", "contact_attribute");
                    case "action_name" -> pick(random, "resolve_conversation", "mute_conversation", "delete");
                    case "visibility" -> pick(random, "personal", "global");
                    case "role" -> pick(random, "agent", "administrator");
                    case "type" -> pick(random, "api", "Conversation", "Contact");
                    case "message_type" -> pick(random, "incoming", "outgoing");
                    case "domain" -> unique + ".example.com";
                    case "channel_type" -> pick(random, "api", "email", "web_widget");
                    case "content_type" -> pick(random, "text", "cards", "text/plain");
                    case "typing_status" -> pick(random, "on", "off");
                    case "checksum" -> "rL0Y20zC+Fzt72VPzMSk2A==";
                    case "url", "webhook_url", "website_url", "avatar_url", "outgoing_url" -> NOBODY + unique;
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
                    case "source_id" -> random.nextBoolean() ? ids.get("public contacts") : unique;
                    default -> "some-" + unique;
                }
                + "\"";
    }

    private static String pick(Random random, String... words) {
        return words[random.nextInt(words.length)];
    }
}
