package io.supportly.testing;

import io.supportly.Supportly;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// The application as it is run, with its own PostgreSQL, in a process of its own that a test may kill.
public final class ServerProcess implements AutoCloseable {
    public static final String TOKEN = "the-token-of-the-first-administrator";
    private static final Pattern GREETING = Pattern.compile("ready at http://localhost:(\\d+)");
    private static final Duration LONGEST_START = Duration.ofSeconds(120);
    private static final int KEPT_LINES = 200;

    private final Path home;
    private final Process process;
    private final ConcurrentLinkedDeque<String> said = new ConcurrentLinkedDeque<>();
    private final CompletableFuture<Integer> port = new CompletableFuture<>();

    private ServerProcess(Path home, Process process) {
        this.home = home;
        this.process = process;
    }

    /// Starts it on what is under `home`, and waits until it says that it is ready.
    public static ServerProcess start(Path home, Map<String, String> environment) {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        classPath(),
                        Supportly.class.getName(),
                        "serve")
                .redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "PORT", "0",
                        "SUPPORTLY_HOME", home.toString(),
                        "SUPPORTLY_RATE_LIMIT", "1000000",
                        "SUPPORTLY_ALLOW_PRIVATE_NETWORKS", "true",
                        "SUPPORTLY_ADMIN_TOKEN", TOKEN));
        builder.environment().putAll(environment);
        try {
            var server = new ServerProcess(home, builder.start());
            Thread.ofVirtual().start(server::listen);
            server.port.get(LONGEST_START.toSeconds(), TimeUnit.SECONDS);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /// Without the tests, whose configuration the server would take for its own.
    private static String classPath() {
        String tests = place(ServerProcess.class);
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).toAbsolutePath().toString().equals(tests))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toAbsolutePath()
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private void listen() {
        try (var lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
                if (said.size() > KEPT_LINES) {
                    said.poll();
                }
                Matcher greeting = GREETING.matcher(line);
                if (greeting.find()) {
                    port.complete(Integer.valueOf(greeting.group(1)));
                }
            }
        } catch (IOException killed) {
            said.add(killed.toString());
        }
        port.completeExceptionally(new IllegalStateException("The server ended:\n" + String.join("\n", said)));
    }

    public String address() {
        return "http://127.0.0.1:" + port.join();
    }

    /// The first administrator at work in the first account.
    public Api administrator() {
        return new Api(address(), "/api/v1/accounts/1", Map.of("api_access_token", TOKEN));
    }

    /// Its last words, to explain a failure.
    public List<String> said() {
        return List.copyOf(said);
    }

    /// SIGKILL: nothing is finished and nothing is said.
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    public void killPostgres() {
        long pid =
                Long.parseLong(lines("postgres/data/postmaster.pid").getFirst().strip());
        ProcessHandle.of(pid).ifPresent(postgres -> {
            postgres.destroyForcibly();
            World.eventually(() -> !postgres.isAlive());
        });
    }

    /// The database as the application sees it.
    public JdbcClient sql() {
        String url = "jdbc:postgresql://127.0.0.1:"
                + lines("postgres/port").getFirst().strip() + "/supportly";
        return JdbcClient.create(new DriverManagerDataSource(
                url, "supportly", lines("postgres/password").getFirst().strip()));
    }

    private List<String> lines(String file) {
        try {
            return Files.readAllLines(home.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// SIGTERM, as an operator would, and PostgreSQL with it.
    @Override
    public void close() {
        process.destroy();
        if (!process.onExit()
                .completeOnTimeout(null, 40, TimeUnit.SECONDS)
                .thenApply(ended -> ended != null)
                .join()) {
            kill();
        }
    }
}
