package io.supportly.oauth;

import io.supportly.accounts.Secrets;
import io.supportly.testing.Answer;
import io.supportly.testing.Api;
import io.supportly.testing.World;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// An app as its developer has written it.
public record Client(World world, long id, String clientId, String secret) {
    static final String CALLBACK = "https://app.example.com/callback";
    static final String VERIFIER = "a-verifier-that-has-more-than-forty-three-characters";
    private static final Pattern REQUEST = Pattern.compile("name=\"request\" value=\"([^\"]+)\"");

    /// Registered by ada.
    public static Client of(World world, String... scopes) {
        return of(world, Map.of("scopes", List.of(scopes)));
    }

    static Client of(World world, Map<String, ?> more) {
        Map<String, Object> draft = new LinkedHashMap<>();
        draft.put("name", "Printer Watch");
        draft.put("redirect_uris", List.of(CALLBACK));
        draft.putAll(more);
        Answer made = world.ada.post("/developer_apps", draft).is(201);
        return new Client(
                world,
                made.number("id"),
                made.string("client_id"),
                made.at("client_secret").asString(""));
    }

    public String path() {
        return "/developer_apps/" + id;
    }

    Map<String, String> asking(String... more) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("client_id", clientId);
        fields.put("redirect_uri", CALLBACK);
        fields.put("response_type", "code");
        for (int i = 0; i < more.length; i += 2) {
            fields.put(more[i], more[i + 1]);
        }
        fields.values().removeIf(String::isEmpty);
        return fields;
    }

    static String address(Map<String, String> fields) {
        return "~/oauth/authorize?" + form(fields);
    }

    static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    static String signedRequest(Answer page) {
        Matcher request = REQUEST.matcher(page.text());
        if (!request.find()) {
            throw new AssertionError(page.status() + " " + page.text());
        }
        return request.group(1);
    }

    static Answer decide(Api user, String request, String decision, Object account) {
        String form = form(Map.of("request", request, "decision", decision, "account_id", account.toString()));
        return user.send(
                "POST",
                "~/oauth/authorize",
                form.getBytes(StandardCharsets.UTF_8),
                "application/x-www-form-urlencoded");
    }

    Answer approve(Api user, Map<String, String> asking) {
        Answer page = user.get(address(asking));
        return page.status() == 302 ? page : decide(user, signedRequest(page.is(200)), "approve", world.acme);
    }

    String code(Api user, String... more) {
        return sentBack(approve(user, asking(more)).is(302)).get("code");
    }

    /// The query of where the browser is sent.
    static Map<String, String> sentBack(Answer answer) {
        String query = URI.create(answer.is(302).header("location")).getRawQuery();
        return Arrays.stream(query.split("&"))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(
                        field -> field[0], field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
    }

    public Map<String, String> login(String... more) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("client_id", clientId);
        fields.put("client_secret", secret);
        for (int i = 0; i < more.length; i += 2) {
            fields.put(more[i], more[i + 1]);
        }
        fields.values().removeIf(String::isEmpty);
        return fields;
    }

    Answer exchange(String code, String... more) {
        Map<String, String> fields = login("grant_type", "authorization_code", "code", code, "redirect_uri", CALLBACK);
        for (int i = 0; i < more.length; i += 2) {
            fields.put(more[i], more[i + 1]);
        }
        fields.values().removeIf(String::isEmpty);
        return world.stranger.post("~/oauth/token", fields);
    }

    Answer refresh(String token, String... more) {
        Map<String, String> fields = login("grant_type", "refresh_token", "refresh_token", token);
        for (int i = 0; i < more.length; i += 2) {
            fields.put(more[i], more[i + 1]);
        }
        return world.stranger.post("~/oauth/token", fields);
    }

    public Answer tokens(Api user, String scope) {
        return exchange(code(user, "scope", scope)).is(200);
    }

    public Api bearer(String token) {
        return new Api(world.server.address(), World.prefix(world.acme), Map.of("Authorization", "Bearer " + token));
    }

    /// As the app, for that user.
    Api actingFor(Api user, String scope) {
        return bearer(tokens(user, scope).string("access_token"));
    }

    static String challenge(String verifier) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Secrets.hash(verifier));
    }
}
