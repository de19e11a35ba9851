package io.supportly.faults;

import static io.supportly.testing.World.eventually;

import io.supportly.faults.Endpoint.Field;
import io.supportly.platform.PlatformApps;
import io.supportly.testing.Answer;
import io.supportly.testing.Api;
import io.supportly.testing.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;

/// A desk for hostile requests to break: it knows the ids of what stands there, so that the requests get far.
final class HostileWorld implements HostileRequests.Known {
    /// An address of this machine at which nobody listens: webhooks and bots are called.
    static final String NOBODY = "http://127.0.0.1:59999/";

    static final String CALLBACK = "https://app.example.com/callback";

    private final World world;
    private final GoodValues values = new GoodValues(this);
    private final Map<String, Supplier<String>> making = new HashMap<>();
    private final Map<String, String> made = new HashMap<>();
    private final String unique = UUID.randomUUID().toString().substring(0, 8);

    HostileWorld(World world) {
        this.world = world;
        making.put("accounts", world.acme::toString);
        making.put("inboxes", this::inbox);
        making.put(
                "public",
                () -> world.ada.get("/inboxes/" + id("inboxes")).is(200).string("inbox_identifier"));
        people(unique);
        talks();
        visitor(unique);
        settings(unique);
        platform(unique);
        apps();
        making.put("custom_attribute_definitions", () -> definition("key-" + unique));
        making.put("attribute keys", () -> {
            id("custom_attribute_definitions");
            return "key-" + unique;
        });
    }

    /// One of those who work here.
    long somebody(Random random) {
        return random.nextBoolean() ? world.adaId : world.brunoId;
    }

    /// Stands in whatever is written here, and nowhere else.
    String word() {
        return unique;
    }

    /// Makes whatever is made on request otherwise.
    HostileWorld whole() {
        List.copyOf(making.keySet()).forEach(this::id);
        return this;
    }

    /// Made when the first request needs it: most need little, and a desk that grows with each endpoint gets slow.
    String id(String place) {
        String known = made.get(place);
        if (known == null) {
            known = making.get(place).get();
            made.put(place, known);
        }
        return known;
    }

    String idOr(String place, String other) {
        return making.containsKey(place) ? id(place) : other;
    }

    private String inbox() {
        String inbox =
                id(world.ada.post("/inboxes", Map.of("name", "App " + unique, "channel", Map.of("type", "api"))));
        world.ada
                .post("/inbox_members", Map.of("inbox_id", inbox, "user_ids", List.of(world.brunoId)))
                .is(201);
        return inbox;
    }

    private void people(String unique) {
        making.put(
                "contacts",
                () -> payload(
                        "/contacts",
                        Map.of("name", "Carla " + unique, "email", unique + "@example.com"),
                        "contact.id"));
        making.put(
                "notes",
                () -> id(
                        world.ada.post("/contacts/" + id("contacts") + "/notes", Map.of("content", "Kind " + unique))));
        making.put("companies", () -> {
            String company = payload("/companies", Map.of("name", "Acme " + unique), "id");
            world.ada
                    .post("/companies/" + company + "/contacts", Map.of("contact_id", id("contacts")))
                    .is(200);
            return company;
        });
        making.put("mergees", () -> {
            id("conversations"); // there is something to move
            return payload("/contacts", Map.of("name", "Karla " + unique), "contact.id");
        });
        making.put("exports", () -> payload("/contacts/export", Map.of(), "id"));
        making.put("sessions", this::session);
        Map<String, String> dora = Map.of("name", "Dora", "email", "dora-" + unique + "@example.com", "role", "agent");
        making.put("agents", () -> id(world.ada.post("/agents", dora)));
        making.put("invitations", () -> {
            id("agents");
            eventually(() -> !invitation().isEmpty());
            return invitation();
        });
        making.put("mails", () -> {
            id("invitations");
            return Long.toString(world.ada.get("/mails").number("payload.0.id"));
        });
        making.put(
                "custom_roles",
                () -> id(world.ada.post(
                        "/custom_roles",
                        Map.of("name", "Triage " + unique, "permissions", List.of("contact_manage")))));
        making.put("teams", () -> id(world.ada.post("/teams", Map.of("name", "Team " + unique))));
    }

    /// Not by signing in, which the attacks have used up.
    private String session() {
        return world.server
                .sql()
                .sql("""
                        insert into sessions (hash, user_id, address, user_agent, created_at, last_seen_at, expires_at)
                        values (decode(md5(random()::text), 'hex'), :user, '', '', now(), now(), '2100-01-01')
                        returning id::text
                        """)
                .param("user", world.adaId)
                .query(String.class)
                .single();
    }

