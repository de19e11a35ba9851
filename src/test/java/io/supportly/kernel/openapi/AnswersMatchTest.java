package io.supportly.kernel.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.supportly.oauth.Client;
import io.supportly.testing.Answer;
import io.supportly.testing.Desk;
import io.supportly.testing.World;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What the server answers is what the document says that it answers: no field missing, none of another type, and
/// none that is not described.
class AnswersMatchTest {
    private final World world = new World();
    private final Desk desk = new Desk(world);
    private final JsonNode document =
            strict(world.stranger.get("~/openapi.json").json());

    @Test
    void account_and_people() {
        matches(world.bruno.get(""), "get /api/v1/accounts/{account}");
        matches(world.bruno.get("/agents"), "get /api/v1/accounts/{account}/agents");
        matches(world.ada.post("/teams", Map.of("name", "sales")), "post /api/v1/accounts/{account}/teams");
        matches(world.bruno.get("/teams"), "get /api/v1/accounts/{account}/teams");
    }

    @Test
    void labels() {
        matches(world.ada.post("/labels", Map.of("title", "vip")), "post /api/v1/accounts/{account}/labels");
        matches(world.bruno.get("/labels"), "get /api/v1/accounts/{account}/labels");
    }

    @Test
    void automation() {
        String rules = "/api/v1/accounts/{account}/automation_rules";
        var actions = List.of(Map.of("action_name", "add_label", "action_params", List.of("vip")));
        var draft = Map.of("name", "Rule", "event_name", "message_created", "actions", actions);
        Answer rule = world.ada.post("/automation_rules", draft);
        matches(rule, "post " + rules);
        matches(world.ada.get("/automation_rules"), "get " + rules);
        String one = "/automation_rules/" + rule.number("id");
        matches(world.ada.get(one + "/runs"), "get " + rules + "/{id}/runs");
        matches(world.ada.post(one + "/dry_run"), "post " + rules + "/{id}/dry_run");
        matches(world.ada.post("/macros", draft), "post /api/v1/accounts/{account}/macros");
        matches(world.ada.get("/macros"), "get /api/v1/accounts/{account}/macros");
    }

    @Test
    void contacts() {
        matches(
                world.ada.post("/contacts", Map.of("name", "Dora", "inbox_id", desk.inbox)),
                "post /api/v1/accounts/{account}/contacts");
        matches(world.bruno.get("/contacts"), "get /api/v1/accounts/{account}/contacts");
        matches(world.bruno.get("/contacts/search?q=carla"), "get /api/v1/accounts/{account}/contacts/search");
        matches(world.bruno.get("/contacts/" + desk.carla), "get /api/v1/accounts/{account}/contacts/{id}");
    }

    @Test
    void conversations_and_messages() {
        world.ada.post(desk.path() + "/assignments", Map.of("assignee_id", world.brunoId));
        matches(
                world.bruno.post(desk.path() + "/messages", Map.of("content", "Which one?")),
                "post /api/v1/accounts/{account}/conversations/{conversation}/messages");
        matches(
                world.bruno.get(desk.path() + "/messages"),
                "get /api/v1/accounts/{account}/conversations/{conversation}/messages");
        matches(world.bruno.get("/conversations"), "get /api/v1/accounts/{account}/conversations");
        matches(world.bruno.get(desk.path()), "get /api/v1/accounts/{account}/conversations/{id}");
        matches(
                world.bruno.post(desk.path() + "/toggle_status", Map.of()),
                "post /api/v1/accounts/{account}/conversations/{id}/toggle_status");
        matches(world.ada.get("/events"), "get /api/v1/accounts/{account}/events");
    }

    @Test
    void canned_responses_custom_attributes_and_filters() {
        String account = "/api/v1/accounts/{account}";
        matches(
                world.bruno.post("/canned_responses", Map.of("short_code", "hi", "content", "Hello")),
                "post " + account + "/canned_responses");
        matches(world.bruno.get("/canned_responses"), "get " + account + "/canned_responses");
        matches(
                world.ada.post(
                        "/custom_attribute_definitions",
                        Map.of("attribute_display_name", "Plan", "attribute_display_type", 0, "attribute_model", 1)),
                "post " + account + "/custom_attribute_definitions");
        matches(world.bruno.get("/custom_attribute_definitions"), "get " + account + "/custom_attribute_definitions");
        Map<String, Object> any =
                Map.of("payload", List.of(Map.of("attribute_key", "labels", "filter_operator", "is_not_present")));
        matches(
                world.bruno.post("/custom_filters", Map.of("name", "Any", "query", any)),
                "post " + account + "/custom_filters");
        matches(world.bruno.get("/custom_filters"), "get " + account + "/custom_filters");
        matches(world.bruno.post("/conversations/filter", any), "post " + account + "/conversations/filter");
        matches(world.bruno.post("/contacts/filter", any), "post " + account + "/contacts/filter");
    }

