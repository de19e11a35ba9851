package io.supportly.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.FakeSmtp;
import io.supportly.testing.RawHttp;
import io.supportly.testing.TestServer;
import io.supportly.testing.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whatever is sent, the answer is no fault of ours, and a refusal explains itself. To send the same again:
/// `-Dfaults.seed=<seed>`, and `-Dfaults.endpoint=<words of its name>` for one endpoint alone.
class HostileRequestsTest {
    private static final int WORKERS = 4;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long SEED = Long.getLong("faults.seed", new Random().nextLong());

    private static final int MOST_TOLD = 3;
    private static final int RENEWED = 25;

    private final Set<String> understood = ConcurrentHashMap.newKeySet();
    private final Map<String, List<String>> found = new ConcurrentHashMap<>();

    @Test
    void two_hundred_hostile_requests_to_each_endpoint_are_refused_or_understood() throws InterruptedException {
        send(200);
    }

    @Test
    @Tag("long")
    void a_thousand_hostile_requests_to_each_endpoint_are_refused_or_understood() throws InterruptedException {
        send(1000);
    }

    /// On a server of its own: what they set going would keep others' events waiting for minutes.
    private void send(int each) throws InterruptedException {
        // Refused for good, so that there is a mail to be sent again.
        try (var smtp = new FakeSmtp().answers("550 No");
                var server = TestServer.with(Map.of("SMTP_URL", smtp.url()))) {
            send(server, each);
        }
    }

    private void send(TestServer server, int each) throws InterruptedException {
        String only = System.getProperty("faults.endpoint", "");
        List<Endpoint> all = Endpoint.of(server);
        Queue<Endpoint> left = new ConcurrentLinkedQueue<>(
                all.stream().filter(it -> it.name().contains(only)).toList());
        assertThat(left).isNotEmpty();

        var workers = new ArrayList<Thread>();
        for (int i = 0; i < WORKERS; i++) {
            workers.add(Thread.ofVirtual().start(() -> work(server, left, all, each)));
        }
        for (Thread worker : workers) {
            worker.join();
        }

        assertThat(found.values().stream().flatMap(List::stream).toList())
                .as("With -Dfaults.seed=%d", SEED)
                .isEmpty();
        assertThat(understood)
                .as("What is refused at the door alone tests nothing behind it")
                .containsAll(all.stream()
                        .filter(it -> it.writes() && it.name().contains(only))
                        .filter(it -> !it.isPage() && !it.isGuarded())
                        .map(Endpoint::name)
                        .toList());
    }

    private void work(TestServer server, Queue<Endpoint> left, List<Endpoint> all, int each) {
        World world = new World(server);
        for (Endpoint endpoint = left.poll(); endpoint != null; endpoint = left.poll()) {
            try (var http = new RawHttp(world.server.address())) {
                if (world.ada.get("/conversations").status() != 200) {
                    world = new World(server); // the last endpoint took its administrator away
                }
                HostileWorld known = attack(http, endpoint, world, each);
                if (endpoint.writes() && endpoint.path().endsWith("/profile/reset_access_token")) {
                    world = new World(server); // the token of the last one is gone
                    known = new HostileWorld(world);
                }
                if (endpoint.writes()) {
                    read(http, beside(all, endpoint), world, known, endpoint.name());
                }
            } catch (RuntimeException | AssertionError | IOException e) {
                tell(endpoint.name(), e.toString());
            }
        }
        try (var http = new RawHttp(world.server.address())) {
            read(http, all, world, new HostileWorld(world), "everything");
        } catch (RuntimeException | AssertionError | IOException e) {
            tell("everything", e.toString());
        }
    }

    /// Those of the same resource. The others are read after the last attack.
    private static List<Endpoint> beside(List<Endpoint> all, Endpoint attacked) {
        return all.stream().filter(it -> root(it).equals(root(attacked))).toList();
    }

