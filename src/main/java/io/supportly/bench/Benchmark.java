package io.supportly.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/// `./supportly bench`: measures the operations of a running server, or how it bears a steady load.
public final class Benchmark {

    private static final int FEW = 8;
    private static final int MANY = 32;

    private final Target target;
    private final Options options;
    private final PrintStream out;
    private final Load load;

    private Benchmark(Target target, Options options, PrintStream out) {
        this.target = target;
        this.options = options;
        this.out = out;
        this.load = WrkLoad.find(target).orElseGet(() -> new SocketLoad(target));
    }

    /// True when nothing failed.
    public static boolean run(Target target, Options options, PrintStream out)
            throws IOException, InterruptedException, SQLException {
        try (var _ = Automation.of(target, options.rules(), options.webhooks())) {
            return options.soak()
                    ? new Soak(target, options, out).run()
                    : new Benchmark(target, options, out).measure();
        }
    }

    private boolean measure() throws IOException, InterruptedException, SQLException {
        Optional<Path> program = Pgbench.find();
        Pgbench pgbench = program.isPresent() ? Pgbench.with(program.get(), filledLimit(), options.scale()) : null;
        if (pgbench == null) {
            out.println("pgbench is not installed (Debian: package postgresql-contrib): the limit is not measured");
        }
        out.println("load: " + load.title() + ", " + FEW + " and " + MANY + " connections");

        List<Result> results = new ArrayList<>();
        List<String> words = words(target, options);
        try (Connection connection = target.database().connect()) {
            for (Operation operation : options.operations()) {
                out.println(operation.title() + " ...");
                results.add(measure(operation, words, connection, pgbench));
            }
        }
        out.println();
        out.print(ResultTable.of(results));
        Path json = options.json();
        if (json != null) {
            Files.writeString(
                    json,
                    JsonMapper.builder()
                            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                            .build()
                            .writerWithDefaultPrettyPrinter()
                            .writeValueAsString(results));
        }
        return results.stream().allMatch(result -> result.failures() == 0);
    }

    private LimitDatabase filledLimit() throws IOException, SQLException {
        var limit = LimitDatabase.beside(target.database(), options.limitFolder());
        if (!limit.holds(options.scale())) {
            out.println("filling " + LimitDatabase.NAME + " with " + options.scale() + " ...");
            limit.fill(options.scale());
        }
        return limit;
    }

    /// Only searches need words, and only for words must there be a second database.
    static List<String> words(Target target, Options options) throws IOException, SQLException {
        return options.operations().stream().anyMatch(Operation::searches)
                ? LimitDatabase.beside(target.database(), options.limitFolder()).words()
                : List.of();
    }

    private Result measure(Operation operation, List<String> words, Connection connection, @Nullable Pgbench pgbench)
            throws IOException, InterruptedException, SQLException {
        Request request = operation.request(target, words);
        int status = new SocketLoad(target).status(request);
        if (status < 200 || status > 299) {
            out.println("the server answers " + request.method() + " " + request.path() + " with " + status);
        }
        long failures = warmUp(request);

        var counter = StatementCounter.on(connection);
        OptionalLong postmaster = Processes.postmaster(connection);
        long sqlBefore = counter.count();
        OptionalLong postgresBefore = familyCpu(postmaster);
        OptionalLong serverBefore = serverCpu();
        List<Load.Measured> few = runs(request, FEW);
        OptionalLong serverAfter = serverCpu();
        OptionalLong postgresAfter = familyCpu(postmaster);
        long sqlAfter = counter.count();

        List<Load.Measured> many = runs(request, MANY);
        Double limit = pgbench == null ? null : limit(pgbench, operation);

        failures += few.stream().mapToLong(Load.Measured::failed).sum();
        failures += many.stream().mapToLong(Load.Measured::failed).sum();
        long requests = Math.max(
                1, few.stream().mapToLong(run -> run.answered() + run.failed()).sum());
        long clientNanos = few.stream().mapToLong(run -> run.cpu().toNanos()).sum();
        double sql = (double) (sqlAfter - sqlBefore) / requests;
        boolean statements = counter.unit() == StatementCounter.Unit.STATEMENTS;
        Load.Measured at8 = median(few);
        Load.Measured at32 = median(many);
        return new Result(
                operation.title(),
                at8.perSecond(),
                at32.perSecond(),
                limit,
                limit == null ? null : at8.perSecond() / limit,
                limit == null ? null : at32.perSecond() / limit,
                at8.p50Millis(),
                at8.p99Millis(),
                at32.p50Millis(),
                at32.p99Millis(),
                failures,
                statements ? sql : null,
                statements ? null : sql,
                microsEach(serverBefore, serverAfter, requests),
                microsEach(postgresBefore, postgresAfter, requests),
                clientNanos / 1000.0 / requests);
    }

    private long warmUp(Request request) throws IOException, InterruptedException {
        return options.warmup().isZero()
                ? 0
                : load.run(request, FEW, options.warmup()).failed();
    }

    private List<Load.Measured> runs(Request request, int connections) throws IOException, InterruptedException {
        List<Load.Measured> runs = new ArrayList<>();
        for (int i = 0; i < options.runs(); i++) {
            runs.add(load.run(request, connections, options.run()));
        }
        return runs;
    }

    private double limit(Pgbench pgbench, Operation operation) throws IOException, InterruptedException {
        // plans and pages are warm sooner than a JIT compiler is
        pgbench.run(operation, options.warmup().dividedBy(4));
        List<Double> rates = new ArrayList<>();
        for (int i = 0; i < options.runs(); i++) {
            rates.add(pgbench.run(operation, options.run()));
        }
        rates.sort(Comparator.naturalOrder());
        return rates.get(rates.size() / 2);
    }

    private static Load.Measured median(List<Load.Measured> runs) {
        return runs.stream()
                .sorted(Comparator.comparingDouble(Load.Measured::perSecond))
                .toList()
                .get(runs.size() / 2);
    }

    private OptionalLong serverCpu() {
        Long pid = target.serverPid();
        return pid == null ? OptionalLong.empty() : Processes.cpu(pid);
    }

    private static OptionalLong familyCpu(OptionalLong pid) {
        return pid.isPresent() ? Processes.familyCpu(pid.getAsLong()) : OptionalLong.empty();
    }

    private static @Nullable Double microsEach(OptionalLong before, OptionalLong after, long requests) {
        return before.isPresent() && after.isPresent()
                ? (after.getAsLong() - before.getAsLong()) / 1000.0 / requests
                : null;
    }
}
