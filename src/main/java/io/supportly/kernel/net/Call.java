package io.supportly.kernel.net;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// One call to the outside, with its limits: `deadline` spans all of it, redirects included; `redirects` is how
/// many are followed (at most five); of the answer's body the first `keep` bytes are kept.
public record Call(
        String method, URI uri, Map<String, String> headers, byte[] body, Duration deadline, int redirects, int keep) {
    public static final Duration DEADLINE = Duration.ofSeconds(15);
    public static final int MOST_REDIRECTS = 5;
    public static final int KEEP = 64 * 1024;

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern FIELD_VALUE = Pattern.compile("[\\t\\x20-\\x7e\\xa0-\\xff]*");
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
    private static final Set<String> HEADERS_OF_THE_CLIENT = Set.of(
            "host",
            "content-length",
            "transfer-encoding",
            "connection",
            "upgrade",
            "te",
            "trailer",
            "expect",
            "keep-alive",
            "proxy-connection",
            "proxy-authorization");
    /// What a redirect to another host may still see; credentials are not among them.
    private static final Set<String> HEADERS_FOR_ANYONE =
            Set.of("accept", "accept-language", "content-type", "user-agent");

    public Call {
        headers = Map.copyOf(headers);
        if (redirects < 0 || redirects > MOST_REDIRECTS) {
            throw new IllegalArgumentException("redirects: " + redirects);
        }
        if (keep < 0 || deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("keep %d, deadline %s".formatted(keep, deadline));
        }
    }

    public static Call get(URI uri) {
        return of("GET", uri);
    }

    public static Call post(URI uri, byte[] body) {
        return of("POST", uri).body(body);
    }

    public static Call of(String method, URI uri) {
        return new Call(method, uri, Map.of(), new byte[0], DEADLINE, 0, KEEP);
    }

    public Call headers(Map<String, String> more) {
        var all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new Call(method, uri, all, body, deadline, redirects, keep);
    }

    public Call header(String name, String value) {
        return headers(Map.of(name, value));
    }

    public Call body(byte[] bytes) {
        return new Call(method, uri, headers, bytes, deadline, redirects, keep);
    }

    public Call within(Duration time) {
        return new Call(method, uri, headers, body, time, redirects, keep);
    }

    public Call following(int atMost) {
        return new Call(method, uri, headers, body, deadline, atMost, keep);
    }

    public Call keeping(int bytes) {
        return new Call(method, uri, headers, body, deadline, redirects, bytes);
    }

    /// Why this call may not be made, as far as can be told before its host's addresses are known.
    public Optional<String> refusal() {
        if (!METHODS.contains(method)) {
            return Optional.of("the method %s is not allowed".formatted(method));
        }
        if (!"http".equalsIgnoreCase(uri.getScheme()) && !"https".equalsIgnoreCase(uri.getScheme())) {
            return Optional.of("only http and https addresses can be called");
        }
        if (uri.getHost() == null || uri.getHost().isEmpty()) {
            return Optional.of("the address has no valid host");
        }
        if (uri.getRawUserInfo() != null) {
            return Optional.of("the address may not carry a user name or password");
        }
        if (!portAllowed(uri.getPort())) {
            return Optional.of("port %d can't be called".formatted(uri.getPort()));
        }
        return headers.entrySet().stream()
                .filter(header -> !headerAllowed(header.getKey(), header.getValue()))
                .map(header -> "the header %s can't be sent".formatted(printable(header.getKey())))
                .findFirst();
    }

    /// The call that a redirect asks for. Only 307 and 308 repeat the body.
    Call redirected(int status, URI to) {
        boolean repeated = status == 307 || status == 308;
        var next = new LinkedHashMap<String, String>();
        headers.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if ((sameOrigin(to) || HEADERS_FOR_ANYONE.contains(lower)) && (repeated || !lower.startsWith("content-"))) {
                next.put(name, value);
            }
        });
        String nextMethod = repeated || method.equals("HEAD") ? method : "GET";
        return new Call(nextMethod, to, next, repeated ? body : new byte[0], deadline, redirects, keep);
    }

    boolean hasBody() {
        return body.length > 0 || method.startsWith("P");
    }

    boolean secure() {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    private boolean sameOrigin(URI other) {
        return uri.getScheme().equalsIgnoreCase(other.getScheme())
                && uri.getHost().equalsIgnoreCase(other.getHost())
                && uri.getPort() == other.getPort();
    }

    /// Below 1024 live mail, directories and shells, which can be made to read HTTP as their own commands.
    private static boolean portAllowed(int port) {
        return port == -1 || port == 80 || port == 443 || (port >= 1024 && port <= 65535);
    }

    private static boolean headerAllowed(String name, String value) {
        return TOKEN.matcher(name).matches()
                && FIELD_VALUE.matcher(value).matches()
                && !HEADERS_OF_THE_CLIENT.contains(name.toLowerCase(Locale.ROOT));
    }

    private static String printable(String name) {
        return name.replaceAll("[^!-~]", "?");
    }
}
