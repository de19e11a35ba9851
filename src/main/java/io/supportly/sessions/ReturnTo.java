package io.supportly.sessions;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where somebody wanted to go before he had to sign in.
final class ReturnTo {
    static final String HOME = "/";

    /// A path of this server. Browsers read `//` and `/\` as the beginning of another host, and drop line breaks.
    private static final Pattern OURS = Pattern.compile("/(?![/\\\\])[\\x21-\\x7e&&[^\\\\]]{0,2000}");

    private ReturnTo() {}

    static String safe(@Nullable String wish) {
        return wish != null && OURS.matcher(wish).matches() ? wish : HOME;
    }
}
