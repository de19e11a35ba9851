package io.supportly.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Runs the bare statements of an operation through PostgreSQL's own benchmark.
final class Pgbench {

    static final int CLIENTS = 8;

    private static final Pattern RATE = Pattern.compile("(?m)^tps = ([\\d.]+)");

    private final Path program;
    private final LimitDatabase limit;
    private final Scale scale;

    private Pgbench(Path program, LimitDatabase limit, Scale scale) {
        this.program = program;
        this.limit = limit;
        this.scale = scale;
    }

    static Optional<Path> find() throws IOException {
        return Programs.findOfPostgres("pgbench");
    }

    static Pgbench with(Path program, LimitDatabase limit, Scale scale) {
        return new Pgbench(program, limit, scale);
    }

    /// Transactions a second.
    double run(Operation operation, Duration time) throws IOException, InterruptedException {
        Database database = limit.database();
        var command = new ProcessBuilder(
                program.toString(),
                "--protocol=prepared",
                "--no-vacuum",
                "--client=" + CLIENTS,
                "--jobs=2",
                "--time=" + Math.max(1, time.toSeconds()),
                "--define=conversations=" + scale.conversations(),
                "--file=" + limit.script(operation),
                "--host=" + database.host(),
                "--port=" + database.port(),
                "--username=" + database.user(),
                database.name());
        command.environment().put("PGPASSWORD", database.password());
        String printed = Programs.output(command);
        Matcher rate = RATE.matcher(printed);
        if (!rate.find()) {
            throw new IOException("pgbench told no rate: " + printed);
        }
        return Double.parseDouble(rate.group(1));
    }
}
