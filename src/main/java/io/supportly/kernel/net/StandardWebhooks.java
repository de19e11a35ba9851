package io.supportly.kernel.net;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signatures after the Standard Webhooks specification. With several secrets there are several signatures, so
/// that a receiver can change its secret without losing a call.
public final class StandardWebhooks {
    private static final String PREFIX = "whsec_";
    private static final String VERSION = "v1,";
    private static final int SECRET_BYTES = 32;
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final SecureRandom RANDOM = new SecureRandom();

    private StandardWebhooks() {}

    /// A new secret: `whsec_` and 32 random bytes in base64.
    public static String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    /// The value of `webhook-signature`; `timestamp` goes into `webhook-timestamp` as Unix seconds.
    public static String sign(String id, Instant timestamp, byte[] body, String... secrets) {
        return Arrays.stream(secrets)
                .map(secret -> VERSION + signature(id, Long.toString(timestamp.getEpochSecond()), body, secret))
                .collect(Collectors.joining(" "));
    }

    /// True if any signature in the header fits any of the secrets and the timestamp is within five minutes of now.
    public static boolean verify(
            String id, String timestamp, byte[] body, String header, Instant now, String... secrets) {
        if (!timestamp.matches("[0-9]{1,12}")) {
            return false;
        }
        Instant sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
        if (Duration.between(sent, now).abs().compareTo(TOLERANCE) > 0) {
            return false;
        }
        boolean verified = false;
        for (String secret : secrets) {
            byte[] expected = (VERSION + signature(id, timestamp, body, secret)).getBytes(StandardCharsets.US_ASCII);
            for (String candidate : header.split(" ")) {
                verified |= MessageDigest.isEqual(expected, candidate.getBytes(StandardCharsets.UTF_8));
            }
        }
        return verified;
    }

    private static String signature(String id, String timestamp, byte[] body, String secret) {
        byte[] key = Base64.getDecoder().decode(secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
