package io.supportly.webhooks;

import io.supportly.testing.Receiver;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A receiver's own reading of the two signatures, written from their descriptions and not from our code.
final class Verifying {
    private Verifying() {}

    /// `v1,` and base64 of HMAC-SHA256 over `id.timestamp.body`.
    static String standard(Receiver.Request request, byte[] key) {
        String head = request.header("webhook-id") + "." + request.header("webhook-timestamp") + ".";
        return "v1," + Base64.getEncoder().encodeToString(hmac(key, head, request.body()));
    }

    static String standard(Receiver.Request request, String secret) {
        return standard(request, Base64.getDecoder().decode(secret.substring("whsec_".length())));
    }

    /// `sha256=` and hex of HMAC-SHA256 over `timestamp.body`, keyed with the secret's characters.
    static String older(Receiver.Request request, String secret) {
        String head = request.header("x-chatwoot-timestamp") + ".";
        byte[] key = secret.getBytes(StandardCharsets.UTF_8);
        return "sha256=" + HexFormat.of().formatHex(hmac(key, head, request.body()));
    }

    private static byte[] hmac(byte[] key, String head, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(head.getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
