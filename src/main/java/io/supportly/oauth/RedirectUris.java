package io.supportly.oauth;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Where a browser may be sent back to with a code: over TLS, to the user's own machine, or to an app that is installed
/// there.
final class RedirectUris {
    private static final int LONGEST = 2048;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private RedirectUris() {}

    static boolean isAcceptable(String text) {
        return parse(text).filter(RedirectUris::isAcceptable).isPresent();
    }

    private static boolean isAcceptable(URI uri) {
        String scheme = scheme(uri);
        if (uri.getRawFragment() != null || uri.getRawUserInfo() != null) {
            return false;
        }
        return switch (scheme) {
            case "https" -> uri.getHost() != null;
            case "http" -> isLoopback(uri);
            // A scheme that belongs to a domain's owner, as com.example.app: no other program claims it by accident.
            default -> scheme.contains(".");
        };
    }

    private static Optional<URI> parse(String text) {
        boolean plain = text.chars().allMatch(c -> c > ' ' && c < 127 && c != '*');
        if (!plain || text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(text);
            return uri.getScheme() == null ? Optional.empty() : Optional.of(uri);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /// The same text; only the port of the user's own machine is free, as nobody knows beforehand which one a program
    /// gets there (RFC 8252).
    static boolean isRegistered(Collection<String> registered, String text) {
        return registered.contains(text)
                || parse(text)
                        .filter(RedirectUris::isLoopback)
                        .filter(RedirectUris::isAcceptable)
                        .map(uri -> registered.stream().anyMatch(each -> differsInPort(each, uri)))
                        .orElse(false);
    }

    private static boolean differsInPort(String registered, URI given) {
        return parse(registered)
                .filter(uri -> isLoopback(uri)
                        && Objects.equals(uri.getHost(), given.getHost())
                        && Objects.equals(uri.getRawPath(), given.getRawPath())
                        && Objects.equals(uri.getRawQuery(), given.getRawQuery()))
                .isPresent();
    }

    private static boolean isLoopback(URI uri) {
        return scheme(uri).equals("http") && uri.getHost() != null && LOOPBACK.contains(uri.getHost());
    }

    /// Whether only the app's owner can stand at that address; any program can claim a port or a scheme of a machine.
    static boolean provesApp(String redirectUri) {
        return redirectUri.startsWith("https://");
    }

    /// What a reader recognises of it.
    static String host(String redirectUri) {
        URI uri = URI.create(redirectUri);
        return uri.getHost() == null ? scheme(uri) + ":" : uri.getHost();
    }

    /// For a Content-Security-Policy.
    static String origin(String redirectUri) {
        URI uri = URI.create(redirectUri);
        if (uri.getHost() == null || !Set.of("http", "https").contains(scheme(uri))) {
            return scheme(uri) + ":";
        }
        return scheme(uri) + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    private static String scheme(URI uri) {
        return uri.getScheme().toLowerCase(Locale.ROOT);
    }
}
