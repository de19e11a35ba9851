package io.supportly.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.faults.Endpoint.Field;
import io.supportly.faults.Endpoint.Kind;
import io.supportly.kernel.Role;
import io.supportly.testing.Answer;
import io.supportly.testing.Api;
import io.supportly.testing.World;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Acme has one of everything. The administrator of another account has every id of it, and tries each of them at each
/// route: in the path, in the query and in the body.
class OtherAccountsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<Integer> REFUSALS = Set.of(403, 404, 422);

    /// A secret in the address is all that is asked for; and a word that is no id.
    private static final Set<String> NO_IDS =
            Set.of("/files/{token}/{name}", "/files/uploads/{token}", "/invitations/{token}", "/widget/labels/{title}");

    /// Where many are changed at once.
    private static final Set<String> TOGETHER =
            Set.of("/api/v1/accounts/{account}/bulk_actions", "/api/v1/accounts/{account}/macros/{id}/execute");

    /// Takes what it knows and leaves the rest alone: an id of others is no fault there, and does nothing.
    private static final Set<String> LEAVES_ALONE = Set.of(
            "POST /api/v1/accounts/{account}/bulk_actions ids",
            "POST /api/v1/accounts/{account}/macros/{id}/execute conversation_ids",
            "PATCH /api/v1/accounts/{account}/contacts/{id} inbox_id",
            "DELETE /api/v1/accounts/{account}/conversations/{id}/participants user_ids",
            "DELETE /api/v1/accounts/{account}/inbox_members user_ids",
            "DELETE /api/v1/accounts/{account}/teams/{id}/team_members user_ids",
            "POST /api/v1/widget/conversations message.reply_to",
            "POST /api/v1/widget/messages reply_to");

    /// Needs more than ids that are right, or can be done once only.
    private static final Set<String> PARTICULAR = Set.of(
            "POST /api/v1/accounts/{account}/actions/contact_merge mergee_contact_id",
            "POST /api/v1/accounts/{account}/campaigns audience.id",
            "PATCH /api/v1/accounts/{account}/campaigns/{id} audience.id",
            "POST /api/v1/accounts/{account}/contact_inboxes/filter inbox_id",
            "PATCH /api/v1/accounts/{account}/webhooks/{id} inbox_id",
            "POST /api/v1/widget/events event_info.campaign_id");

    private final World acme = new World();
    private final World other = new World(acme.server);
    private final HostileWorld theirs = new HostileWorld(acme);
    private final HostileWorld own = new HostileWorld(other);
    private final List<Endpoint> endpoints = Endpoint.of(acme.server).stream()
            .filter(endpoint ->
                    !endpoint.isPage() && !NO_IDS.contains(endpoint.path().replace("/api/v1", "")))
            .toList();
    private final Holdings holdings = new Holdings(acme);
    private final List<String> found = new ArrayList<>();
    private Set<String> secrets = Set.of();

    OtherAccountsTest() {
        // Numbers that the other account has not.
        acme.server
                .sql()
                .sql("select setval('conversation_numbers_" + acme.acme + "', 900000)")
                .query(Long.class)
                .single();
        acme.server
                .sql()
                .sql("insert into campaign_numbers (account_id, last) values (?, 900000)")
                .param(acme.acme.value())
                .update();
    }

    @Test
    void an_administrator_of_another_account_reaches_nothing_by_any_id_at_any_route() {
        theirs.whole();
        own.whole();
        secrets = texts(acme, theirs);
        secrets.removeAll(texts(other, own));
        assertThat(secrets).hasSizeGreaterThan(30);
        Map<String, String> before = holdings.settled();

        endpoints.forEach(this::tryPaths);
        endpoints.forEach(this::tryQuery);
        endpoints.forEach(this::tryBody);

        assertThat(found).isEmpty();
        assertThat(holdings.now()).isEqualTo(before);
    }

    @Test
    void an_agent_who_is_in_no_inbox_reads_nothing_of_what_was_said_and_writes_nothing_there() {
        theirs.whole();
        String said = "jammed " + theirs.word();
        Api dora = acme.as(acme.user("Dora", acme.acme, Role.AGENT), acme.acme);
        Map<String, String> before = holdings.settled();
        for (Endpoint endpoint : endpoints) {
            boolean isInside = endpoint.path().contains("/conversations/{");
            if (!isOfAccount(endpoint) || (endpoint.writes() && !isInside && !TOGETHER.contains(endpoint.path()))) {
                continue;
            }
            String path = path(endpoint, _ -> true);
            for (String query : List.of("", "?q=" + theirs.word(), "?inbox_id=" + theirs.path("/inboxes/", "{id}"))) {
                byte[] body = endpoint.writes()
                        ? body(endpoint.body(), "", "", theirs, theirs)
                                .toString()
                                .getBytes()
                        : null;
                Answer answer = dora.send(endpoint.method(), "~" + path + query, body);
                if (answer.text().contains(said) || (isInside && !REFUSALS.contains(answer.status()))) {
                    tell(endpoint.method() + " " + path + query, answer);
                }
            }
        }

        assertThat(found).isEmpty();
        assertThat(holdings.now()).isEqualTo(before);
    }

    private static boolean isOfAccount(Endpoint endpoint) {
        return endpoint.path().contains("{account}");
    }

    private void tryPaths(Endpoint endpoint) {
        List<Integer> variables = variables(endpoint);
        if (variables.isEmpty()) {
            return;
        }
        int first = variables.getFirst();
        int last = variables.getLast();
        if (isOfAccount(endpoint)) {
            refuses(endpoint, path(endpoint, _ -> true), body(endpoint, "", theirs));
        }
        boolean startsInOwn = isOfAccount(endpoint) || endpoint.path().startsWith("/public/");
        if (startsInOwn && first < last) {
            refuses(endpoint, path(endpoint, at -> at != first), body(endpoint, "", own));
        }
        if (!startsInOwn || variables.size() > 2) {
            refuses(endpoint, path(endpoint, at -> at == last), body(endpoint, "", own));
        }
    }

    private void refuses(Endpoint endpoint, String path, ObjectNode body) {
        Answer answer = send(endpoint, path, body);
        if (!REFUSALS.contains(answer.status())) {
            tell(endpoint.method() + " " + path + " " + body, answer);
        }
        look(endpoint.method() + " " + path, body.toString(), answer);
    }

    private static List<Integer> variables(Endpoint endpoint) {
        String[] steps = endpoint.path().split("/");
        return IntStream.range(0, steps.length)
                .filter(at -> steps[at].startsWith("{"))
                .boxed()
                .toList();
    }

    /// @param isTheirs which variables, by their place, are ids of acme; the others are one's own
    private String path(Endpoint endpoint, IntPredicate isTheirs) {
        String[] steps = endpoint.path().split("/");
        String[] mine = HostileRequests.path(endpoint, own, name -> name).split("/");
        String[] foreign = HostileRequests.path(endpoint, theirs, name -> name).split("/");
        for (int at : variables(endpoint)) {
            steps[at] = isTheirs.test(at) ? foreign[at] : mine[at];
        }
        return String.join("/", steps);
    }

    private void tryQuery(Endpoint endpoint) {
        for (Field field : endpoint.query()) {
            if (isId(field)) {
                String path =
                        path(endpoint, _ -> false) + "?q=some&type=agent&" + field.name() + "=" + id(field, theirs);
                look(endpoint.method() + " " + path, "", send(endpoint, path, body(endpoint, "", own)));
            }
        }
    }

    private void tryBody(Endpoint endpoint) {
        for (String field : ids(endpoint.body(), "")) {
            if (endpoint.path().startsWith("/platform/") || endpoint.path().startsWith("/oauth/")) {
                continue;
            }
            String path = path(endpoint, _ -> false);
            ObjectNode body = body(endpoint, field, own);
            ObjectNode bad = body(endpoint, field, theirs);
            Answer answer = send(endpoint, path, bad);
            String what = endpoint.method() + " " + path + " " + bad;
            if (!REFUSALS.contains(answer.status()) && !LEAVES_ALONE.contains(endpoint.name() + " " + field)) {
                tell(what, answer);
            }
            look(what, bad.toString(), answer);
            Answer good = send(endpoint, path, body);
            if (good.status() >= 300 && !PARTICULAR.contains(endpoint.name() + " " + field)) {
                tell("With ids of one's own: " + endpoint.method() + " " + path + " " + body, good);
            }
        }
    }

    private static List<String> ids(List<Field> fields, String before) {
        return fields.stream()
                .flatMap(field -> isId(field)
                        ? Stream.of(before + field.name())
                        : ids(field.fields(), before + field.name() + ".").stream())
                .toList();
    }

    private static boolean isId(Field field) {
        return (field.kind() == Kind.NUMBER || field.kind() == Kind.NUMBERS)
                && field.name().matches("(.*_)?ids?|agent_bot|reply_to");
    }

    /// What the route needs and one field more: of acme if that is an id, with all else one's own.
    private ObjectNode body(Endpoint endpoint, String one, HostileWorld whose) {
        return body(endpoint.body(), "", one, whose, own);
    }

    private ObjectNode body(List<Field> fields, String before, String one, HostileWorld whose, HostileWorld rest) {
        ObjectNode body = JSON.createObjectNode();
        for (Field field : fields) {
            String name = before + field.name();
            boolean isOne = name.equals(one);
            if (one.startsWith(name + ".")
                    || (field.isRequired() && !field.fields().isEmpty())) {
                ObjectNode nested = body(field.fields(), name + ".", one, whose, rest);
                body.set(
                        field.name(),
                        field.kind() == Kind.RECORDS ? JSON.createArrayNode().add(nested) : nested);
            } else if (isOne || field.isRequired()) {
                body.set(field.name(), value(field, isOne ? whose : rest));
            }
        }
        return body;
    }

    private JsonNode value(Field field, HostileWorld known) {
        if (isId(field)) {
            long id = Long.parseLong(id(field, known));
            return field.kind() == Kind.NUMBERS
                    ? JSON.createArrayNode().add(id)
                    : JSON.getNodeFactory().numberNode(id);
        }
        return JSON.readTree(known.value(field, new Random(1)));
    }

    private static String id(Field field, HostileWorld known) {
        return switch (field.name()) {
            case "ids", "conversation_ids" -> known.path("/conversations/", "{id}");
            case "campaign_id" -> known.path("/campaigns/", "{id}");
            case "agent_bot" -> known.path("/agent_bots/", "{id}");
            case "reply_to", "before", "after" -> known.path("/messages/", "{id}");
            case "id" -> known.path("/labels/", "{id}");
            default -> known.value(field, new Random(1)).replaceAll("[\\[\\]]", "");
        };
    }

    private Answer send(Endpoint endpoint, String path, ObjectNode body) {
        return send(other, own, endpoint, path, body);
    }

    private static Answer send(World world, HostileWorld known, Endpoint endpoint, String path, ObjectNode body) {
        Api api = world.ada;
        String query = "";
        if (HostileRequests.isForVisitors(endpoint)) {
            api = world.stranger.with("X-Auth-Token", known.visitor());
            query = (path.contains("?") ? "&" : "?") + "website_token=" + known.website();
        } else if (HostileRequests.isForPlatformApps(endpoint)) {
            api = world.stranger.with("api_access_token", known.platformApp());
        } else if (endpoint.path().startsWith("/public/")) {
            api = world.stranger;
        }
        return api.send(
                endpoint.method(),
                "~" + path + query,
                endpoint.writes() ? body.toString().getBytes() : null);
    }

    /// Nothing in the answer may be acme's, but what was sent.
    private void look(String what, String sent, Answer answer) {
        var texts = new HashSet<String>();
        collect(answer, texts);
        texts.removeIf(text -> !secrets.contains(text) || what.contains(text) || sent.contains(text));
        if (!texts.isEmpty()) {
            tell(what + " shows " + texts, answer);
        }
    }

    private void tell(String what, Answer answer) {
        found.add(what + "\n  -> " + answer.status() + " " + answer.text());
    }

    /// All texts that an account's administrator reads there.
    private Set<String> texts(World world, HostileWorld known) {
        var texts = new HashSet<String>();
        for (Endpoint endpoint : endpoints) {
            if (!endpoint.writes()
                    && !endpoint.path().equals("/openapi.json")
                    && !endpoint.path().equals("/metrics")) {
                String path = HostileRequests.path(endpoint, known, name -> name);
                collect(send(world, known, endpoint, path, JSON.createObjectNode()), texts);
            }
        }
        return texts;
    }

    private static void collect(Answer answer, Set<String> texts) {
        try {
            collect(answer.json(), texts);
        } catch (JacksonException e) {
            texts.addAll(List.of(answer.text().split("[,\\s]+")));
        }
        texts.removeIf(text -> text.length() < 6 || text.matches("\\d{4}-\\d\\d-\\d\\d.*|[\\d.]+"));
    }

    private static void collect(JsonNode node, Set<String> texts) {
        if (node.isString()) {
            texts.add(node.asString());
        }
        node.values().forEach(each -> collect(each, texts));
    }
}
