package io.supportly.testing;

import io.supportly.kernel.Settings;
import io.supportly.kernel.postgres.Durability;
import io.supportly.kernel.postgres.EmbeddedPostgres;
import io.supportly.kernel.sql.DatabaseServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
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
    private final String jdbcUrl;

    private TestServer(ConfigurableApplicationContext context, MovableClock clock, String jdbcUrl) {
        this.context = context;
        this.clock = clock;
        this.jdbcUrl = jdbcUrl;
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
        String database = "test_" + UUID.randomUUID().toString().replace("-", "");
        admin(TEMPLATE.equals("postgres") ? TEMPLATE : "postgres")
                .sql("create database " + database + " template " + TEMPLATE)
                .update();
        String jdbcUrl = urlOf(database);
        var environment = new HashMap<String, String>();
        environment.put("PORT", "0");
        environment.put("SUPPORTLY_HOME", Shared.HOME.resolve(database).toString());
        environment.put("SUPPORTLY_RATE_LIMIT", "1000000");
        environment.put("SUPPORTLY_ALLOW_PRIVATE_NETWORKS", "true");
        environment.put("SUPPORTLY_ADMIN_EMAIL", "root@supportly.test");
        environment.put("SUPPORTLY_ADMIN_PASSWORD", "Root-pass-1");
        environment.put("SUPPORTLY_ADMIN_TOKEN", "root-token");
        environment.putAll(more);
        Settings settings = Settings.of(environment);
        var clock = new MovableClock();
        DatabaseServer server = DatabaseServer.at(jdbcUrl, AccountWall.ROLE, Shared.POSTGRES.password());
        ConfigurableApplicationContext context = new SpringApplicationBuilder(io.supportly.Supportly.class)
                .properties(Map.of(
                        "server.port", "0",
                        "supportly.home", settings.home().toString(),
                        "spring.flyway.enabled", "false",
                        "spring.main.allow-bean-definition-overriding", "false"))
                .initializers(initial -> {
                    var beans = (GenericApplicationContext) initial;
                    beans.registerBean(Settings.class, () -> settings);
                    beans.registerBean(Clock.class, () -> clock);
                    beans.registerBean(DatabaseServer.class, () -> server);
                })
                .run();
        return new TestServer(context, clock, jdbcUrl);
    }

    private static String urlOf(String database) {
        return Shared.POSTGRES.jdbcUrl().replaceFirst("/[^/]*$", "/" + database);
    }

    private static JdbcClient admin(String database) {
        return JdbcClient.create(
                new DriverManagerDataSource(urlOf(database), Shared.POSTGRES.user(), Shared.POSTGRES.password()));
    }

    /// The database as its owner sees it, above the account wall; to look, and to set up what no endpoint can.
    public JdbcClient sql() {
        return JdbcClient.create(
                new DriverManagerDataSource(jdbcUrl, Shared.POSTGRES.user(), Shared.POSTGRES.password()));
    }

    /// For another process, or one that acts like one.
    public String databaseUrl() {
        return jdbcUrl.replaceFirst(
                "^jdbc:postgresql://", "postgres://" + Shared.POSTGRES.user() + ":" + Shared.POSTGRES.password() + "@");
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
    }
}
