package io.supportly.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Keeps a mixed load on the server and watches what it holds: what grows under a steady load is leaking. Compared are
/// the medians of two spans, one after it has settled and the last; before each the server's garbage is collected, as
/// how full of it the heap is tells nothing.
final class Soak {
    private static final int CONNECTIONS = 32;
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final Duration SETTLED = Duration.ofMinutes(2);
    private static final Duration SPAN = Duration.ofMinutes(2);
    private static final double ALLOWED_GROWTH = 1.10;

    private final Target target;
    private final Options options;
    private final PrintStream out;

    /// What was held at one moment, in MiB; null where it cannot be seen.
    private record Sample(
            Duration at, @Nullable Double server, @Nullable Double postgres) {}

    Soak(Target target, Options options, PrintStream out) {
        this.target = target;
        this.options = options;
        this.out = out;
    }

    boolean run() throws IOException, InterruptedException, SQLException {
        var load = new SocketLoad(target);
        List<Request> mix = mix(Benchmark.words(target, options));
        var running = new FutureTask<>(() -> load.run(mix, CONNECTIONS, options.soakTime(), Long.MAX_VALUE));
        Thread thread = Thread.ofPlatform().daemon().name("soak").start(running);
        List<Sample> samples = new ArrayList<>();
        out.println("   s  server MiB  threads  postgres own MiB  shared MiB  connections");
        try (Connection connection = target.database().connect()) {
            OptionalLong postmaster = Processes.postmaster(connection);
            long start = System.nanoTime();
            Duration next = SETTLED;
            while (!thread.join(EVERY)) {
                Duration at = Duration.ofNanos(System.nanoTime() - start);
                if (at.compareTo(next) >= 0) {
                    collectGarbage();
                    next = next.equals(SETTLED) ? lastSpan() : options.soakTime();
                }
                samples.add(sample(at, postmaster, connection));
            }
        }
        return judged(samples, measured(running));
    }

    private Duration lastSpan() {
        return options.soakTime().minus(SPAN);
    }

    private void collectGarbage() throws IOException, InterruptedException {
        Long pid = target.serverPid();
        if (pid == null) {
            return;
        }
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process collecting = new ProcessBuilder(jcmd, pid.toString(), "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (collecting.waitFor() != 0) {
            out.println("the server's garbage can not be collected from here");
        }
    }

    /// As a team at work asks: lists and conversations above all, writing now and then.
    private List<Request> mix(List<String> words) {
        List<Request> mix = new ArrayList<>();
        for (Operation operation : options.operations()) {
            int share = switch (operation) {
                case INBOX, CONVERSATION, MESSAGES -> 4;
                case MINE, MESSAGE -> 2;
                case SEARCH_SUBSTRING, SEARCH_PREFIX, LABEL, REPORT -> 1;
            };
            Request request = operation.request(target, words);
            for (int i = 0; i < share; i++) {
                mix.add(request);
            }
        }
        return mix;
    }

    private Sample sample(Duration at, OptionalLong postmaster, Connection connection) throws SQLException {
        Long pid = target.serverPid();
        Processes.Memory server = pid == null ? null : Processes.memory(pid).orElse(null);
        Processes.Memory postgres = postmaster.isPresent()
                ? Processes.familyMemory(postmaster.getAsLong()).orElse(null)
                : null;
        out.printf(
                "%4d  %10s  %7s  %16s  %10s  %11d%n",
                at.toSeconds(),
                server == null ? "-" : server.resident() / 1024,
                server == null ? "-" : server.threads(),
                postgres == null ? "-" : postgres.own() / 1024,
                postgres == null ? "-" : postgres.shared() / 1024,
                connections(connection));
        // shared buffers fill up to their fixed size however healthy PostgreSQL is; its own memory is what may leak
        return new Sample(
                at,
                server == null ? null : server.resident() / 1024.0,
                postgres == null ? null : postgres.own() / 1024.0);
    }

    private static long connections(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select count(*) from pg_stat_activity where datname = current_database()")) {
            row.next();
            return row.getLong(1);
        }
    }

    private boolean judged(List<Sample> samples, Load.Measured measured) {
        out.printf(
                "%,d requests, %,.0f a second, p50 %.2f ms, p99 %.2f ms, %,d failures%n",
                measured.answered(),
                measured.perSecond(),
                measured.p50Millis(),
                measured.p99Millis(),
                measured.failed());
        List<Sample> first = between(samples, SETTLED, SETTLED.plus(SPAN));
        List<Sample> last = between(samples, lastSpan(), Duration.ofDays(1));
        if (first.isEmpty() || last.isEmpty()) {
            out.println("too short to tell growth");
            return false;
        }
        boolean serverStays = stays("server", median(first, Sample::server), median(last, Sample::server));
        boolean postgresStays = stays("postgres", median(first, Sample::postgres), median(last, Sample::postgres));
        return serverStays && postgresStays && measured.failed() == 0;
    }

    private static List<Sample> between(List<Sample> samples, Duration from, Duration to) {
        return samples.stream()
                .filter(sample ->
                        sample.at().compareTo(from) >= 0 && sample.at().compareTo(to) < 0)
                .toList();
    }

    private static @Nullable Double median(List<Sample> samples, Function<Sample, @Nullable Double> part) {
        List<Double> sorted =
                samples.stream().map(part).filter(Objects::nonNull).sorted().toList();
        return sorted.isEmpty() ? null : sorted.get(sorted.size() / 2);
    }

    private boolean stays(String name, @Nullable Double first, @Nullable Double last) {
        if (first == null || last == null) {
            out.println(name + ": its memory cannot be seen from here");
            return true;
        }
        boolean stays = last <= first * ALLOWED_GROWTH;
        out.printf("%s: %.0f MiB, then %.0f MiB: %s%n", name, first, last, stays ? "steady" : "GROWS");
        return stays;
    }

    private static Load.Measured measured(FutureTask<Load.Measured> running) throws InterruptedException {
        try {
            return running.get();
        } catch (ExecutionException fault) {
            throw new IllegalStateException("the load broke off", fault.getCause());
        }
    }
}
