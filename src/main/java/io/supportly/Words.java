package io.supportly;

import io.supportly.demo.Demo;
import io.supportly.kernel.Settings;
import io.supportly.kernel.sql.DatabaseServer;
import java.time.Clock;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;

/// What operators say beside a running server, or without one: each word answers one JSON object.
final class Words {
    private Words() {}

    /// The database and the people's side of the application: no web, no jobs, nobody who reads events, and nothing
    /// made that the word does not use. Not marked as a configuration, or the server would find it too.
    @EnableAutoConfiguration
    @ComponentScan({
        "io.supportly.accounts",
        "io.supportly.kernel.cache",
        "io.supportly.kernel.files",
        "io.supportly.kernel.json",
        "io.supportly.kernel.sql"
    })
    @Import(Demo.class)
    static class Beside {}

    static void demo(Settings settings, String... words) {
        try (var context = beside(settings)) {
            System.out.println(context.getBean(Demo.class).run(System.err::println, words));
        }
    }

    static GenericApplicationContext beside(Settings settings) {
        DatabaseServer database = DatabaseServer.beside(settings);
        return (GenericApplicationContext) new SpringApplicationBuilder(Beside.class)
                .web(WebApplicationType.NONE)
                .registerShutdownHook(true)
                .properties(Map.of(
                        "spring.main.lazy-initialization", "true",
                        "logging.config", "classpath:logback-words.xml"))
                .initializers(context -> {
                    var beans = (GenericApplicationContext) context;
                    beans.registerBean(Settings.class, () -> settings);
                    beans.registerBean(Clock.class, Clock::systemUTC);
                    beans.registerBean(DatabaseServer.class, () -> database);
                })
                .run("--logging.level.root=WARN");
    }
}
