package io.supportly.sessions;

import io.supportly.accounts.Credentials;
import io.supportly.accounts.Members;
import io.supportly.testing.Answer;
import io.supportly.testing.Api;
import io.supportly.testing.TestServer;
import io.supportly.testing.World;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A browser: it keeps cookies, and sends a form back with the token that was in it.
public final class Browser {
    public static final String PASSWORD = "Pass-word-1";
    private static final Pattern TOKEN = Pattern.compile("name=\"csrf_token\" value=\"([^\"]*)\"");

    final Map<String, String> cookies = new LinkedHashMap<>();
    private final Api api;
    private String csrf = "";

    public Browser(TestServer server) {
        api = new Api(server.address(), "", Map.of());
    }

    /// A user of the world who has a password; what others tried before is long ago.
    public static String email(World world, long user) {
        world.server.clock().advance(Duration.ofMinutes(61));
        world.server.bean(Credentials.class).replace(user, PASSWORD);
        return world.server.bean(Members.class).get(world.acme, user).email();
    }

    public static Browser signedIn(World world, String email) {
        var browser = new Browser(world.server);
        browser.get("/login").is(200);
        browser.post("/login", Map.of("email", email, "password", PASSWORD)).is(303);
        return browser;
    }

    public Api api() {
        String sent = cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        return sent.isEmpty() ? api : api.with("Cookie", sent);
    }

    public Answer get(String path) {
        return kept(api().get("~" + path));
    }

    public Answer post(String path, Map<String, String> fields) {
        var all = new LinkedHashMap<>(fields);
        all.putIfAbsent("csrf_token", csrf);
        String form = all.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return kept(api().send("POST", "~" + path, form.getBytes(), "application/x-www-form-urlencoded"));
    }

    private Answer kept(Answer answer) {
        for (String cookie : answer.response().headers().allValues("set-cookie")) {
            String[] pair = cookie.split(";", 2)[0].split("=", 2);
            if (pair[1].isEmpty()) {
                cookies.remove(pair[0]);
            } else {
                cookies.put(pair[0], pair[1]);
            }
        }
        Matcher token = TOKEN.matcher(answer.text());
        if (token.find()) {
            csrf = token.group(1);
        }
        return answer;
    }
}
