package io.supportly.testing;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A program of `src/test/clients`, with libraries from the npm registry that are fetched once into `target`. It is
/// spoken with in lines. Where Node.js, npm or the registry is missing, the test that wants it is skipped.
public final class NodeProgram implements AutoCloseable {
    private static final Path SOURCE = Path.of("src/test/clients");
    private static final Path PLACE = Path.of("target/clients");
    private static final int OLDEST_NODE = 20;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Process process;
    private final BufferedReader out;

    private NodeProgram(Process process) {
        this.process = process;
        this.out = process.inputReader();
    }

    public static NodeProgram start(String script, Map<String, String> environment) {
        fetch();
        var builder = new ProcessBuilder("node", script)
                .directory(PLACE.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        try {
            return new NodeProgram(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String line() {
        try {
            String line = out.readLine();
            if (line == null) {
                throw new AssertionError("The program ended, see above");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public JsonNode json() {
        return JSON.readTree(line());
    }

    public void say(String line) {
        try {
            process.outputWriter().append(line).append('\n').flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }

    /// Both forks of the suite may want it at once.
    private static synchronized void fetch() {
        needNode();
        try {
            Files.createDirectories(PLACE);
            try (var lock = FileChannel.open(
                            PLACE.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var _ = lock.lock()) {
                copy();
                install();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void needNode() {
        String version = run(Path.of("."), "node", "--version");
        if (Integer.parseInt(version.strip().replaceAll("^v|\\..*$", "")) < OLDEST_NODE) {
            abort("Skipped: Node.js " + OLDEST_NODE + " or newer is needed, here is " + version.strip());
        }
    }

    private static void copy() throws IOException {
        try (Stream<Path> files = Files.list(SOURCE)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, PLACE.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void install() throws IOException {
        Path wanted = PLACE.resolve("package-lock.json");
        Path fetched = PLACE.resolve("node_modules/.fetched");
        if (Files.exists(fetched) && Files.mismatch(wanted, fetched) < 0) {
            return;
        }
        run(PLACE, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1");
        Files.copy(wanted, fetched, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String run(Path folder, String... command) {
        List<String> lines = new ArrayList<>();
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.inputReader().lines().forEach(lines::add);
            if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
                abort("Skipped: `" + String.join(" ", command) + "` failed: " + lines);
            }
        } catch (IOException e) {
            abort("Skipped: '" + command[0] + "' is not installed: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return String.join("\n", lines);
    }
}
