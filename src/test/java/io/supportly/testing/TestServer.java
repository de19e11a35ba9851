package io.supportly.testing;

import com.zaxxer.hikari.HikariDataSource;
import io.supportly.kernel.Settings;
import io.supportly.kernel.postgres.Durability;
import io.supportly.kernel.postgres.EmbeddedPostgres;
import io.supportly.kernel.sql.DatabaseServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// The real server on a real PostgreSQL: one of each for the whole suite, started at the first use. A test that needs
/// another configuration starts a server of its own on a copy of the migrated template.
public final class TestServer implements AutoCloseable {
    private static final String TEMPLATE = "supportly";

    private final ConfigurableApplicationContext context;
    private final MovableClock clock;
    private final Place place;
    private final HikariDataSource owners;

    /// A database, the role that the application has there, and its owner.
    private record Place(String jdbcUrl, String role, String owner, String password) {}

    private TestServer(ConfigurableApplicationContext context, MovableClock clock, Place place) {
        this.context = context;
        this.clock = clock;
        this.place = place;
        owners = owners(place);
    }

    /// Kept open between statements: to sign in takes longer than most of them.
    private static HikariDataSource owners(Place place) {
        var owners = new HikariDataSource();
        owners.setJdbcUrl(place.jdbcUrl());
        owners.setUsername(place.owner());
        owners.setPassword(place.password());
        owners.setInitializationFailTimeout(-1);
        owners.setMinimumIdle(0);
        owners.setMaximumPoolSize(4);
        return owners;
    }

    private static final class Shared {
        static final Path HOME = freshHome();
        static final EmbeddedPostgres POSTGRES = postgres();
        static final TestServer SERVER = start(Map.of());
    }

    public static TestServer shared() {
        return Shared.SERVER;
    }

    /// A server of its own, with more in its environment.
    public static TestServer with(Map<String, String> environment) {
        return start(environment);
    }

    /// A server of its own, whose base URL is where it listens: for programs that follow what it says of itself.
    public static TestServer atItsOwnAddress() {
        String port = Integer.toString(freePort());
        return start(Map.of("PORT", port, "SUPPORTLY_BASE_URL", "http://127.0.0.1:" + port));
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Another node on the same database, at the same time of day.
    public TestServer another() {
        return start(place, clock, Map.of(), false);
    }

    /// A server of its own on a PostgreSQL of its own, as owner of a database that it migrates by itself.
    public static TestServer on(EmbeddedPostgres postgres, Map<String, String> environment) {
        var place = new Place(postgres.jdbcUrl(), postgres.user(), postgres.user(), postgres.password());
        return start(place, new MovableClock(), environment, true);
    }

    /// Nodes that start at once on a database with nothing in it.
    public static List<TestServer> together(int nodes) {
        String database = created("test_" + UUID.randomUUID().toString().replace("-", ""), "template0");
        String owner = Shared.POSTGRES.user();
        var place = new Place(urlOf(database), owner, owner, Shared.POSTGRES.password());
        var clock = new MovableClock();
        try (var threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            return IntStream.range(0, nodes)
                    .mapToObj(_ -> threads.submit(() -> start(place, clock, Map.of(), true)))
                    .toList()
                    .stream()
                    .map(TestServer::started)
                    .toList();
        }
    }

    private static TestServer started(Future<TestServer> server) {
        try {
            return server.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static EmbeddedPostgres postgres() {
        EmbeddedPostgres server = EmbeddedPostgres.start(Shared.HOME, Durability.DISPOSABLE);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        Flyway.configure()
                .dataSource(server.jdbcUrl(), server.user(), server.password())
                .load()
                .migrate();
        AccountWall.build(server.jdbcUrl(), server.user(), server.password());
        return server;
    }

    private static Path freshHome() {
        try {
            Path home = Path.of(System.getProperty("java.io.tmpdir"), "supportly-test-" + UUID.randomUUID());
            Files.createDirectories(home);
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TestServer start(Map<String, String> more) {
        Shared.POSTGRES.pid(); // the template is built with it
        String database = created("test_" + UUID.randomUUID().toString().replace("-", ""), TEMPLATE);
        var place = new Place(urlOf(database), AccountWall.ROLE, Shared.POSTGRES.user(), Shared.POSTGRES.password());
        return start(place, new MovableClock(), more, false);
    }

    private static String created(String database, String template) {
        JdbcClient.create(new DriverManagerDataSource(
                        urlOf("postgres"), Shared.POSTGRES.user(), Shared.POSTGRES.password()))
                .sql("create database " + database + " template " + template)
                .update();
        return database;
    }

    private static TestServer start(Place place, MovableClock clock, Map<String, String> more, boolean migrates) {
        var environment = new HashMap<String, String>();
        environment.put("PORT", "0");
        environment.put(
                "SUPPORTLY_HOME",
                Shared.HOME.resolve(UUID.randomUUID().toString()).toString());
        environment.put("SUPPORTLY_RATE_LIMIT", "1000000");
        environment.put("SUPPORTLY_ALLOW_PRIVATE_NETWORKS", "true");
        environment.put("SUPPORTLY_ADMIN_EMAIL", "root@supportly.test");
        environment.put("SUPPORTLY_ADMIN_PASSWORD", "Root-pass-1");
        environment.put("SUPPORTLY_ADMIN_TOKEN", "root-token");
        environment.putAll(more);
        Settings settings = Settings.of(environment);
        DatabaseServer server = DatabaseServer.at(place.jdbcUrl(), place.role(), place.password());
        ConfigurableApplicationContext context = new SpringApplicationBuilder(io.supportly.Supportly.class)
                .properties(Map.of(
                        "server.port",
                        Integer.toString(settings.port()),
                        "supportly.home",
                        settings.home().toString(),
                        "spring.flyway.enabled",
                        Boolean.toString(migrates),
                        "spring.main.allow-bean-definition-overriding",
                        "false"))
                .initializers(initial -> {
                    var beans = (GenericApplicationContext) initial;
                    beans.registerBean(Settings.class, () -> settings);
                    beans.registerBean(Clock.class, () -> clock);
                    beans.registerBean(DatabaseServer.class, () -> server);
                })
                .run();
        return new TestServer(context, clock, place);
    }

    private static String urlOf(String database) {
        return Shared.POSTGRES.jdbcUrl().replaceFirst("/[^/]*$", "/" + database);
    }

    /// The database as its owner sees it, above the account wall; to look, and to set up what no endpoint can.
    public JdbcClient sql() {
        return JdbcClient.create(owners);
    }

    public DataSource ownersData() {
        return owners;
    }

    /// Another database of the same PostgreSQL server.
    public DataSource neighboursData() {
        return new DriverManagerDataSource(urlOf("postgres"), place.owner(), place.password());
    }

    /// For another process, or one that acts like one.
    public String databaseUrl() {
        return place.jdbcUrl()
                .replaceFirst("^jdbc:postgresql://", "postgres://" + place.owner() + ":" + place.password() + "@");
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public MovableClock clock() {
        return clock;
    }

    public String address() {
        int port = ((ServletWebServerApplicationContext) context).getWebServer().getPort();
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        context.close();
        // Not closed: what the server left behind is looked at afterwards.
        if (owners.isRunning()) {
            owners.getHikariPoolMXBean().softEvictConnections();
        }
    }
}
