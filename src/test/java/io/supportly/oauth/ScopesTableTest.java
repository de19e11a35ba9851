package io.supportly.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.Scopes;
import io.supportly.testing.Answer;
import io.supportly.testing.Api;
import io.supportly.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// `docs/scopes.md` says of each endpoint which scope lets an app in, and the server does what it says.
class ScopesTableTest {
    private static final Path TABLE = Path.of("docs/scopes.md");
    private static final String HEAD = """
            # Scopes

            Which scope an app needs for each endpoint, and which role its user. `read` implies every `.read`, `write`
            everything, and `x.write` implies `x.read`. No app reaches what is a user's own. See `oauth.md`.

            | endpoint | scope | role |
            |---|---|---|
            """;

    private final World world = new World();

    private record Endpoint(String verb, String path, Allow allow) {
        String line() {
            String scope = allow.apps() ? "`" + allow.scope() + "`" : "no app";
            return "| `%s %s` | %s | %s |\n"
                    .formatted(verb, path, scope, allow.role().word());
        }
    }

    private List<Endpoint> endpoints(boolean forApps) {
        return endpoints().stream()
                .filter(endpoint -> endpoint.allow().apps() == forApps)
                .toList();
    }

    private List<Endpoint> endpoints() {
        var sorted = new TreeMap<String, Endpoint>();
        world.server
                .bean(RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((route, method) -> {
                    Allow allow = method.getMethodAnnotation(Allow.class);
                    for (String pattern : allow == null ? new TreeSet<String>() : route.getPatternValues()) {
                        for (RequestMethod verb : route.getMethodsCondition().getMethods()) {
                            String path = pattern.replaceAll("\\{(\\w+):[^}]*}", "{$1}");
                            sorted.put(path + " " + verb, new Endpoint(verb.name(), path, allow));
                        }
                    }
                });
        return List.copyOf(sorted.values());
    }

    @Test
    void the_table_is_that_of_the_code() throws IOException {
        var table = new StringBuilder(HEAD);
        endpoints().forEach(endpoint -> table.append(endpoint.line()));

        assertThat(Files.exists(TABLE) ? Files.readString(TABLE) : "")
                .as("To be written to %s:\n%s", TABLE, table)
                .isEqualTo(table.toString());
    }

    @Test
    void each_endpoint_refuses_an_app_without_its_scope_and_names_it() {
        Client client = Client.of(world, "write");
        Api none = client.actingFor(world.ada, "reports.read");
        Api other = client.actingFor(world.ada, "labels.read");
        var found = new ArrayList<String>();
        for (Endpoint endpoint : endpoints(true)) {
            Api app = endpoint.allow().scope().equals("reports.read") ? other : none;
            Answer answer = call(app, endpoint);
            if (!lacks(answer)
                    || !answer.text().contains("the scope " + endpoint.allow().scope() + "\"")) {
                found.add(endpoint.line() + answer.status() + " " + answer.text());
            }
        }

        assertThat(found).isEmpty();
    }

    @Test
    void what_is_a_users_own_refuses_an_app_with_every_scope() {
        Api app = Client.of(world, "write").actingFor(world.bruno, "write");

        assertThat(endpoints(false))
                .isNotEmpty()
                .allSatisfy(endpoint -> call(app, endpoint).is(403).blames("", "forbidden"));
    }

    @Test
    @Tag("long")
    void each_endpoint_lets_in_exactly_the_scopes_that_imply_its_own() {
        Client client = Client.of(world, "write");
        Map<String, String> tokens = new LinkedHashMap<>();
        Scopes.ALL
                .keySet()
                .forEach(scope ->
                        tokens.put(scope, client.tokens(world.bruno, scope).string("access_token")));
        var found = new ArrayList<String>();
        for (Endpoint endpoint : endpoints(true)) {
            tokens.forEach((scope, token) -> {
                boolean refused = lacks(call(client.bearer(token), endpoint));
                if (refused == implies(scope, endpoint.allow().scope())) {
                    found.add(scope + " " + endpoint.line());
                }
            });
        }

        assertThat(found).isEmpty();
    }

    /// Told apart from the server's own rule, by the words of the contract.
    private static boolean implies(String held, String needed) {
        return held.equals(needed)
                || held.equals("write")
                || (held.equals("read") && needed.endsWith(".read"))
                || (held.endsWith(".write") && needed.equals(held.replace(".write", ".read")));
    }

    private Answer call(Api app, Endpoint endpoint) {
        String path =
                endpoint.path().replace("{account}", world.acme.toString()).replaceAll("\\{\\w+}", "0");
        byte[] body = endpoint.verb().matches("GET|DELETE") ? null : "{}".getBytes();
        return app.send(endpoint.verb(), path, body);
    }

    private static boolean lacks(Answer answer) {
        return answer.status() == 403 && answer.text().contains("\"insufficient_scope\"");
    }
}
