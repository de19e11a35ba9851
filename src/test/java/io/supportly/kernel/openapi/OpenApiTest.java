package io.supportly.kernel.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.supportly.kernel.web.Scopes;
import io.supportly.testing.Answer;
import io.supportly.testing.Desk;
import io.supportly.testing.TestServer;
import io.supportly.testing.World;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

class OpenApiTest {
    private final World world = new World();
    private final Answer answer = world.stranger.get("~/openapi.json").is(200);
    private final JsonNode document = answer.json();
    private final List<Entry> operations = operations();

    private record Entry(String path, String verb, JsonNode operation) {
        String name() {
            return verb + " " + path;
        }
    }

    private List<Entry> operations() {
        var all = new ArrayList<Entry>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(verb -> all.add(new Entry(path.getKey(), verb.getKey(), verb.getValue()))));
        return all;
    }

    @Test
    void every_route_is_in_the_document_and_nothing_else() {
        var routes = new TreeSet<String>();
        TestServer.shared()
                .bean(RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((mapping, method) -> {
                    if (method.getBeanType().getName().startsWith("io.supportly.")) {
                        for (String path : mapping.getPatternValues()) {
                            for (RequestMethod verb :
                                    mapping.getMethodsCondition().getMethods()) {
                                routes.add(
                                        verb.name().toLowerCase() + " " + path.replaceAll("\\{(\\w+):[^}]*}", "{$1}"));
                            }
                        }
                    }
                });

        assertThat(operations).extracting(Entry::name).containsExactlyInAnyOrderElementsOf(routes);
    }

    @Test
    void it_is_valid_openapi() {
        assertThat(document.path("openapi").asString()).isEqualTo("3.1.0");
        assertThat(new OpenAPIV3Parser().readContents(answer.text()).getMessages())
                .isEmpty();
        var metaSchema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(com.networknt.schema.SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        document.path("components")
                .path("schemas")
                .properties()
                .forEach(schema -> assertThat(metaSchema.validate(schema.getValue()))
                        .as(schema.getKey())
                        .isEmpty());
    }

    @Test
    void every_reference_leads_somewhere() {
        var references = new HashSet<String>();
        collectReferences(document, references);

        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    private static void collectReferences(JsonNode node, Set<String> references) {
        if (node.path("$ref").isString()) {
            references.add(node.path("$ref").asString());
        }
        node.forEach(child -> collectReferences(child, references));
    }

    @Test
    void operation_ids_are_unique() {
        assertThat(operations)
                .extracting(entry -> entry.operation().path("operationId").asString())
                .doesNotHaveDuplicates()
                .contains("labels.list", "conversations.show", "messages.add");
    }

    @Test
    void every_operation_says_what_it_does_who_may_call_it_and_what_can_go_wrong() {
        for (Entry entry : operations) {
            JsonNode operation = entry.operation();
            assertThat(operation.path("summary").asString("")).as(entry.name()).isNotBlank();
            assertThat(operation.path("description").asString(""))
                    .as(entry.name())
                    .isNotBlank();
            assertThat(operation.path("tags").size()).as(entry.name()).isEqualTo(1);
            boolean open = !operation.path("x-open").asString("").isBlank();
            assertThat(operation.path("security").isEmpty()).as(entry.name()).isEqualTo(open);
            boolean isForVisitors = operation.path("x-visitors").asBoolean(false);
            assertThat(operation.at("/security/0").has("visitor_token"))
                    .as(entry.name())
                    .isEqualTo(isForVisitors);
            boolean isForPlatformApps = operation.path("x-platform-apps").asBoolean(false);
            assertThat(operation.at("/security/0").has("platform_access_token"))
                    .as(entry.name())
                    .isEqualTo(isForPlatformApps);
            if (!open && !isForVisitors && !isForPlatformApps) {
                boolean isForApps = operation.has("x-scope");
                assertThat(isForApps || entry.name().contains("/profile"))
                        .as("Only what is a user's own needs no scope: %s", entry.name())
                        .isTrue();
                assertThat(operation.at("/security/2/oauth2/0").asString(""))
                        .as(entry.name())
                        .isIn(isForApps ? Scopes.ALL.keySet() : Set.of(""));
            }
            List<String> statuses = List.copyOf(operation.path("responses").propertyNames());
            assertThat(statuses).as(entry.name()).contains("500", "503").anyMatch(each -> each.matches("[23].."));
            if (isForVisitors || isForPlatformApps) {
                assertThat(statuses).as(entry.name()).contains("400", "401", "404", "422", "429");
            } else if (!open) {
                assertThat(statuses).as(entry.name()).contains("400", "401", "403", "422", "429");
            }
        }
    }

    @Test
    void each_tag_is_described_once() {
        List<String> tags = document.path("tags")
                .valueStream()
                .map(tag -> tag.path("name").asString())
                .toList();

        assertThat(tags).doesNotHaveDuplicates().startsWith("Account").endsWith("Operation");
        assertThat(operations)
                .allSatisfy(entry ->
                        assertThat(entry.operation().at("/tags/0").asString()).isIn(tags));
    }

    @Test
    void callers_are_no_parameters_and_every_parameter_is_described() {
        var silent = new TreeSet<String>();
        for (Entry entry : operations) {
            for (JsonNode parameter : entry.operation().path("parameters")) {
                if (!parameter.has("$ref")
                        && parameter.path("description").asString("").isBlank()) {
                    silent.add(entry.operation().path("operationId").asString() + "."
                            + parameter.path("name").asString());
                }
            }
        }

        assertThat(silent).isEmpty();
        assertThat(document.path("components").path("schemas").propertyNames()).doesNotContain("Caller", "Member");
    }

    @Test
    void all_of_the_described_fields_exist() {
        TestServer.shared().bean(OpenApi.class).document();

        assertThat(TestServer.shared().bean(OpenApi.class).unusedWords()).isEmpty();
    }

    @Test
    void a_label_is_described_as_it_is() {
        JsonNode label = document.at("/components/schemas/Label");

        assertThat(label.at("/properties/id/format").asString()).isEqualTo("int64");
        assertThat(label.at("/properties/description/type").valueStream().map(JsonNode::asString))
                .containsExactly("string", "null");
        assertThat(document.at(
                                "/paths/~1api~1v1~1accounts~1{account}~1labels/post/responses/201/content/application~1json/schema/$ref")
                        .asString())
                .isEqualTo("#/components/schemas/Label");
    }

    @Test
    void a_field_is_required_in_the_document_where_the_server_requires_it() {
        var desk = new Desk(world);
        long label = world.ada.post("/labels", Map.of("title", "vip")).number("id");
        long team = world.ada.post("/teams", Map.of("name", "sales")).number("id");
        long webhook = world.ada
                .post("/webhooks", Map.of("url", "http://127.0.0.1:8999/"))
                .is(201)
                .number("payload.webhook.id");
        var differing = new ArrayList<String>();
        for (Entry entry : operations) {
            if (!entry.path().startsWith("/api/v1/accounts/{account}")) {
                continue;
            }
            String path = entry.path()
                    .replace("{account}", world.acme.toString())
                    .replaceAll("/conversations/\\{\\w+}", "/conversations/" + desk.printerJam)
                    .replaceAll("/contacts/\\{\\w+}", "/contacts/" + desk.carla)
                    .replaceAll("/inboxes/\\{\\w+}", "/inboxes/" + desk.inbox)
                    .replaceAll("/labels/\\{\\w+}", "/labels/" + label)
                    .replaceAll("/webhooks/\\{\\w+}", "/webhooks/" + webhook)
                    .replaceAll("/teams/\\{\\w+}", "/teams/" + team);
            Set<String> required = required(entry.operation());
            if (path.contains("{") || (required.isEmpty() && entry.verb().equals("delete"))) {
                continue;
            }
            Answer given = world.ada.send(
                    entry.verb().toUpperCase(), path, entry.operation().has("requestBody") ? "{}".getBytes() : null);
            Set<String> blamed = blamed(given);
            if (!blamed.equals(required)) {
                differing.add(entry.name() + " requires " + blamed + ", the document says " + required);
            }
        }

        assertThat(differing).isEmpty();
    }

    private static Set<String> required(JsonNode operation) {
        var required = new TreeSet<String>();
        JsonNode body = operation.at("/requestBody/content/application~1json/schema");
        body.path("required").forEach(name -> required.add(name.asString()));
        // One of several is enough; the first is the one that is blamed.
        body.at("/anyOf/0/required").forEach(name -> required.add(name.asString()));
        operation.path("parameters").forEach(parameter -> {
            if (parameter.path("in").asString().equals("query")
                    && parameter.path("required").asBoolean(false)) {
                required.add(parameter.path("name").asString());
            }
        });
        return required;
    }

    private static Set<String> blamed(Answer answer) {
        var blamed = new TreeSet<String>();
        if (answer.status() == 422) {
            answer.json().path("errors").forEach(fault -> {
                if (fault.path("code").asString().equals("blank")) {
                    blamed.add(fault.path("field").asString());
                }
            });
        }
        return blamed;
    }
}
