package io.supportly.sessions;

import io.supportly.accounts.Secrets;
import io.supportly.kernel.web.SignedIn;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/// Proves that a form which comes back is one that we gave to this browser: by its session, or before there is one by
/// a cookie that holds the same word as the form. Nobody can be signed in by another website, as somebody he is not.
@Component
final class Forms {
    private static final Pattern OURS = Pattern.compile("[A-Za-z0-9]{24}");

    private final Cookies cookies;

    Forms(Cookies cookies) {
        this.cookies = cookies;
    }

    /// What the next form is to hold.
    String token(HttpServletRequest request, HttpServletResponse response) {
        return SignedIn.shown(request)
                .filter(SignedIn::isBrowser)
                .map(SignedIn::csrf)
                .orElseGet(() -> ofStranger(request, response));
    }

    /// The same for all pages that are open at once.
    private String ofStranger(HttpServletRequest request, HttpServletResponse response) {
        String sent = cookie(request);
        String token = sent != null && OURS.matcher(sent).matches() ? sent : Secrets.random();
        response.addHeader(HttpHeaders.SET_COOKIE, cookies.form(token));
        return token;
    }

    void check(HttpServletRequest request, @Nullable String sent) {
        if (SignedIn.of(request).filter(SignedIn::isBrowser).isPresent()) {
            return; // proven on its way in
        }
        String expected = cookie(request);
        if (expected == null || sent == null || !areEqual(expected, sent)) {
            throw SignedIn.forged();
        }
    }

    private static boolean areEqual(String expected, String sent) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
    }

    private @Nullable String cookie(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, cookies.formName());
        return cookie == null ? null : cookie.getValue();
    }
}
