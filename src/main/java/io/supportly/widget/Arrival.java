package io.supportly.widget;

import io.supportly.kernel.problems.Faults;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/// From where a visitor comes: what his browser says, and the page that he is on.
record Arrival(
        Browser browser,
        @Nullable String browserLanguage,
        @Nullable String referer,
        @Nullable String timestamp) {
    private static final int LONGEST = 255;

    /// A page that is no address is left out.
    static Arrival of(HttpServletRequest request, @Nullable String referer, @Nullable String timestamp) {
        boolean isPage =
                referer != null && !new Faults().url("referer", referer).any();
        return new Arrival(
                Browser.of(request.getHeader(HttpHeaders.USER_AGENT)),
                language(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE)),
                isPage ? referer : null,
                timestamp == null || timestamp.length() > LONGEST ? null : timestamp);
    }

    /// The first that it asks for.
    private static @Nullable String language(@Nullable String header) {
        String first = header == null ? "" : header.split("[,;]", 2)[0].strip();
        return first.matches("[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*") ? first : null;
    }

    /// In the form in which conversations and events carry it.
    Map<String, Object> facts() {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("browser", browser);
        if (browserLanguage != null) {
            facts.put("browser_language", browserLanguage);
        }
        if (referer != null) {
            facts.put("referer", referer);
        }
        if (timestamp != null) {
            facts.put("initiated_at", Map.of("timestamp", timestamp));
        }
        return facts;
    }
}
