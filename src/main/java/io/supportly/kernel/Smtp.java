package io.supportly.kernel;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The server that mails go out by.
///
/// @param secure TLS from the first byte; otherwise TLS is taken when the server offers it
/// @param from what stands in `From`
public record Smtp(
        String host,
        int port,
        boolean secure,
        @Nullable String user,
        @Nullable String password,
        String from) {
    private static final List<String> SCHEMES = List.of("smtp", "smtps");
    private static final int SECURE_PORT = 465;
    private static final int PLAIN_PORT = 587;

    /// Reads `smtp://user:password@host:port` or `smtps://...`; empty when it is neither, or `from` no address.
    static Optional<Smtp> of(String url, @Nullable String from) {
        try {
            URI uri = new URI(url);
            String scheme = uri.getScheme();
            if (scheme == null || !SCHEMES.contains(scheme) || uri.getHost() == null) {
                return Optional.empty();
            }
            boolean secure = scheme.equals("smtps");
            String login = uri.getRawUserInfo();
            int colon = login == null ? -1 : login.indexOf(':');
            String user = login == null ? null : decode(colon < 0 ? login : login.substring(0, colon));
            String password = login == null || colon < 0 ? null : decode(login.substring(colon + 1));
            int port = uri.getPort() > 0 ? uri.getPort() : secure ? SECURE_PORT : PLAIN_PORT;
            return Optional.of(new Smtp(uri.getHost(), port, secure, user, password, sender(from, user, uri)));
        } catch (URISyntaxException | AddressException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String sender(@Nullable String from, @Nullable String user, URI uri) throws AddressException {
        String sender = from != null ? from : user != null && user.contains("@") ? user : "supportly@" + uri.getHost();
        return new InternetAddress(sender, true).toString();
    }

    /// The part of the sender's address behind the `@`.
    String domain() {
        return from.substring(from.lastIndexOf('@') + 1).replaceAll("[>\\s].*", "");
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /// Without the password: settings end up in messages.
    @Override
    public String toString() {
        return "Smtp[" + host + ":" + port + "]";
    }
}
