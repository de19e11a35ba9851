package io.supportly.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// Keeps a mixed load on the server and watches what it holds: what grows under a steady load is leaking.
final class Soak {

    private static final int CONNECTIONS = 32;
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final Duration SETTLED = Duration.ofMinutes(2);
    private static final double ALLOWED_GROWTH = 1.10;

    private final Target target;
    private final Options options;
    private final PrintStream out;
    private final Duration every;
    private final Duration settled;

    /// What was held at one moment, in MiB; null where it cannot be seen.
    private record Sample(
            Duration at, @Nullable Double server, @Nullable Double postgres) {}

    Soak(Target target, Options options, PrintStream out) {
        this(target, options, out, EVERY, SETTLED);
    }

    Soak(Target target, Options options, PrintStream out, Duration every, Duration settled) {
        this.target = target;
        this.options = options;
        this.out = out;
        this.every = every;
        this.settled = settled;
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
            while (!thread.join(every)) {
                samples.add(sample(Duration.ofNanos(System.nanoTime() - start), postmaster, connection));
            }
        }
        return judged(samples, measured(running));
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
        List<Sample> steady = samples.stream()
                .filter(sample -> sample.at().compareTo(settled) >= 0)
                .toList();
        if (steady.isEmpty()) {
            out.println("too short to tell growth");
            return false;
        }
        Sample first = steady.getFirst();
        Sample last = steady.getLast();
        boolean serverStays = stays("server", first.server(), last.server());
        boolean postgresStays = stays("postgres", first.postgres(), last.postgres());
        return serverStays && postgresStays && measured.failed() == 0;
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
