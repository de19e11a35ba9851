package io.supportly.widget;

import io.supportly.contacts.ContactInbox;
import io.supportly.kernel.sql.InstallationKeys;
import io.supportly.kernel.web.Authenticator;
import io.supportly.kernel.web.Identity;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// The sessions of websites' visitors: a JWT (HS256) that names the inbox and the source id there, as existing clients
/// read it. Its head is ours alone: what another head asks for is never looked at. It comes before the authenticators
/// that would look for each visitor's token in the database.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class VisitorTokens implements Authenticator {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int LONGEST = 2048;
    private static final String HEAD = encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));

    private final SecretKeySpec key;
    private final JsonMapper json;

    VisitorTokens(InstallationKeys keys, JsonMapper json) {
        this.key = new SecretKeySpec(keys.get("visitors"), ALGORITHM);
        this.json = json;
    }

    record Session(String sourceId, long inboxId) {}

    String sign(ContactInbox at) {
        String signed = HEAD + "." + encoded(json.writeValueAsBytes(new Session(at.sourceId(), at.inboxId())));
        return signed + "." + encoded(mac(signed));
    }

    /// Empty when it is not ours or was changed.
    Optional<Session> open(String token) {
        int end = token.lastIndexOf('.');
        if (token.length() > LONGEST || end < 0 || !token.startsWith(HEAD + ".") || end <= HEAD.length()) {
            return Optional.empty();
        }
        byte[] mac = encoded(mac(token.substring(0, end))).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(mac, token.substring(end + 1).getBytes(StandardCharsets.UTF_8))) {
            return Optional.empty();
        }
        byte[] claims = Base64.getUrlDecoder().decode(token.substring(HEAD.length() + 1, end));
        return Optional.of(json.readValue(claims, Session.class));
    }

    /// For limits: a visitor reaches no account.
    @Override
    public Optional<Identity> authenticate(String token) {
        return open(token)
                .map(session -> new Identity("visitor:" + session.inboxId() + ":" + session.sourceId(), Map.of()));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private byte[] mac(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
