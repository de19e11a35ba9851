package io.supportly;

import io.supportly.kernel.Settings;
import io.supportly.kernel.postgres.PostgresFailure;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.sql.DatabaseServer;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.NestedExceptionUtils;

/// The one process. Beans are named by their whole class names, as modules use the same simple ones.
@SpringBootApplication(proxyBeanMethods = false, nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
public class Supportly {
    public static void main(String[] args) throws Exception {
        if (Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)) {
            describe(args);
            return;
        }
        try {
            Settings settings = Settings.of(System.getenv());
            String word = args.length == 0 ? "serve" : args[0];
            String[] rest = Arrays.copyOfRange(args, Math.min(1, args.length), args.length);
            switch (word) {
                case "demo" -> Words.demo(settings, rest);
                case "bench" -> {
                    if (!Benching.run(System.out, rest)) {
                        System.exit(1);
                    }
                }
                case "account", "user", "token" -> System.out.println(Words.answer(settings, word, rest));
                case "platform-app" -> System.out.println(Words.platformApp(settings, rest));
                case "reports" -> System.out.println(Words.rebuilt(settings, rest));
                default -> serve(settings, args);
            }
        } catch (Settings.Unusable | IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        } catch (Problem e) {
            System.err.println(Words.refusal(e));
            System.exit(1);
        } catch (PostgresFailure e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /// Run by the build, which stops it when the beans are defined and writes them down as code: the context then
    /// starts without looking for them.
    private static void describe(String... args) {
        DatabaseServer none = DatabaseServer.at("jdbc:postgresql:none", "", "");
        application(Settings.of(Map.of()), Clock.systemUTC(), none).run(args);
    }

    /// What keeps it from starting is told by Spring; threads that are left must not keep the process.
    private static void serve(Settings settings, String... args) {
        try {
            start(settings, Clock.systemUTC(), args);
        } catch (PostgresFailure failure) {
            throw failure;
        } catch (RuntimeException failure) {
            System.err.println("Supportly can not start: "
                    + NestedExceptionUtils.getMostSpecificCause(failure).getMessage());
            System.exit(1);
        }
    }

    /// Starts the server; the database starts beside the application, which waits for it where it needs it first.
    static ConfigurableApplicationContext start(Settings settings, Clock clock, String... args) {
        DatabaseServer database = DatabaseServer.of(settings);
        SpringApplication application = application(settings, clock, database);
        try {
            return application.run(args);
        } catch (RuntimeException failure) {
            database.close();
            throw failure;
        }
    }

    static SpringApplication application(Settings settings, Clock clock, DatabaseServer database) {
        return new SpringApplicationBuilder(Supportly.class)
                .properties(Map.of(
                        "server.port", Integer.toString(settings.port()),
                        "supportly.home", settings.home().toString()))
                .initializers(given(settings, clock, database))
                .build();
    }

    /// What is made before the context and with this process's values is no part of what the build writes down.
    static ApplicationContextInitializer<GenericApplicationContext> given(
            Settings settings, Clock clock, DatabaseServer database) {
        return beans -> {
            register(beans, Settings.class, settings);
            register(beans, Clock.class, clock);
            register(beans, DatabaseServer.class, database);
        };
    }

    private static <T> void register(GenericApplicationContext beans, Class<T> type, T bean) {
        beans.registerBean(
                type,
                () -> bean,
                definition ->
                        definition.setAttribute(BeanRegistrationAotProcessor.IGNORE_REGISTRATION_ATTRIBUTE, true));
    }
}
