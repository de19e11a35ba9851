package io.supportly.kernel.files;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Tokens for links that open without a login until they expire. The payload can be read by anyone who holds the
/// token, but not changed. The same payload and time give the same token, so that a cache can keep what it leads to.
public final class SignedLinks {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int MAC_BYTES = 32;
    private static final int LONGEST_TOKEN = 4096;

    private final SecretKeySpec key;
    private final Clock clock;

    public SignedLinks(byte[] key, Clock clock) {
        if (key.length < MAC_BYTES) {
            throw new IllegalArgumentException("the key needs at least 32 bytes");
        }
        this.key = new SecretKeySpec(key, ALGORITHM);
        this.clock = clock;
    }

    /// A token of letters, digits, `-` and `_`, good before `until` (in whole seconds).
    public String sign(String payload, Instant until) {
        byte[] text = payload.getBytes(StandardCharsets.UTF_8);
        byte[] signed = ByteBuffer.allocate(Long.BYTES + text.length)
                .putLong(until.getEpochSecond())
                .put(text)
                .array();
        byte[] mac = mac(signed);
        byte[] token = Arrays.copyOf(mac, MAC_BYTES + signed.length);
        System.arraycopy(signed, 0, token, MAC_BYTES, signed.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /// The payload, or empty if the token is not ours, was changed, or has expired.
    public Optional<String> open(String token) {
        if (token.length() > LONGEST_TOKEN || !token.matches("[A-Za-z0-9_-]+")) {
            return Optional.empty();
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length < MAC_BYTES + Long.BYTES) {
            return Optional.empty();
        }
        byte[] signed = Arrays.copyOfRange(bytes, MAC_BYTES, bytes.length);
        if (!MessageDigest.isEqual(Arrays.copyOf(bytes, MAC_BYTES), mac(signed))) {
            return Optional.empty();
        }
        long until = ByteBuffer.wrap(signed).getLong();
        return clock.instant().getEpochSecond() < until
                ? Optional.of(new String(signed, Long.BYTES, signed.length - Long.BYTES, StandardCharsets.UTF_8))
                : Optional.empty();
    }

    private byte[] mac(byte[] bytes) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