    private static String root(Endpoint endpoint) {
        return endpoint.path().replaceFirst("^(/api/v1/accounts/\\{account}/[^/]+|/[^/]+/[^/]+).*", "$1");
    }

    /// Returns what is known of the world afterwards.
    private HostileWorld attack(RawHttp http, Endpoint endpoint, World world, int each) throws IOException {
        String token = world.ada.headers().get("api_access_token");
        var requests = new HostileRequests(endpoint, SEED);
        HostileWorld known = new HostileWorld(world);
        for (int i = 0; i < (endpoint.writes() ? each : each / 4); i++) {
            if (i % RENEWED == RENEWED - 1 && takesAway(endpoint)) {
                known = new HostileWorld(world);
            }
            judge(http, requests.next(known, token), endpoint.name());
        }
        return takesAway(endpoint) ? new HostileWorld(world) : known;
    }

    private static boolean takesAway(Endpoint endpoint) {
        return endpoint.method().equals("DELETE") || endpoint.path().endsWith("_merge");
    }

    /// What was taken in must not keep anybody from reading.
    private void read(RawHttp http, List<Endpoint> all, World world, HostileWorld known, String after)
            throws IOException {
        String token = world.ada.headers().get("api_access_token");
        for (Endpoint endpoint : all) {
            if (!endpoint.writes() && !endpoint.path().contains("openapi")) {
                String target = HostileRequests.path(endpoint, known, name -> name)
                        + HostileRequests.website(endpoint, known, "?q=some");
                String who = HostileRequests.isForVisitors(endpoint)
                        ? "X-Auth-Token: " + known.visitor()
                        : "api_access_token: "
                                + (HostileRequests.isForPlatformApps(endpoint) ? known.platformApp() : token);
                String head = "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + who + "\r\n\r\n";
                var request = new HostileRequests.Request(head.getBytes(StandardCharsets.UTF_8));
                judge(http, request, "read after " + after);
            }
        }
    }

    private void judge(RawHttp http, HostileRequests.Request request, String where) throws IOException {
        String fault;
        try {
            RawHttp.Reply reply = http.send(request.bytes());
            if (reply.status() < 400) {
                understood.add(where);
            }
            fault = fault(reply);
        } catch (IOException e) {
            fault = "no answer: " + e;
        }
        if (fault != null) {
            String text = new String(request.bytes(), StandardCharsets.UTF_8);
            tell(where, fault + "\n" + (text.length() > 1500 ? text.substring(0, 1500) + "..." : text));
        }
    }

    private void tell(String where, String fault) {
        List<String> told = found.computeIfAbsent(where, _ -> new CopyOnWriteArrayList<>());
        if (told.size() < MOST_TOLD) {
            told.add(where + "\n" + fault);
        }
    }

    private static String fault(RawHttp.Reply reply) {
        if (reply.status() >= 500) {
            return reply.status() + " " + reply.text();
        }
        if (reply.header("x-request-id").isEmpty()) {
            return reply.status() + " without a request id";
        }
        boolean isJson = reply.header("content-type").startsWith("application/json");
        if (isPage(reply) || (reply.status() < 400 && !isJson)) {
            return null;
        }
        try {
            JsonNode body = JSON.readTree(reply.body());
            return reply.status() < 400 || explains(body) ? null : reply.status() + " " + reply.text();
        } catch (JacksonException e) {
            return reply.status() + " is no JSON: " + reply.text();
        }
    }

    /// One that says in words what is wrong.
    private static boolean isPage(RawHttp.Reply reply) {
        return reply.header("content-type").startsWith("text/html")
                && reply.text().contains("<main>");
    }

    private static boolean explains(JsonNode body) {
        JsonNode errors = body.path("errors");
        return errors.isArray()
                && !errors.isEmpty()
                && errors.valueStream()
                        .allMatch(error -> error.path("message").isString()
                                && error.path("code").isString());
    }
}
