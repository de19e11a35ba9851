package io.supportly.kernel.openapi;

import io.supportly.kernel.Settings;
import io.supportly.kernel.Version;
import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.Open;
import io.supportly.kernel.web.Scopes;
import io.swagger.v3.oas.annotations.Operation;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The whole document, made when it is asked for first.
@Component
final class OpenApi {
    private static final String TITLE = "Supportly API";
    private static final String DESCRIPTION = """
            Customer support as an API: conversations, contacts, inboxes, teams and all that surrounds them.

            Bodies are JSON in `snake_case`; forms and multipart bodies with the same fields, `a[b]` for a field \
            within a field, are read as well. Unknown fields are ignored. `PUT` works wherever `PATCH` does. A `POST` \
            with an `Idempotency-Key` can be repeated safely.""";

    /// The order in which a reader meets them; what is not named here comes after, by name.
    private static final List<String> TAGS = List.of(
            "Account",
            "Agents",
            "Teams",
            "Labels",
            "Custom attributes",
            "Custom filters",
            "Inboxes",
            "Contacts",
            "Conversations",
            "Conversation actions",
            "Messages",
            "Canned responses",
            "Search",
            "Webhooks",
            "Developer apps",
            "OAuth",
            "Events",
            "Customer API",
            "Widget API",
            "Files");

    private static final List<String> LAST_TAGS = List.of("Mails", "Platform", "Operation");

    private final RequestMappingHandlerMapping requestMappingHandlerMapping;
    private final JsonMapper json;
    private final Settings settings;
    private final FieldWords words;
    private @Nullable ObjectNode document;

    OpenApi(RequestMappingHandlerMapping requestMappingHandlerMapping, JsonMapper json, Settings settings) {
        this.requestMappingHandlerMapping = requestMappingHandlerMapping;
        this.json = json;
        this.settings = settings;
        this.words = new FieldWords(json);
    }

    synchronized ObjectNode document() {
        if (document == null) {
            document = write();
        }
        return document;
    }

    /// Described fields that there are not; to be asked once the document was made.
    Set<String> unusedWords() {
        return words.unused();
    }

    /// Every route of ours, in the order of the document.
    List<Route> routes() {
        return requestMappingHandlerMapping.getHandlerMethods().entrySet().stream()
                .filter(entry -> entry.getValue().getBeanType().getName().startsWith("io.supportly."))
                .flatMap(entry -> Route.of(entry.getKey(), entry.getValue()).stream())
                .sorted(Comparator.comparingInt(
                                (Route route) -> rank(route.tag().name()))
                        .thenComparing(route -> route.tag().name())
                        .thenComparing(Route::path)
                        .thenComparing(route ->
                                List.of("get", "post", "patch", "delete").indexOf(route.verb())))
                .toList();
    }

    private static int rank(String tag) {
        if (LAST_TAGS.contains(tag)) {
            return 1000 + LAST_TAGS.indexOf(tag);
        }
        return TAGS.contains(tag) ? TAGS.indexOf(tag) : TAGS.size();
    }

    private ObjectNode write() {
        List<Route> routes = routes();
        var schemas = new Schemas(json, words);
        var responses = new Responses(json, schemas);
        var requests = new Requests(json, schemas, words);
        ObjectNode root = json.createObjectNode().put("openapi", "3.1.0");
        root.putObject("info")
                .put("title", TITLE)
                .put("version", Version.CURRENT)
                .put("description", DESCRIPTION);
        root.putArray("servers").addObject().put("url", settings.baseUrl());
        root.set("tags", tags(routes));
        root.set("paths", paths(routes, requests, responses));
        root.set("components", components(schemas, responses));
        return root;
    }

    private ArrayNode tags(List<Route> routes) {
        ArrayNode tags = json.createArrayNode();
        String last = "";
        for (Route route : routes) {
            if (!route.tag().name().equals(last)) {
                last = route.tag().name();
                tags.addObject().put("name", last).put("description", description(routes, last));
            }
        }
        return tags;
    }

    private static String description(List<Route> routes, String tag) {
        return routes.stream()
                .map(Route::tag)
                .filter(each -> each.name().equals(tag) && !each.description().isEmpty())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The tag " + tag + " has no description"))
                .description();
    }

