package io.supportly.webhooks;

import io.supportly.kernel.net.StandardWebhooks;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The keys of an endpoint, and the headers that prove a call to be ours: those of Standard Webhooks, and those that
/// clients that exist look for.
///
/// @param secret as the customer sees it; the older headers are keyed with its characters
/// @param keys as Standard Webhooks reads them: `whsec_` and base64; more than one while a secret rotates
record Signature(String secret, List<String> keys) {
    private static final String PREFIX = "whsec_";

    static Signature of(Webhook webhook, Instant now) {
        var keys = new ArrayList<String>();
        keys.add(webhook.secret());
        if (webhook.previousSecret() != null
                && webhook.previousSecretUntil() != null
                && now.isBefore(webhook.previousSecretUntil())) {
            keys.add(webhook.previousSecret());
        }
        return new Signature(webhook.secret(), keys);
    }

    /// An inbox's secret is plain text: its characters are the key.
    static Signature ofPlain(String secret) {
        byte[] key = secret.getBytes(StandardCharsets.UTF_8);
        return new Signature(secret, List.of(PREFIX + Base64.getEncoder().encodeToString(key)));
    }

    Map<String, String> headers(UUID messageId, byte[] body, Instant now) {
        String timestamp = Long.toString(now.getEpochSecond());
        var headers = new LinkedHashMap<String, String>();
        headers.put("webhook-id", messageId.toString());
        headers.put("webhook-timestamp", timestamp);
        headers.put(
                "webhook-signature",
                StandardWebhooks.sign(messageId.toString(), now, body, keys.toArray(String[]::new)));
        headers.put("X-Chatwoot-Delivery", messageId.toString());
        headers.put("X-Chatwoot-Timestamp", timestamp);
        headers.put("X-Chatwoot-Signature", "sha256=" + hex(timestamp + ".", body));
        return headers;
    }

    private String hex(String before, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update(before.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
