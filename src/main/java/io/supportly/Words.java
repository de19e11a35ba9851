package io.supportly;

import io.supportly.accounts.Operating;
import io.supportly.demo.Demo;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Settings;
import io.supportly.kernel.events.EventLog;
import io.supportly.kernel.events.Wakeups;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.sql.DatabaseServer;
import io.supportly.platform.PlatformApps;
import io.supportly.reports.Rebuilding;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/// What operators say beside a running server, or without one: each word answers one JSON object.
final class Words {
    private static final String ACCOUNT = "./supportly account NAME --email E [--name N] [--password P]";
    private static final String USER =
            "./supportly user E --account ID --role agent|administrator [--name N] [--password P]";
    private static final String TOKEN = "./supportly token E";
    private static final String PLATFORM_APP = "./supportly platform-app NAME, or ./supportly platform-app --delete ID";
    private static final String REPORTS = "./supportly reports --rebuild ACCOUNT";

    private Words() {}

    /// The database and the people's side of the application: no web, no jobs, nobody who reads events, and nothing
    /// made that the word does not use. Not marked as a configuration, or the server would find it too.
    @EnableAutoConfiguration
    @ComponentScan({
        "io.supportly.accounts",
        "io.supportly.inboxes",
        "io.supportly.kernel.cache",
        "io.supportly.kernel.files",
        "io.supportly.kernel.json",
        "io.supportly.kernel.sql",
        "io.supportly.reports"
    })
    @Import({Demo.class, EventLog.class, PlatformApps.class, Wakeups.class})
    static class Beside {}

    static void demo(Settings settings, String... words) {
        try (var context = beside(settings)) {
            System.out.println(context.getBean(Demo.class).run(System.err::println, words));
        }
    }

    /// The JSON that `account`, `user` or `token` prints.
    static String answer(Settings settings, String word, String... words) {
        Function<Operating, Operating.Login> said = said(word, List.of(words));
        try (var context = beside(settings)) {
            return context.getBean(JsonMapper.class).writeValueAsString(said.apply(context.getBean(Operating.class)));
        }
    }

    /// Understood before the database is asked for.
    private static Function<Operating, Operating.Login> said(String word, List<String> words) {
        return switch (word) {
            case "account" -> {
                var given = Arguments.of(words, 1, List.of("email", "name", "password"), ACCOUNT);
                var person = person(given.needed("email", ACCOUNT), given);
                yield operating -> operating.account(given.plain().getFirst(), person);
            }
            case "user" -> {
                var given = Arguments.of(words, 1, List.of("account", "role", "name", "password"), USER);
                AccountId account = account("account", given.needed("account", USER));
                String role = given.needed("role", USER);
                var person = person(given.plain().getFirst(), given);
                yield operating -> operating.user(account, person, role);
            }
            default -> {
                var given = Arguments.of(words, 1, List.of(), TOKEN);
                yield operating -> operating.token(given.plain().getFirst());
            }
        };
    }

    private static AccountId account(String option, String number) {
        return new AccountId(number(option, number, "an account"));
    }

    private static long number(String option, String number, String of) {
        if (!number.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("--" + option + " must be the number of " + of);
        }
        return Long.parseLong(number);
    }

    /// Counts an account's reports again from what stands in the database; the JSON says how much that was.
    static String rebuilt(Settings settings, String... words) {
        var given = Arguments.of(List.of(words), 0, List.of("rebuild"), REPORTS);
        AccountId account = account("rebuild", given.needed("rebuild", REPORTS));
        try (var context = beside(settings)) {
            return context.getBean(JsonMapper.class)
                    .writeValueAsString(context.getBean(Rebuilding.class).rebuild(account));
        }
    }

    /// A new platform app with its token, or one less.
    static String platformApp(Settings settings, String... words) {
        boolean deletes = words.length > 0 && words[0].startsWith("--");
        var given =
                Arguments.of(List.of(words), deletes ? 0 : 1, deletes ? List.of("delete") : List.of(), PLATFORM_APP);
        long id = deletes ? number("delete", given.needed("delete", PLATFORM_APP), "a platform app") : 0;
        Function<PlatformApps, Record> said = deletes
                ? apps -> apps.remove(id)
                : apps -> apps.add(given.plain().getFirst());
        try (var context = beside(settings)) {
            return context.getBean(JsonMapper.class)
                    .writeValueAsString(said.apply(context.getBean(PlatformApps.class)));
        }
    }

    private static Operating.Person person(String email, Arguments given) {
        return new Operating.Person(
                email,
                given.option("name").orElse(null),
                given.option("password").orElse(null));
    }

    /// One line.
    static String refusal(Problem problem) {
        return problem.faults().stream()
                .map(fault -> fault.field() == null ? fault.message() : fault.field() + " " + fault.message())
                .collect(Collectors.joining("; "));
    }

    static GenericApplicationContext beside(Settings settings) {
        DatabaseServer database = DatabaseServer.beside(settings);
        return (GenericApplicationContext) new SpringApplicationBuilder(Beside.class)
                .web(WebApplicationType.NONE)
                .registerShutdownHook(true)
                .properties(Map.of(
                        "spring.main.lazy-initialization", "true",
                        "logging.config", "classpath:logback-words.xml"))
                .initializers(Supportly.given(settings, Clock.systemUTC(), database))
                .run("--logging.level.root=WARN");
    }
}
