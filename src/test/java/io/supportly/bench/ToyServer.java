package io.supportly.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/// An HTTP server on the loopback that counts what it is asked and answers as its paths say.
final class ToyServer implements AutoCloseable {

    static final String TOKEN = "a-token";

    private static final byte[] BODY = "x".repeat(100_000).getBytes(StandardCharsets.US_ASCII);

    final Map<String, AtomicLong> asked = new ConcurrentHashMap<>();
    final Set<Integer> connections = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    ToyServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    Target target(Database database) {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new Target(
                address, TOKEN, 1, 50, List.of("a b"), ProcessHandle.current().pid(), database);
    }

    Target target() {
        return target(new Database("jdbc:postgresql://127.0.0.1/none", "none", "none"));
    }

    long asked(String path) {
        return asked.getOrDefault(path, new AtomicLong()).get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
        String path = exchange.getRequestURI().toString();
        asked.computeIfAbsent(path + body.replaceAll("\\d", "9"), nothing -> new AtomicLong())
                .incrementAndGet();
        connections.add(exchange.getRemoteAddress().getPort());
        boolean known = TOKEN.equals(exchange.getRequestHeaders().getFirst("api_access_token"));
        if (path.equals("/silent")) {
            awaitClosing();
        }
        if (path.equals("/closing")) {
            exchange.getResponseHeaders().set("Connection", "close");
        }
        if (path.equals("/empty")) {
            exchange.sendResponseHeaders(204, -1);
        } else {
            exchange.sendResponseHeaders(known && !path.equals("/broken") ? 200 : 500, lengthFor(path));
            exchange.getResponseBody().write(BODY);
        }
        exchange.close();
    }

    private static long lengthFor(String path) {
        return path.equals("/chunked") ? 0 : BODY.length;
    }

    private void awaitClosing() {
        try {
            closing.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.close();
    }
}