    /// What stands in the link of the mail, once the mail has failed.
    private String invitation() {
        return world.ada
                .get("/mails")
                .at("payload")
                .valueStream()
                .map(mail -> mail.path("body").asString())
                .filter(body -> body.contains("/invitations/"))
                .map(body -> body.replaceFirst("(?s).*/invitations/(\\S+).*", "$1"))
                .findFirst()
                .orElse("");
    }

    private void talks() {
        making.put(
                "conversations",
                () -> id(world.ada.post(
                        "/conversations",
                        Map.of(
                                "inbox_id",
                                id("inboxes"),
                                "contact_id",
                                id("contacts"),
                                "message",
                                Map.of("content", "The printer is jammed " + unique, "message_type", "incoming")))));
        making.put("messages", () -> question(id("conversations")));
        making.put(
                "public contacts",
                () -> world.stranger.post(visitors(), Map.of("name", "Visitor")).string("source_id"));
        making.put(
                "public conversations",
                () -> id(world.stranger.post(visitors() + "/" + id("public contacts") + "/conversations")));
        making.put("public messages", () -> question(id("public conversations")));
        making.put(
                "uploads",
                () -> world.ada
                        .post(
                                "/conversations/" + id("conversations") + "/direct_uploads",
                                Map.of("filename", "a.txt", "byte_size", 2))
                        .string("signed_id"));
    }

    private String visitors() {
        return "/public/api/v1/inboxes/" + id("public") + "/contacts";
    }

    private void settings(String unique) {
        Map<String, Object> robo = Map.of("name", "Robo " + unique, "outgoing_url", NOBODY + unique);
        making.put("agent_bots", () -> id(world.ada.post("/agent_bots", robo)));
        making.put("bot deliveries", () -> id(world.ada.post("/agent_bots/" + id("agent_bots") + "/test")));
        // Told of nothing that happens here, or each request would be a call.
        Map<String, Object> hook = Map.of("url", NOBODY + unique, "subscriptions", List.of("webwidget_triggered"));
        making.put("webhooks", () -> payload("/webhooks", hook, "webhook.id"));
        making.put("deliveries", () -> id(world.ada.post("/webhooks/" + id("webhooks") + "/test")));
        List<Map<String, ?>> actions = List.of(Map.of("action_name", "add_label", "action_params", List.of("a")));
        making.put(
                "automation_rules",
                () -> id(world.ada.post(
                        "/automation_rules",
                        Map.of("name", "Rule " + unique, "event_name", "message_created", "actions", actions))));
        making.put(
                "macros",
                () -> payload(
                        "/macros",
                        Map.of("name", "Macro " + unique, "visibility", "global", "actions", actions),
                        "id"));
        making.put("labels", () -> id(world.ada.post("/labels", Map.of("title", "label-" + unique))));
        making.put("label titles", () -> {
            id("labels");
            return "label-" + unique;
        });
        making.put(
                "custom_filters",
                () -> id(world.ada.post(
                        "/custom_filters",
                        Map.of("name", "Any " + unique, "filter_type", "report", "query", Map.of()))));
        making.put(
                "campaigns",
                () -> id(world.ada.post(
                        "/campaigns",
                        Map.of("title", "Spring " + unique, "message", "Hello", "inbox_id", id("inboxes")))));
        making.put(
                "canned_responses",
                () -> id(world.ada.post(
                        "/canned_responses", Map.of("short_code", unique, "content", "Hello " + unique))));
    }

    /// An app that was let in, and what it shows for that.
    private void apps() {
        Map<String, Object> watch = Map.of("name", "Watch " + unique, "redirect_uris", List.of(CALLBACK));
        making.put("developer_apps", () -> {
            Answer app = world.ada.post("/developer_apps", watch);
            made.put("client ids", app.string("client_id"));
            made.put("client secrets", app.string("client_secret"));
            return id(app);
        });
        making.put("consent requests", () -> {
            id("developer_apps");
            String page = world.ada
                    .get("~/oauth/authorize?response_type=code&client_id=" + made.get("client ids") + "&redirect_uri="
                            + CALLBACK)
                    .text();
            return page.replaceFirst("(?s).*name=\"request\" value=\"([^\"]+)\".*", "$1");
        });
        making.put("authorized_apps", () -> {
            code();
            return Long.toString(
                    world.ada.get("/api/v1/profile/authorized_apps").number("0.id"));
        });
        making.put("grants", () -> id("authorized_apps"));
    }

    /// Each is good once.
    String code() {
        return world.ada
                .post("~/oauth/authorize", Map.of("request", id("consent requests"), "decision", "approve"))
                .header("location")
                .replaceFirst(".*[?&]code=([^&]*).*", "$1");
    }