    private ObjectNode paths(List<Route> routes, Requests requests, Responses responses) {
        Map<Route, @Nullable ObjectNode> answers = new HashMap<>();
        routes.forEach(route -> answers.put(route, responses.success(route)));
        ObjectNode paths = json.createObjectNode();
        for (Route route : routes) {
            ObjectNode operation = head(route);
            requests.describe(route, operation);
            operation.set("responses", responses.of(route, answers.get(route)));
            ObjectNode path =
                    paths.get(route.path()) instanceof ObjectNode there ? there : paths.putObject(route.path());
            path.set(route.verb(), operation);
        }
        return paths;
    }

    private ObjectNode head(Route route) {
        ObjectNode operation = json.createObjectNode().put("operationId", route.id());
        operation.putArray("tags").add(route.tag().name());
        Operation said = route.handler().getMethodAnnotation(Operation.class);
        if (said != null) {
            operation.put("summary", said.summary()).put("description", said.description());
            if (said.deprecated()) {
                operation.put("deprecated", true);
            }
        }
        ArrayNode security = operation.putArray("security");
        Allow allow = route.allow();
        if (allow != null) {
            security.addObject().putArray("api_access_token");
            security.addObject().putArray("bearer");
            operation.put("x-role", allow.role().word());
            if (allow.apps()) {
                security.addObject().putArray("oauth2").add(allow.scope());
                operation.put("x-scope", allow.scope());
            }
            operation.put("x-bots", allow.bots());
        }
        if (route.isForVisitors()) {
            ObjectNode both = security.addObject();
            both.putArray("visitor_token");
            both.putArray("website_token");
            operation.put("x-visitors", true);
        }
        if (route.isForPlatformApps()) {
            security.addObject().putArray("platform_access_token");
            operation.put("x-platform-apps", true);
        }
        Open open = route.open();
        if (open != null) {
            operation.put("x-open", open.why());
        }
        return operation;
    }

    private ObjectNode components(Schemas schemas, Responses responses) {
        ObjectNode components = json.createObjectNode();
        components.set("responses", responses.refusals());
        components.set("headers", responses.headers());
        ObjectNode key = components.putObject("parameters").putObject("IdempotencyKey");
        key.put("name", "Idempotency-Key")
                .put("in", "header")
                .put("description", "The same key with the same body gets the first answer again for 24 hours");
        key.putObject("schema").put("type", "string").put("minLength", 1).put("maxLength", 255);
        components.set("securitySchemes", securitySchemes());
        ObjectNode all = components.putObject("schemas");
        new TreeMap<>(schemas.components()).forEach(all::set);
        return components;
    }

    private ObjectNode securitySchemes() {
        ObjectNode schemes = json.createObjectNode();
        schemes.putObject("api_access_token")
                .put("type", "apiKey")
                .put("in", "header")
                .put("name", "api_access_token")
                .put("description", "The token of a user or of an agent bot");
        schemes.putObject("bearer")
                .put("type", "http")
                .put("scheme", "bearer")
                .put("description", "The same token, or one that OAuth gave");
        schemes.putObject("platform_access_token")
                .put("type", "apiKey")
                .put("in", "header")
                .put("name", "api_access_token")
                .put(
                        "description",
                        "The token of a platform app, as `./supportly platform-app NAME` gave it; a bearer"
                                + " token as well");
        schemes.putObject("visitor_token")
                .put("type", "apiKey")
                .put("in", "header")
                .put("name", "X-Auth-Token")
                .put("description", "The session of a website's visitor, as `POST /api/v1/widget/config` gave it");
        schemes.putObject("website_token")
                .put("type", "apiKey")
                .put("in", "query")
                .put("name", "website_token")
                .put("description", "Names the website inbox; no secret");
        ObjectNode flow = schemes.putObject("oauth2")
                .put("type", "oauth2")
                .put("description", "For apps that act on behalf of a user, within the scopes that he has granted")
                .putObject("flows")
                .putObject("authorizationCode")
                .put("authorizationUrl", settings.baseUrl() + "/oauth/authorize")
                .put("tokenUrl", settings.baseUrl() + "/oauth/token")
                .put("refreshUrl", settings.baseUrl() + "/oauth/token");
        ObjectNode scopes = flow.putObject("scopes");
        Scopes.ALL.forEach(scopes::put);
        return schemes;
    }
}
