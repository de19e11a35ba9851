package io.supportly.sessions;

import io.supportly.kernel.Settings;
import io.supportly.kernel.web.SignedIn;
import java.time.Duration;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/// The cookies that we set: for this server alone, out of reach of scripts, and sent when a link from elsewhere is
/// followed but not when another website writes.
@Component
final class Cookies {
    /// What a form that needs no session has to bring back.
    private static final String FORM = "supportly_form";

    /// The server knows when a session is over; a browser that is used goes on.
    private static final Duration LONGEST = Duration.ofDays(365);

    private final boolean isSecure;
    private final String sessionName;
    private final String formName;

    Cookies(Settings settings) {
        isSecure = settings.isSecure();
        sessionName = SignedIn.cookie(settings);
        formName = SignedIn.cookie(settings, FORM);
    }

    String formName() {
        return formName;
    }

    String session(String token) {
        return cookie(sessionName, token, LONGEST);
    }

    String ended() {
        return cookie(sessionName, "", Duration.ZERO);
    }

    String form(String token) {
        return cookie(formName, token, Duration.ofDays(1));
    }

    private String cookie(String name, String value, Duration age) {
        return ResponseCookie.from(name, value)
                .httpOnly(true)
                .sameSite("Lax")
                .secure(isSecure)
                .path("/")
                .maxAge(age)
                .build()
                .toString();
    }
}
