package io.supportly.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What to measure and for how long; `home` is where the server under measurement keeps its data, `rules` and
/// `webhooks`
/// how many of them its account has meanwhile.
public record Options(
        Path home,
        Path limitFolder,
        Scale scale,
        Duration warmup,
        Duration run,
        int runs,
        Set<Operation> operations,
        int rules,
        int webhooks,
        @Nullable Path json,
        boolean soak,
        Duration soakTime) {

    public static final String USAGE = """
            bench [--only inbox,label] [--warmup 20] [--seconds 10] [--runs 3] [--json FILE]
                  [--contacts 1000000] [--conversations 200000] [--messages 2000000] [--home FOLDER]
                  [--rules 0] [--webhooks 0]
            bench --soak [--minutes 10]
            """;

    /// Reads the words after `bench`; `sources` is the folder of the checkout.
    public static Options parse(Path sources, String... words) {
        Path home = sources.resolve("target/bench-home");
        var warmup = Duration.ofSeconds(20);
        var run = Duration.ofSeconds(10);
        int runs = 3;
        int contacts = Scale.FULL.contacts();
        int conversations = Scale.FULL.conversations();
        int messages = Scale.FULL.messages();
        Set<Operation> operations = EnumSet.allOf(Operation.class);
        int rules = 0;
        int webhooks = 0;
        Path json = null;
        boolean soak = false;
        var soakTime = Duration.ofMinutes(10);

        Queue<String> rest = new ArrayDeque<>(Arrays.asList(words));
        while (!rest.isEmpty()) {
            String option = rest.remove();
            switch (option) {
                case "--warmup" -> warmup = Duration.ofSeconds(number(option, rest.poll(), 0));
                case "--seconds" -> run = Duration.ofSeconds(number(option, rest.poll(), 1));
                case "--runs" -> runs = number(option, rest.poll(), 1);
                case "--contacts" -> contacts = number(option, rest.poll(), 1);
                case "--conversations" -> conversations = number(option, rest.poll(), 1);
                case "--messages" -> messages = number(option, rest.poll(), 1);
                case "--only" -> operations = operations(text(option, rest.poll()));
                case "--rules" -> rules = number(option, rest.poll(), 0);
                case "--webhooks" -> webhooks = number(option, rest.poll(), 0);
                case "--json" -> json = Path.of(text(option, rest.poll()));
                case "--home" -> home = Path.of(text(option, rest.poll()));
                case "--soak" -> soak = true;
                // two spans of two minutes are compared, after the first two
                case "--minutes" -> soakTime = Duration.ofMinutes(number(option, rest.poll(), 6));
                default -> throw new IllegalArgumentException("unknown option " + option + "\n" + USAGE);
            }
        }
        var scale = new Scale(contacts, conversations, messages);
        Path limit = sources.resolve("bench/limit");
        return new Options(home, limit, scale, warmup, run, runs, operations, rules, webhooks, json, soak, soakTime);
    }

    private static int number(String option, @Nullable String value, int least) {
        String text = text(option, value);
        if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < least) {
            throw new IllegalArgumentException(option + " needs a whole number from " + least + ", not " + text);
        }
        return Integer.parseInt(text);
    }

    private static String text(String option, @Nullable String value) {
        if (value == null) {
            throw new IllegalArgumentException(option + " needs a value\n" + USAGE);
        }
        return value;
    }

    private static Set<Operation> operations(String names) {
        Set<Operation> chosen = EnumSet.noneOf(Operation.class);
        for (String name : names.split(",", -1)) {
            chosen.add(Operation.named(name.strip()));
        }
        return chosen;
    }
}
