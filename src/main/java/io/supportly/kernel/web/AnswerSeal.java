package io.supportly.kernel.web;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Keeps the answers under an idempotency key from whoever reads the database, as some of them hold tokens. What opens
/// them is the idempotency key itself, and of that we keep a hash only. A request is kept as a digest that can not be
/// tried out either: it may hold a password.
final class AnswerSeal {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final String name;
    private final SecretKeySpec cipherKey;
    private final SecretKeySpec digestKey;

    AnswerSeal(String scope, String idempotencyKey) {
        byte[] secret = (scope + "\n" + idempotencyKey).getBytes(StandardCharsets.UTF_8);
        name = Base64.getEncoder().encodeToString(derived(secret, "name"));
        cipherKey = new SecretKeySpec(derived(secret, "answer"), "AES");
        digestKey = new SecretKeySpec(derived(secret, "request"), "HmacSHA256");
    }

    private static byte[] derived(byte[] secret, String purpose) {
        return mac(new SecretKeySpec(secret, "HmacSHA256"), purpose.getBytes(StandardCharsets.UTF_8));
    }

    /// What stands for the key in the database.
    String name() {
        return name;
    }

    byte[] digest(byte[] request) {
        return mac(digestKey, request);
    }

    boolean matches(byte[] kept, byte[] request) {
        return MessageDigest.isEqual(kept, digest(request));
    }

    byte[] close(byte[] answer) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] closed = crypt(Cipher.ENCRYPT_MODE, nonce, answer, 0);
        byte[] whole = new byte[NONCE_BYTES + closed.length];
        System.arraycopy(nonce, 0, whole, 0, NONCE_BYTES);
        System.arraycopy(closed, 0, whole, NONCE_BYTES, closed.length);
        return whole;
    }

    byte[] open(byte[] kept) {
        return crypt(Cipher.DECRYPT_MODE, Arrays.copyOf(kept, NONCE_BYTES), kept, NONCE_BYTES);
    }

    private byte[] crypt(int mode, byte[] nonce, byte[] bytes, int from) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, cipherKey, new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(bytes, from, bytes.length - from);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] mac(SecretKeySpec key, byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
