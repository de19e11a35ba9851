package io.supportly.kernel.problems;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Collects everything that is wrong with a draft, so that all of it is told at once. A check on an absent value
/// passes, except [#present].
public final class Faults {
    private static final Pattern EMAIL =
            Pattern.compile("[^\\s@<>\"(),;:\\\\]+@[^\\s@<>\"(),;:\\\\.]+(\\.[^\\s@<>\"(),;:\\\\.]+)*");
    private static final int LONGEST_URL = 2048;

    private final List<Fault> found = new ArrayList<>();

    public Faults present(String field, @Nullable Object value) {
        boolean missing = value == null || (value instanceof String text && text.isBlank());
        return missing ? add(field, "can't be blank", "blank") : this;
    }

    public Faults atMost(String field, @Nullable String value, int characters) {
        boolean tooLong = value != null && value.codePointCount(0, value.length()) > characters;
        return tooLong ? add(field, "is too long (maximum is " + characters + " characters)", "too_long") : this;
    }

    public Faults atLeast(String field, @Nullable String value, int characters) {
        boolean tooShort = value != null && value.codePointCount(0, value.length()) < characters;
        return tooShort ? add(field, "is too short (minimum is " + characters + " characters)", "too_short") : this;
    }

    public Faults matches(String field, @Nullable String value, Pattern pattern) {
        return value != null && !pattern.matcher(value).matches() ? add(field, "is invalid", "invalid") : this;
    }

    public Faults oneOf(String field, @Nullable String value, Collection<String> words) {
        return value != null && !words.contains(value)
                ? add(field, "is not included in the list: " + String.join(", ", words), "inclusion")
                : this;
    }

    public Faults between(String field, @Nullable Number value, long lowest, long highest) {
        boolean outside = value != null && (value.longValue() < lowest || value.longValue() > highest);
        return outside ? add(field, "must be between " + lowest + " and " + highest, "inclusion") : this;
    }

    public Faults email(String field, @Nullable String value) {
        atMost(field, value, 255);
        return matches(field, value, EMAIL);
    }

    /// An absolute http or https address.
    public Faults url(String field, @Nullable String value) {
        atMost(field, value, LONGEST_URL);
        return value != null && !isHttpUrl(value) ? add(field, "is not a valid URL", "invalid") : this;
    }

    /// `ok` decides; for what has no check of its own.
    public Faults check(String field, boolean ok, String message, String code) {
        return ok ? this : add(field, message, code);
    }

    public Faults add(String field, String message, String code) {
        found.add(new Fault(field, message, code));
        return this;
    }

    public boolean any() {
        return !found.isEmpty();
    }

    public void orThrow() {
        orThrow(Kind.INVALID);
    }

    public void orThrow(Kind kind) {
        if (any()) {
            throw Problem.of(kind, found);
        }
    }

    private static boolean isHttpUrl(String value) {
        try {
            URI uri = new URI(value);
            String scheme = uri.getScheme();
            return scheme != null
                    && List.of("http", "https").contains(scheme.toLowerCase(Locale.ROOT))
                    && uri.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