    String clientId() {
        id("developer_apps");
        return made.get("client ids");
    }

    String clientSecret() {
        id("developer_apps");
        return made.get("client secrets");
    }

    /// Somebody on a website who has written, and was asked something.
    private void visitor(String unique) {
        Map<String, Object> channel = Map.of("type", "web_widget", "website_url", "https://shop.example.com");
        making.put(
                "website",
                () -> world.ada
                        .post("/inboxes", Map.of("name", "Shop", "channel", channel))
                        .string("website_token"));
        Map<String, Object> start = Map.of(
                "contact", Map.of("email", "visitor-" + unique + "@example.com"), "message", Map.of("content", "Hi"));
        making.put("visitor", () -> {
            String query = "?website_token=" + website();
            String token =
                    world.stranger.post("/api/v1/widget/config" + query).string("website_channel_config.auth_token");
            Answer begun =
                    world.stranger.with("X-Auth-Token", token).post("/api/v1/widget/conversations" + query, start);
            made.put("widget conversations", id(begun));
            return token;
        });
        making.put("widget messages", () -> {
            visitor();
            return question(made.get("widget conversations"));
        });
    }

    /// An operator's program with an account, a user and a bot of its own. It was granted what stands here already, so
    /// that whoever is named by chance is there for it.
    private void platform(String unique) {
        making.put("platform app", () -> {
            PlatformApps.Made app = world.server.bean(PlatformApps.class).add("Ops " + unique);
            granted("platform_accounts", "account_id", world.acme.value(), app.id());
            granted("platform_users", "user_id", world.adaId, app.id());
            granted("platform_users", "user_id", world.brunoId, app.id());
            return app.token();
        });
        making.put("platform accounts", () -> {
            String account = id(operator().post("/accounts", Map.of("name", "Tenant " + unique)));
            for (long user : List.of(world.adaId, world.brunoId)) {
                operator()
                        .post("/accounts/" + account + "/account_users", Map.of("user_id", user, "role", "agent"))
                        .is(201);
            }
            return account;
        });
        making.put(
                "platform users",
                () -> id(operator()
                        .post(
                                "/users",
                                Map.of("email", "tenant-" + unique + "@example.com", "password", "Pass-word-1"))));
        making.put(
                "platform agent_bots",
                () -> id(
                        operator().post("/agent_bots", Map.of("name", "Robo", "account_id", id("platform accounts")))));
    }

    private void granted(String table, String what, long id, long app) {
        world.server
                .sql()
                .sql("insert into " + table + " (" + what + ", app_id) values (?, ?)")
                .params(id, app)
                .update();
    }

    private Api operator() {
        return new Api(world.server.address(), "/platform/api/v1", Map.of("api_access_token", platformApp()));
    }

    @Override
    public String platformApp() {
        return id("platform app");
    }

    @Override
    public String website() {
        return id("website");
    }

    @Override
    public String visitor() {
        return id("visitor");
    }

    private String definition(String key) {
        return id(world.ada.post(
                "/custom_attribute_definitions",
                Map.of(
                        "attribute_display_name",
                        "Plan",
                        "attribute_display_type",
                        "text",
                        "attribute_model",
                        "contact_attribute",
                        "attribute_key",
                        key)));
    }

    private String payload(String path, Map<String, ?> body, String at) {
        return Long.toString(world.ada.post(path, body).number("payload." + at));
    }

    /// One that a customer may fill in, and that an agent may send again.
    private String question(String conversation) {
        return id(world.ada.post(
                "/conversations/" + conversation + "/messages",
                Map.of("content", "Your address? " + unique, "content_type", "input_email")));
    }

    private static String id(Answer answer) {
        return Long.toString(answer.number("id"));
    }

    @Override
    public String path(String before, String variable) {
        if (variable.equals("{identifier}")) {
            return id("public");
        }
        String place = before.replaceAll("^.*/([^/]+)/$", "$1");
        if (before.startsWith("/platform/")) {
            return id("platform " + place);
        }
        if (before.startsWith("/public/") && making.containsKey("public " + place) && !place.equals("contacts")) {
            return id("public " + place);
        }
        if (before.contains("/agent_bots/") && place.equals("deliveries")) {
            return id("bot deliveries");
        }
        if (before.startsWith("/api/v1/widget/") && making.containsKey("widget " + place)) {
            return id("widget " + place);
        }
        if (variable.equals("{source}")) {
            return id("public contacts");
        }
        return idOr(place, "1");
    }

    @Override
    public String value(Field field, Random random) {
        return values.of(field, random);
    }

    @Override
    public String file(Field field, Random random, Supplier<String> odd) {
        return values.file(field, random, odd);
    }
}
