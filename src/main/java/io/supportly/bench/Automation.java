package io.supportly.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a busy desk has beside its agents while it is measured: rules that look at each message and find nothing, and
/// webhooks that are told of each, by a receiver in this process. Gone when it is closed.
final class Automation implements AutoCloseable {
    private static final String NAME = "Benchmark";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Target target;
    private final JsonMapper json = JsonMapper.shared();
    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpServer receiver;

    private Automation(Target target, HttpServer receiver) {
        this.target = target;
        this.receiver = receiver;
    }

    static Automation of(Target target, int rules, int webhooks) throws IOException, InterruptedException {
        var receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        receiver.createContext("/", Automation::take);
        receiver.start();
        var automation = new Automation(target, receiver);
        // Those of a run that was broken off.
        automation.clear();
        for (int i = 1; i <= rules; i++) {
            automation.call("POST", "automation_rules", rule(i));
        }
        for (int i = 1; i <= webhooks; i++) {
            String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/" + i;
            automation.call(
                    "POST", "webhooks", Map.of("name", NAME, "url", url, "subscriptions", List.of("message_created")));
        }
        return automation;
    }

    private static Map<String, Object> rule(int number) {
        var condition = Map.of(
                "attribute_key", "content", "filter_operator", "contains", "values", List.of("refund " + number));
        var action = Map.of("action_name", "add_label", "action_params", List.of("refunds"));
        return Map.of(
                "name",
                NAME + " " + number,
                "event_name",
                "message_created",
                "conditions",
                List.of(condition),
                "actions",
                List.of(action));
    }

    private static void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private void clear() throws IOException, InterruptedException {
        remove("automation_rules", call("GET", "automation_rules", Map.of()).path("payload"));
        remove("webhooks", call("GET", "webhooks", Map.of()).path("payload").path("webhooks"));
    }

    private void remove(String path, JsonNode things) throws IOException, InterruptedException {
        for (JsonNode thing : things) {
            if (thing.path("name").asString("").startsWith(NAME)) {
                call("DELETE", path + "/" + thing.path("id").asLong(), Map.of());
            }
        }
    }

    private JsonNode call(String method, String path, Map<String, Object> body)
            throws IOException, InterruptedException {
        URI uri = target.address().resolve("/api/v1/accounts/" + target.account() + "/" + path);
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(uri)
                        .header("api_access_token", target.token())
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(json.writeValueAsString(body)))
                        .timeout(PATIENCE)
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() < 200 || answer.statusCode() > 299) {
            throw new IOException(method + " " + uri + " answers " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body().isEmpty() ? json.createObjectNode() : json.readTree(answer.body());
    }

    @Override
    public void close() throws IOException, InterruptedException {
        clear();
        http.close();
        receiver.stop(0);
    }
}