    @Test
    void apps_of_others() {
        String apps = "/api/v1/accounts/{account}/developer_apps";
        var draft = Map.of("name", "Watch", "redirect_uris", List.of("https://watch.example.com/"));
        matches(world.ada.post("/developer_apps", draft), "post " + apps);
        matches(world.ada.get("/developer_apps"), "get " + apps);
        Client client = Client.of(world, "read");
        Answer tokens = client.tokens(world.bruno, "read");
        matches(tokens, "post /oauth/token");
        matches(client.bearer(tokens.string("access_token")).get("~/oauth/token/info"), "get /oauth/token/info");
        var token = client.login("token", tokens.string("refresh_token"));
        matches(world.stranger.post("~/oauth/introspect", token), "post /oauth/introspect");
        matches(world.stranger.post("~/oauth/introspect", client.login("token", "x")), "post /oauth/introspect");
        matches(world.ada.get(client.path() + "/grants"), "get " + apps + "/{id}/grants");
        String mine = "/api/v1/profile/authorized_apps";
        matches(world.bruno.get(mine), "get " + mine);
        for (String described : List.of("oauth-authorization-server", "oauth-protected-resource")) {
            matches(world.stranger.get("~/.well-known/" + described), "get /.well-known/" + described);
        }
    }

    @Test
    void widget() {
        Map<String, Object> channel = Map.of("type", "web_widget", "website_url", "https://shop.example.com");
        String website = world.ada
                .post("/inboxes", Map.of("name", "Shop", "channel", channel))
                .string("website_token");
        String below = "/api/v1/widget";
        String query = "?website_token=" + website;
        Answer config = world.stranger.post(below + "/config" + query);
        matches(config, "post /api/v1/widget/config");
        var visitor = world.stranger.with("X-Auth-Token", config.string("website_channel_config.auth_token"));
        var hello = Map.of("message", Map.of("content", "Hi", "echo_id", "e1"));
        matches(visitor.get(below + "/conversations" + query), "get /api/v1/widget/conversations");
        matches(visitor.get(below + "/contact" + query), "get /api/v1/widget/contact");
        matches(visitor.patch(below + "/contact" + query, Map.of("name", "Jo")), "patch /api/v1/widget/contact");
        matches(visitor.post(below + "/conversations" + query, hello), "post /api/v1/widget/conversations");
        matches(visitor.get(below + "/conversations" + query), "get /api/v1/widget/conversations");
        matches(visitor.post(below + "/messages" + query, hello), "post /api/v1/widget/messages");
        matches(visitor.get(below + "/messages" + query), "get /api/v1/widget/messages");
        matches(visitor.get(below + "/inbox_members" + query), "get /api/v1/widget/inbox_members");
        matches(visitor.get(below + "/campaigns" + query), "get /api/v1/widget/campaigns");
    }

    @Test
    void operation() {
        matches(world.stranger.get("~/health"), "get /health");
        matches(world.stranger.get("~/ready"), "get /ready");
        matches(world.stranger.get("~/api"), "get /api");
    }

    @Test
    void errors() {
        matches(world.stranger.get("/labels").is(401), "get /api/v1/accounts/{account}/labels");
        matches(world.bruno.post("/labels", Map.of("title", "x1")).is(403), "post /api/v1/accounts/{account}/labels");
        matches(world.bruno.get("/labels/0").is(404), "get /api/v1/accounts/{account}/labels/{id}");
        matches(world.bruno.get("/conversations?page=0").is(400), "get /api/v1/accounts/{account}/conversations");
        matches(world.ada.post("/labels", Map.of("title", "!")).is(422), "post /api/v1/accounts/{account}/labels");
    }

    @Test
    void another_body_does_not_match() {
        Answer labels = world.bruno.get("/labels");

        assertThatThrownBy(() -> matches(labels, "get /api/v1/accounts/{account}/teams"))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> matches(labels, "get /api/v1/accounts/{account}/contacts"))
                .isInstanceOf(AssertionError.class);
    }

    private void matches(Answer answer, String operation) {
        String[] where = operation.split(" ");
        JsonNode response = document.path("paths")
                .path(where[1])
                .path(where[0])
                .path("responses")
                .path(Integer.toString(answer.status()));
        String reference = response.path("$ref").asString("");
        JsonNode described = reference.isEmpty() ? response : document.at(reference.substring(1));
        JsonNode schema = described.at("/content/application~1json/schema");
        assertThat(schema.isMissingNode())
                .as("%s %d", operation, answer.status())
                .isFalse();
        ObjectNode whole = ((ObjectNode) schema.deepCopy());
        whole.set("components", document.path("components"));
        var errors = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole)
                .validate(answer.json());
        assertThat(errors).as("%s: %s", operation, answer.text()).isEmpty();
        assertThat(List.copyOf(answer.response().headers().map().keySet())).contains("x-request-id");
    }

    /// The document lets fields be added later; this test does not.
    private static JsonNode strict(JsonNode document) {
        for (JsonNode schema : document.path("components").path("schemas")) {
            if (schema instanceof ObjectNode object && object.has("properties")) {
                object.put("additionalProperties", false);
            }
        }
        return document;
    }
}
