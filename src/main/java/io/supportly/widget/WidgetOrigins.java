package io.supportly.widget;

import io.supportly.inboxes.Inbox;
import io.supportly.inboxes.Website;
import io.supportly.kernel.Settings;
import io.supportly.kernel.web.Origins;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/// The widget is embedded by other websites: by those of `allowed_domains` where an inbox names them, else by any. What
/// protects a visitor is a header that no other website can send for him, so any origin may ask.
@Component
final class WidgetOrigins implements Origins {
    private static final String BELOW = "/api/v1/widget/";
    private static final List<String> ANY = List.of("*");

    private final Visitors visitors;
    private final Settings settings;

    WidgetOrigins(Visitors visitors, Settings settings) {
        this.visitors = visitors;
        this.settings = settings;
    }

    @Override
    public Optional<List<String>> of(HttpServletRequest request) {
        boolean isAsked = request.getRequestURI().startsWith(BELOW) && request.getHeader(HttpHeaders.ORIGIN) != null;
        return isAsked ? Optional.of(visitors.website(request).map(this::of).orElse(ANY)) : Optional.empty();
    }

    private List<String> of(Inbox website) {
        List<String> domains = Website.of(website).allowedDomains();
        if (domains.isEmpty()) {
            return ANY;
        }
        var origins = new ArrayList<>(settings.corsOrigins());
        origins.add(settings.baseUrl());
        domains.stream().flatMap(WidgetOrigins::patterns).forEach(origins::add);
        return origins;
    }

    /// `example.com`, `*.example.com` or an origin as a whole.
    private static Stream<String> patterns(String domain) {
        String bare = domain.replaceFirst("/+$", "");
        return bare.contains("://")
                ? Stream.of(bare)
                : Stream.of("https://" + bare + ":[*]", "http://" + bare + ":[*]");
    }
}
