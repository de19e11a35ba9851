package io.supportly.kernel.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What the server says in mails and on its pages, in one language: `mail/en.properties`, `pages/en.properties` and
/// their like. A locale that has no words of its
/// own speaks its language (`pt_BR` as `pt`), and otherwise English.
public final class Wording {
    static final List<String> LANGUAGES = List.of("en", "de", "es", "fr", "pt");
    private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");
    private static final Map<String, Wording> ALL =
            LANGUAGES.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), Wording::new));

    private final String language;
    private final Properties words = new Properties();

    private Wording(String language) {
        this.language = language;
        for (String place : List.of("mail", "pages")) {
            load("/" + place + "/" + language + ".properties");
        }
    }

    private void load(String resource) {
        try (InputStream in = Wording.class.getResourceAsStream(resource)) {
            words.load(new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static boolean speaks(String language) {
        return ALL.containsKey(language);
    }

    public static Wording in(String locale) {
        String language = locale.split("[_-]", 2)[0];
        return Objects.requireNonNull(ALL.getOrDefault(language, ALL.get("en")));
    }

    public String language() {
        return language;
    }

    /// For times and numbers.
    public Locale locale() {
        return Locale.of(language);
    }

    public boolean has(String key) {
        return words.containsKey(key);
    }

    /// The words of that key, with the values in the places `{0}`, `{1}` and so on. What looks like a place in a value
    /// is left alone.
    public String say(String key, Object... values) {
        String said = words.getProperty(key);
        if (said == null) {
            throw new IllegalArgumentException("There are no words for " + key + " in " + language);
        }
        return PLACE.matcher(said)
                .replaceAll(
                        place -> Matcher.quoteReplacement(String.valueOf(values[Integer.parseInt(place.group(1))])));
    }

    Properties words() {
        return words;
    }
}
