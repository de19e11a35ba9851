package io.supportly.kernel.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/// What modules may ask of the token that a request carries.
public final class Identities {
    /// How the keys of platform apps begin. As they are nobody within an account, the access log has them by their key.
    public static final String PLATFORM_APP = "platform_app:";

    private Identities() {}

    public static Optional<Identity> of(HttpServletRequest request) {
        return Optional.ofNullable(Authentication.identityOrNull(request));
    }

    static Optional<String> platformApp(HttpServletRequest request) {
        return of(request).map(Identity::key).filter(key -> key.startsWith(PLATFORM_APP));
    }
}
