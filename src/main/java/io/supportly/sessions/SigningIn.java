package io.supportly.sessions;

import io.supportly.accounts.Credentials;
import io.supportly.accounts.LoginLinks;
import io.supportly.kernel.problems.Fault;
import io.supportly.kernel.problems.Kind;
import io.supportly.kernel.problems.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/// Finds out who somebody is by his e-mail and password, a few times only, and tells nobody which of them was wrong.
@Component
final class SigningIn {
    private static final Throttles.Limit OF_ADDRESS = new Throttles.Limit("sign-in:address", 5, Duration.ofMinutes(5));
    private static final Throttles.Limit OF_EMAIL = new Throttles.Limit("sign-in:email", 10, Duration.ofMinutes(15));

    private final Credentials credentials;
    private final LoginLinks links;
    private final Throttles throttles;

    SigningIn(Credentials credentials, LoginLinks links, Throttles throttles) {
        this.credentials = credentials;
        this.links = links;
        this.throttles = throttles;
    }

    /// A whole office may come from one address, so only what goes wrong counts there.
    long check(String email, String password, String address) {
        Throttles.Place ofAddress = throttles.take(OF_ADDRESS, address);
        long user = check(email, password, refused());
        throttles.giveBack(ofAddress);
        return user;
    }

    /// By what an operator's program was given for him.
    long checkLink(String email, String token, String address) {
        Throttles.Place ofAddress = throttles.take(OF_ADDRESS, address);
        long user = links.use(email, token).orElseThrow(SigningIn::refused);
        throttles.giveBack(ofAddress);
        return user;
    }

    /// Whether somebody who is signed in is who he seems to be.
    void prove(String email, String password) {
        check(email, password, Problem.invalid("current_password", "is not your password"));
    }

    private long check(String email, String password, Problem refusal) {
        Throttles.Place ofEmail = throttles.take(OF_EMAIL, email.toLowerCase(Locale.ROOT));
        long user = credentials.check(email, password).orElseThrow(() -> refusal);
        throttles.giveBack(ofEmail);
        return user;
    }

    private static Problem refused() {
        return Problem.of(
                Kind.UNAUTHORIZED,
                List.of(new Fault(null, "Invalid login credentials. Please try again.", "invalid_credentials")));
    }
}
