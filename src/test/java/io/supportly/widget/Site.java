package io.supportly.widget;

import io.supportly.testing.Answer;
import io.supportly.testing.Api;
import io.supportly.testing.World;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A website of acme that bruno answers on, and whoever visits it.
final class Site {
    final World world;
    final long inbox;
    final String token;

    Site(World world) {
        this.world = world;
        Answer made = world.ada
                .post(
                        "/inboxes",
                        Map.of(
                                "name",
                                "Shop",
                                "enable_email_collect",
                                false,
                                "channel",
                                Map.of("type", "web_widget", "website_url", "https://shop.example.com")))
                .is(201);
        inbox = made.number("id");
        token = made.string("website_token");
        world.ada
                .post("/inbox_members", Map.of("inbox_id", inbox, "user_ids", new long[] {world.brunoId}))
                .is(201);
    }

    void set(String name, Object value) {
        world.ada.patch("/inboxes/" + inbox, Map.of(name, value)).is(200);
    }

    void setChannel(String name, Object value) {
        set("channel", Map.of(name, value));
    }

    /// Somebody who has just come.
    Visitor visitor() {
        return visitor(with(null).post("/config").is(200).string("website_channel_config.auth_token"));
    }

    Visitor visitor(String session) {
        return with(session);
    }

    private Visitor with(String session) {
        Api api = session == null ? world.stranger : world.stranger.with("X-Auth-Token", session);
        return new Visitor(api, token, session);
    }

    /// Whose name in the website's own system is proven.
    Map<String, Object> proof(String identifier) {
        try {
            String key = world.ada.get("/inboxes/" + inbox).string("hmac_token");
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(), "HmacSHA256"));
            String hash = HexFormat.of().formatHex(mac.doFinal(identifier.getBytes()));
            return new HashMap<>(Map.of("identifier", identifier, "identifier_hash", hash));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String unique(String word) {
        return word + "-" + UUID.randomUUID();
    }

    record Visitor(Api api, String website, String session) {
        private String full(String path) {
            String between = path.contains("?") ? "&" : "?";
            return "/api/v1/widget" + path + between + "website_token=" + website;
        }

        Answer get(String path) {
            return api.get(full(path));
        }

        Answer post(String path) {
            return api.post(full(path));
        }

        Answer post(String path, Map<String, ?> body) {
            return api.post(full(path), body);
        }

        Answer patch(String path, Map<String, ?> body) {
            return api.patch(full(path), body);
        }

        Answer delete(String path) {
            return api.delete(full(path));
        }

        Answer multipart(String path, Api.Part... parts) {
            return api.multipart(full(path), parts);
        }

        /// Says it, and answers in which conversation.
        long says(String content) {
            return post("/messages", Map.of("message", Map.of("content", content)))
                    .is(201)
                    .number("conversation_id");
        }

        Visitor at(String otherWebsite) {
            return new Visitor(api, otherWebsite, session);
        }
    }
}
