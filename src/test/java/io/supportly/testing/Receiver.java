package io.supportly.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Somebody's server on loopback that webhooks are sent to: remembers what came to its own path and answers as told.
public final class Receiver implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final String path = "/hooks/" + UUID.randomUUID();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile int status = 200;
    private volatile String body = "ok";
    private volatile boolean hangs;
    private volatile Map<String, String> headers = Map.of();

    /// A call that came in; header names in lower case.
    public record Request(Map<String, String> headers, byte[] body, long nanos) {
        public JsonNode json() {
            return JSON.readTree(body);
        }

        public String event() {
            return json().path("event").asString();
        }

        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    public Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] sent = exchange.getRequestBody().readAllBytes();
        if (!exchange.getRequestURI().getPath().equals(path)) {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
            return;
        }
        var names = new LinkedHashMap<String, String>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> names.put(name.toLowerCase(java.util.Locale.ROOT), values.getFirst()));
        requests.add(new Request(names, sent, System.nanoTime()));
        if (hangs) {
            hang();
        }
        headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        byte[] answer = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private void hang() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    public Receiver answers(int with) {
        status = with;
        return this;
    }

    public Receiver answers(int with, String text) {
        body = text;
        return answers(with);
    }

    public Receiver sends(String header, String value) {
        headers = Map.of(header, value);
        return this;
    }

    public Receiver hangs() {
        hangs = true;
        return this;
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    public List<Request> requests(String event) {
        var found = new ArrayList<Request>();
        for (Request request : requests) {
            if (request.event().equals(event)) {
                found.add(request);
            }
        }
        return found;
    }

    /// The first call of that event, waited for.
    public Request first(String event) {
        World.eventually(() -> !requests(event).isEmpty());
        return requests(event).getFirst();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
