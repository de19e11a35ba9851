package io.supportly;

import io.supportly.accounts.Tokens;
import io.supportly.bench.Benchmark;
import io.supportly.bench.Database;
import io.supportly.bench.MeasuredServer;
import io.supportly.bench.Operation;
import io.supportly.bench.Options;
import io.supportly.bench.Target;
import io.supportly.demo.Demo;
import io.supportly.demo.Scale;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Settings;
import io.supportly.kernel.sql.DatabaseServer;
import io.supportly.reports.Rebuilding;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// `./supportly bench`: starts a server of its own, fills it with as much as is asked for unless it has that already,
/// and measures it.
final class Benching {
    private final Options options;
    private final PrintStream out;

    private Benching(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /// True when nothing failed. The first word is the folder of the sources.
    static boolean run(PrintStream out, String... words) throws IOException, InterruptedException, SQLException {
        if (words.length == 0) {
            throw new IllegalArgumentException("bench is run by the launcher: " + Options.USAGE);
        }
        String[] rest = Arrays.copyOfRange(words, 1, words.length);
        return new Benching(Options.parse(Path.of(words[0]), rest), out).run();
    }

    private boolean run() throws IOException, InterruptedException, SQLException {
        out.println("starting a server on " + options.home());
        try (var server = MeasuredServer.start(options.home())) {
            return Benchmark.run(target(server), options, out);
        }
    }

    private record Filled(long account, long administrator) {}

    /// The context is closed before anything is measured, so that it spends nothing beside the server.
    private Target target(MeasuredServer server) {
        Settings settings = Settings.of(
                Map.of("SUPPORTLY_HOME", options.home().toAbsolutePath().toString()));
        try (var context = Words.beside(settings)) {
            JdbcClient sql = context.getBean(JdbcClient.class);
            Filled filled = find(sql).or(() -> fill(context)).orElseThrow();
            if (options.operations().contains(Operation.REPORT) && !isCounted(sql, filled.account())) {
                count(context, filled.account());
            }
            DatabaseServer database = context.getBean(DatabaseServer.class);
            return new Target(
                    server.address(),
                    context.getBean(Tokens.class).rotateForUser(filled.administrator()),
                    filled.account(),
                    options.scale().conversations(),
                    sql.sql("select title from labels where account_id = :account order by title")
                            .param("account", filled.account())
                            .query(String.class)
                            .list(),
                    server.pid(),
                    new Database(database.jdbcUrl(), database.user(), database.password()));
        }
    }

    /// An account of exactly this size; messages are added by each measurement.
    private Optional<Filled> find(JdbcClient sql) {
        return sql.sql("""
                        select a.id,
                          (select min(user_id) from members m where m.account_id = a.id and m.role = 'administrator')
                            as administrator
                        from accounts a
                        where (select sum(total) from contact_counters k where k.account_id = a.id) = :contacts
                          and (select count(*) from conversations c where c.account_id = a.id) = :conversations
                          and (select count(*) from messages m where m.account_id = a.id) >= :messages
                        order by a.id limit 1
                        """)
                .param("contacts", options.scale().contacts())
                .param("conversations", options.scale().conversations())
                .param("messages", options.scale().messages())
                .query((row, _) -> new Filled(row.getLong("id"), row.getLong("administrator")))
                .optional();
    }

    private static boolean isCounted(JdbcClient sql, long account) {
        return sql.sql("select exists (select from report_rollups where account_id = :account)")
                .param("account", account)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /// What was loaded past the log is in no report yet.
    private void count(ApplicationContext context, long account) {
        out.println("counting the reports ...");
        long begin = System.nanoTime();
        context.getBean(Rebuilding.class).rebuild(new AccountId(account));
        out.printf("counted in %.0f s%n", (System.nanoTime() - begin) / 1e9);
    }

    private Optional<Filled> fill(ApplicationContext context) {
        var wanted = options.scale();
        out.println("filling the server with " + wanted + " ...");
        var scale = new Scale(wanted.contacts(), wanted.conversations(), wanted.messages());
        Demo.Filled filled = context.getBean(Demo.class).fill(scale, _ -> {});
        out.printf("filled in %.0f s%n", filled.seconds());
        return Optional.of(new Filled(filled.accountId(), filled.userId()));
    }
}
