package io.supportly.oauth;

import io.supportly.kernel.sql.InstallationKeys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// What a consent page sends back: the request that it showed, for the user who saw it. Another website can make a
/// browser send a form, but no form with one of these in it.
@Component
final class SignedRequests {
    private static final String ALGORITHM = "HmacSHA256";
    private static final Duration GOOD_FOR = Duration.ofHours(1);

    private final SecretKeySpec key;
    private final JsonMapper json;
    private final Clock clock;

    SignedRequests(InstallationKeys keys, JsonMapper json, Clock clock) {
        this.key = new SecretKeySpec(keys.get("oauth-consent"), ALGORITHM);
        this.json = json;
        this.clock = clock;
    }

    record Seen(long user, long until, Asked asked) {}

    String sign(long user, Asked asked) {
        long until = clock.instant().plus(GOOD_FOR).getEpochSecond();
        String signed = encoded(json.writeValueAsBytes(new Seen(user, until, asked)));
        return signed + "." + encoded(mac(signed));
    }

    /// Empty when it is not ours, another user's, or too old.
    Optional<Asked> open(long user, @Nullable String text) {
        int end = text == null ? -1 : text.lastIndexOf('.');
        if (text == null || end < 0) {
            return Optional.empty();
        }
        String signed = text.substring(0, end);
        byte[] mac = encoded(mac(signed)).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(mac, text.substring(end + 1).getBytes(StandardCharsets.UTF_8))) {
            return Optional.empty();
        }
        Seen seen = json.readValue(Base64.getUrlDecoder().decode(signed), Seen.class);
        boolean good = seen.user() == user && seen.until() >= clock.instant().getEpochSecond();
        return good ? Optional.of(seen.asked()) : Optional.empty();
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
