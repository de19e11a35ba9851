package io.supportly;

import io.supportly.kernel.Settings;
import io.supportly.kernel.postgres.PostgresFailure;
import io.supportly.kernel.sql.DatabaseServer;
import java.time.Clock;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/// The one process.
@SpringBootApplication(proxyBeanMethods = false)
public class Supportly {
    public static void main(String[] args) {
        try {
            start(Settings.of(System.getenv()), Clock.systemUTC(), args);
        } catch (Settings.Unusable e) {
            System.err.println(e.getMessage());
            System.exit(2);
        } catch (PostgresFailure e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /// Starts the server; the database starts beside the application, which waits for it where it needs it first.
    static ConfigurableApplicationContext start(Settings settings, Clock clock, String... args) {
        DatabaseServer database = DatabaseServer.of(settings);
        SpringApplication application = new SpringApplicationBuilder(Supportly.class)
                .properties(Map.of(
                        "server.port", Integer.toString(settings.port()),
                        "supportly.home", settings.home().toString()))
                .initializers(context -> {
                    var beans = (GenericApplicationContext) context;
                    beans.registerBean(Settings.class, () -> settings);
                    beans.registerBean(Clock.class, () -> clock);
                    beans.registerBean(DatabaseServer.class, () -> database);
                })
                .build();
        return application.run(args);
    }
}
