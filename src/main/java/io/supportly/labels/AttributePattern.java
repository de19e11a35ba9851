package io.supportly.labels;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/// A pattern that an administrator wrote and that customers' texts must match. RE2 reads it: its time grows with the
/// text and the pattern, and never explodes, so nobody can write one that occupies the server.
final class AttributePattern {
    static final int LONGEST = 255;
    private static final int LARGEST = 2_000;

    /// `/.../i`, as browsers write a pattern.
    private static final java.util.regex.Pattern IN_SLASHES =
            java.util.regex.Pattern.compile("/(?<pattern>.*)/(?<flags>[a-z]*)", java.util.regex.Pattern.DOTALL);

    private final Pattern pattern;

    private AttributePattern(Pattern pattern) {
        this.pattern = pattern;
    }

    static AttributePattern of(String text) {
        Matcher inSlashes = IN_SLASHES.matcher(text);
        if (!inSlashes.matches()) {
            return new AttributePattern(Pattern.compile(text));
        }
        boolean anyCase = inSlashes.group("flags").contains("i");
        return new AttributePattern(
                Pattern.compile(inSlashes.group("pattern"), anyCase ? Pattern.CASE_INSENSITIVE : 0));
    }

    /// Why it can not be used; null when it can.
    static @Nullable String fault(String text) {
        try {
            return of(text).pattern.programSize() > LARGEST ? "repeats too much" : null;
        } catch (PatternSyntaxException e) {
            return "is not a pattern that RE2 understands: " + e.getDescription();
        }
    }

    boolean matches(String text) {
        return pattern.matcher(text).find();
    }
}
