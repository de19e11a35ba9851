package io.supportly.bench;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A server of the benchmark's own: another process of this program, with the flags that this one was started with and
/// a database under its own home, so that no other data is touched.
public final class MeasuredServer implements AutoCloseable {
    /// Migrations of a full database take their time.
    private static final Duration START_LIMIT = Duration.ofMinutes(20);
    private static final Duration STOP_LIMIT = Duration.ofMinutes(1);
    private static final long GLANCE_MILLIS = 100;
    private static final int MILLIS = 2_000;
    private static final int LINES = 20;

    private final Process process;
    private final URI address;
    private final Path log;

    private MeasuredServer(Process process, URI address, Path log) {
        this.process = process;
        this.address = address;
        this.log = log;
    }

    public static MeasuredServer start(Path home) throws IOException, InterruptedException {
        Files.createDirectories(home);
        Path log = home.resolve("bench-server.log");
        int port = freePort();
        var builder = new ProcessBuilder(command()).redirectErrorStream(true).redirectOutput(Redirect.to(log.toFile()));
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("SUPPORTLY_") || name.endsWith("_URL"));
        environment.put("PORT", Integer.toString(port));
        environment.put("SUPPORTLY_HOME", home.toString());
        environment.put("SUPPORTLY_RATE_LIMIT", "100000000");
        // The receiver of its webhooks is on this machine.
        environment.put("SUPPORTLY_ALLOW_PRIVATE_NETWORKS", "true");
        var server = new MeasuredServer(builder.start(), URI.create("http://127.0.0.1:" + port), log);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        server.awaitReadiness();
        return server;
    }

    private static List<String> command() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        String classes = System.getProperty("java.class.path");
        if (classes.endsWith(".jar") && !classes.contains(File.pathSeparator)) {
            command.addAll(List.of("-jar", classes));
        } else {
            command.addAll(List.of("-cp", classes, "io.supportly.Supportly"));
        }
        command.add("serve");
        return command;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitReadiness() throws IOException, InterruptedException {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                close();
                throw new IOException("the server does not start (" + log + "):\n" + lastWords());
            }
            Thread.sleep(GLANCE_MILLIS);
        }
    }

    private boolean answers() {
        try {
            var health = (HttpURLConnection) address.resolve("/health").toURL().openConnection();
            health.setConnectTimeout(MILLIS);
            health.setReadTimeout(MILLIS);
            return health.getResponseCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private String lastWords() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    }

    public URI address() {
        return address;
    }

    public long pid() {
        return process.pid();
    }

    /// Lets it end what it has begun and stop its database.
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
