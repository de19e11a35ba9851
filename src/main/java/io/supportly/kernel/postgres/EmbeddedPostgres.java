package io.supportly.kernel.postgres;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/// A PostgreSQL server of our own, kept under a folder: started, watched and stopped with the application.
///
/// What was committed is there again after a crash of the application, of the server or of both.
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger LOG = System.getLogger(EmbeddedPostgres.class.getName());

    static final String NAME = "supportly";
    /// The role is unknown (answered like a wrong password), or the database is.
    private static final Set<String> NOT_SET_UP = Set.of("28P01", "3D000");
    /// Recovery after a crash reads at most `max_wal_size` of log.
    private static final Duration START_LIMIT = Duration.ofMinutes(10);

    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final Duration KILL_LIMIT = Duration.ofSeconds(10);
    private static final int RESTARTS = 5;
    private static final Duration CALM = Duration.ofMinutes(1);
    private static final Duration GLANCE = Duration.ofMillis(100);

    private final Durability durability;
    private final HomeLock lock;
    private final Cluster cluster;
    private final Binaries binaries;
    private final ServerUser runAs;
    private final ServerLog log;
    private final String password;
    private final int port;
    private final Thread watcher;

    private volatile Postmaster postmaster;
    private volatile boolean wanted = true;

    /// Starts the server that lives under this folder, making it first where there is none.
    public static EmbeddedPostgres start(Path home, Durability durability) {
        try {
            return started(home.toAbsolutePath().normalize(), durability);
        } catch (IOException failure) {
            throw new PostgresFailure("PostgreSQL cannot be kept under " + home, failure);
        }
    }

    private static EmbeddedPostgres started(Path home, Durability durability) throws IOException {
        if (home.toString().matches(".*[\"'`$\\\\\\n].*")) {
            throw new PostgresFailure(
                    "The path %s holds a quote, $ or backslash: choose another SUPPORTLY_HOME".formatted(home));
        }
        var runAs = ServerUser.ownerOf(home.resolve("postgres/data"));
        Folders.create(home, runAs.passable());
        Folders.create(home.resolve("postgres"), runAs.passable());
        // A survivor is known by its folder, so one folder must not have two names.
        var real = home.toRealPath();
        var lock = HomeLock.take(real);
        try {
            return new EmbeddedPostgres(real, durability, runAs, lock);
        } catch (IOException | RuntimeException failure) {
            lock.close();
            throw failure;
        }
    }

    private EmbeddedPostgres(Path home, Durability durability, ServerUser runAs, HomeLock lock) throws IOException {
        this.durability = durability;
        this.lock = lock;
        this.runAs = runAs;
        cluster = new Cluster(home.resolve("postgres"));
        log = new ServerLog(home.resolve("logs"));
        runAs.mustReach(cluster.folder());
        binaries = Binaries.unpackedInto(cluster.folder());
        log.prepare(runAs);
        password = cluster.password();
        cluster.create(binaries, runAs, durability);

        var orphan = survivor().filter(this::fits);
        if (orphan.isPresent()) {
            postmaster = orphan.get();
            port = postmaster.port();
            LOG.log(Level.INFO, "Took over the running PostgreSQL (process {0})", "" + postmaster.pid());
        } else {
            port = cluster.port(LOG);
            cluster.set(settings(port), runAs);
            postmaster = launch();
        }
        setUp();
        watcher = Thread.ofPlatform().daemon().name("postgres-watcher").start(this::watch);
    }

    private String settings(int port) {
        return ServerSettings.here(port, durability, binaries.hasLibrary("pg_stat_statements"))
                .text();
    }

    /// A server on our data whose application was killed.
    private Optional<Postmaster> survivor() throws IOException {
        var survivor = Postmaster.named(cluster.data()).filter(named -> named.runsOn(cluster.data()));
        if (survivor.isEmpty()) {
            cluster.forgetTheDead();
        }
        return survivor;
    }

    /// Whether the survivor can go on as it is; one that cannot is stopped.
    private boolean fits(Postmaster survivor) {
        try {
            if (survivor.runsFrom(binaries) && cluster.isSet(settings(survivor.port())) && answers(survivor.port())) {
                return true;
            }
        } catch (IOException failure) {
            throw new PostgresFailure("Cannot read the settings under " + cluster.data(), failure);
        }
        LOG.log(Level.INFO, "Replacing a PostgreSQL that was left running (process {0})", "" + survivor.pid());
        stop(survivor);
        return false;
    }

    private boolean answers(int at) {
        try (var connection = connect(at, Cluster.SUPERUSER, "postgres")) {
            return connection.isValid(5);
        } catch (SQLException silent) {
            LOG.log(Level.DEBUG, "The running PostgreSQL does not answer", silent);
            return false;
        }
    }

    /// pg_ctl puts the server into a session of its own, so that Ctrl-C in a terminal reaches only us.
    private Postmaster launch() throws IOException {
        log.bound();
        var end = System.nanoTime() + STOP_LIMIT.toNanos();
        while (true) {
            var position = log.size();
            var starting = runAs.begin(
                    binaries.folder(),
                    List.of(
                            binaries.program("pg_ctl"),
                            "start",
                            "-D",
                            cluster.data().toString(),
                            "-l",
                            log.file().toString(),
                            "-w",
                            "-t",
                            Long.toString(START_LIMIT.toSeconds())));
            Waiting.until(() -> ready().isPresent() || !starting.isAlive(), START_LIMIT);
            var ready = ready();
            if (ready.isPresent()) {
                return ready.get();
            }
            var complaint = log.complaintSince(position);
            // Workers of a killed server need a moment to notice and go.
            if (!complaint.contains("shared memory block") || System.nanoTime() > end) {
                throw new PostgresFailure("PostgreSQL does not start (%s): %s".formatted(log.file(), complaint));
            }
            Waiting.pause(GLANCE);
        }
    }

    private Optional<Postmaster> ready() {
        return Postmaster.named(cluster.data()).filter(found -> found.ready() && found.runsOn(cluster.data()));
    }

    /// The application's role owns its database and nothing else, so that a hole in a statement does not open
    /// the machine.
    private void setUp() {
        try {
            connect(port, NAME, NAME).close();
            return;
        } catch (SQLException refused) {
            if (!NOT_SET_UP.contains(refused.getSQLState())) {
                throw new PostgresFailure("PostgreSQL does not let us in", refused);
            }
        }
        try (var postgres = connect(port, Cluster.SUPERUSER, "postgres");
                var template = connect(port, Cluster.SUPERUSER, "template1")) {
            if (!has(postgres, "select 1 from pg_roles where rolname = 'supportly'")) {
                run(postgres, "create role supportly login createdb createrole in role pg_monitor");
            }
            run(postgres, "alter role supportly password '" + password + "'");
            if (binaries.hasLibrary("pg_stat_statements")) {
                run(template, "create extension if not exists pg_stat_statements");
            }
            template.close();
            if (!has(postgres, "select 1 from pg_database where datname = 'supportly'")) {
                run(postgres, "create database supportly owner supportly");
            }
        } catch (SQLException failure) {
            throw new PostgresFailure("PostgreSQL cannot be set up", failure);
        }
    }

    private static boolean has(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private static void run(Connection connection, String command) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    private Connection connect(int at, String user, String database) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "60");
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:%d/%s".formatted(at, database), properties);
    }

    /// Brings the server back on its port when it dies; gives up when it keeps dying.
    private void watch() {
        var restarts = 0;
        var calmSince = System.nanoTime();
        while (!Thread.currentThread().isInterrupted() && restarts <= RESTARTS) {
            try {
                Waiting.pause(GLANCE);
                if (revive()) {
                    restarts++;
                    calmSince = System.nanoTime();
                }
                if (System.nanoTime() - calmSince > CALM.toNanos()) {
                    restarts = 0;
                }
                log.bound();
            } catch (IOException | PostgresFailure failure) {
                restarts++;
                calmSince = System.nanoTime();
                if (!Thread.currentThread().isInterrupted()) {
                    LOG.log(Level.ERROR, "PostgreSQL could not be brought back", failure);
                }
            }
        }
        if (wanted && !Thread.currentThread().isInterrupted()) {
            LOG.log(Level.ERROR, "PostgreSQL died {0} times in a row and stays down", "" + restarts);
        }
    }

    private synchronized boolean revive() throws IOException {
        if (!wanted || postmaster.alive()) {
            return false;
        }
        LOG.log(Level.WARNING, "PostgreSQL (process {0}) died; starting it again", "" + postmaster.pid());
        startServer();
        return true;
    }

    private void startServer() throws IOException {
        postmaster = survivor().isPresent() ? adopted() : launch();
        LOG.log(Level.INFO, "PostgreSQL runs again (process {0})", "" + postmaster.pid());
    }

    private Postmaster adopted() {
        if (!Waiting.until(() -> ready().isPresent(), START_LIMIT)) {
            throw new PostgresFailure("PostgreSQL does not become ready; see " + log.file());
        }
        return ready().orElseThrow();
    }

    public String jdbcUrl() {
        return jdbcUrl(port);
    }

    static String jdbcUrl(int port) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, NAME);
    }

    public String user() {
        return NAME;
    }

    public String password() {
        return password;
    }

    public int port() {
        return port;
    }

    public long pid() {
        return postmaster.pid();
    }

    /// Stops the server as a failing machine would, without its goodbyes; it stays down until `startAgain`.
    public synchronized void stopImmediately() {
        wanted = false;
        signal("immediate");
        awaitEnd(postmaster, STOP_LIMIT);
    }

    /// Starts a server that was stopped, on the same port.
    public synchronized void startAgain() {
        try {
            startServer();
            wanted = true;
        } catch (IOException failure) {
            throw new PostgresFailure("PostgreSQL cannot be started again", failure);
        }
    }

    /// Stops the server and gives the folder free; open transactions are rolled back.
    @Override
    public void close() {
        watcher.interrupt();
        synchronized (this) {
            wanted = false;
            // Not the one we know: the watcher may have been interrupted while it brought up another.
            Postmaster.named(cluster.data())
                    .filter(named -> named.runsOn(cluster.data()))
                    .ifPresent(this::stop);
            try {
                lock.close();
            } catch (IOException failure) {
                throw new PostgresFailure("Cannot give the home folder free", failure);
            }
        }
    }

    private void stop(Postmaster server) {
        if (!server.alive()) {
            return;
        }
        signal("fast");
        if (awaitEnd(server, STOP_LIMIT)) {
            return;
        }
        signal("immediate");
        if (!awaitEnd(server, KILL_LIMIT)) {
            server.process().destroyForcibly();
            awaitEnd(server, KILL_LIMIT);
        }
    }

    private void signal(String mode) {
        runAs.run(
                binaries.folder(),
                List.of(binaries.program("pg_ctl"), "stop", "-D", cluster.data().toString(), "-m", mode, "-W"));
    }

    private static boolean awaitEnd(Postmaster server, Duration limit) {
        return Waiting.until(() -> !server.alive(), limit);
    }
}
