package io.supportly.accounts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The passwords that are guessed first: a well-known word, its letters perhaps written as the signs that look like
/// them, with a few digits and signs around it, as `P@ssw0rd1!` and `Summer2026!` are.
final class CommonPasswords {
    private static final Pattern AROUND = Pattern.compile("^[^\\p{L}]+|[^\\p{L}]+$");
    private static final int MOST_AROUND = 8;
    private static final String SIGNS = "@4301!$57";
    private static final String LETTERS = "aaeoiisst";
    private static final Set<String> WORDS = words();

    private CommonPasswords() {}

    static boolean has(String password) {
        String core = core(password);
        return password.length() - core.length() <= MOST_AROUND && WORDS.contains(spelled(core));
    }

    private static String core(String password) {
        return AROUND.matcher(password).replaceAll("").toLowerCase(Locale.ROOT);
    }

    private static String spelled(String core) {
        return core.codePoints()
                .map(c -> SIGNS.indexOf(c) < 0 ? c : LETTERS.charAt(SIGNS.indexOf(c)))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static Set<String> words() {
        try (InputStream in = CommonPasswords.class.getResourceAsStream("/accounts/common-passwords.txt");
                var lines =
                        new BufferedReader(new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(line -> Pattern.compile("\\s+").splitAsStream(line))
                    .filter(word -> !word.isBlank())
                    .map(word -> spelled(core(word)))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
