package io.supportly.sessions;

import io.supportly.accounts.Profile;
import io.supportly.accounts.Profiles;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.Identity;
import io.supportly.kernel.web.Open;
import io.supportly.kernel.web.Required;
import io.supportly.kernel.web.SignedIn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/auth")
@Tag(name = "Sessions", description = "How users sign in with their e-mail and password, in a client or a browser.")
final class AuthController {
    private final SigningIn signingIn;
    private final ClientSessions clients;
    private final Sessions sessions;
    private final Profiles profiles;

    AuthController(SigningIn signingIn, ClientSessions clients, Sessions sessions, Profiles profiles) {
        this.signingIn = signingIn;
        this.clients = clients;
        this.sessions = sessions;
        this.profiles = profiles;
    }

    record Draft(
            @Required @Nullable String email,
            @Nullable String password,
            @Nullable String ssoAuthToken) {
        Draft checked() {
            var faults = new Faults().present("email", email);
            if (ssoAuthToken == null) {
                faults.present("password", password);
            }
            faults.orThrow();
            return this;
        }
    }

    record Validated(Payload payload) {}

    record Payload(boolean success, Profile data) {}

    record Done(boolean success) {}

    @PostMapping("/sign_in")
    @Open(why = "the password is the credential; five wrong ones in five minutes are the most from one address")
    @Operation(
            summary = "Sign in",
            description = "Answers the user, and in the headers `access-token`, `client` and `uid` what to send with"
                    + " each request from now on, until `expiry` (two months). At most 25 sessions a user: the one that"
                    + " was not used for longest ends. What is wrong is never told apart. `sso_auth_token` is that of a"
                    + " login link, and good once, instead of a password.")
    ResponseEntity<ClientSessions.Data> signIn(@RequestBody Draft draft, HttpServletRequest request) {
        Draft checked = draft.checked();
        Place place = Place.of(request);
        String email = Objects.requireNonNull(checked.email());
        long user = checked.ssoAuthToken() == null
                ? signingIn.check(email, Objects.requireNonNull(checked.password()), place.address())
                : signingIn.checkLink(email, checked.ssoAuthToken(), place.address());
        return clients.begin(user, place);
    }

    @GetMapping("/validate_token")
    @Allow(scope = "agents.read")
    @Operation(
            summary = "Check a session",
            description = "Who is signed in. A browser finds in the header `X-CSRF-Token` what it has to send back with"
                    + " each write.")
    ResponseEntity<Validated> validate(Identity identity, HttpServletRequest request) {
        var answer = ResponseEntity.ok();
        SignedIn.of(request)
                .filter(SignedIn::isBrowser)
                .ifPresent(signedIn -> answer.header("X-CSRF-Token", signedIn.csrf()));
        return answer.body(new Validated(new Payload(
                true, profiles.get(identity.userId(), identity.callers().keySet()))));
    }

    @DeleteMapping("/sign_out")
    @Open(why = "ends the session that is sent, and no other")
    @Operation(
            summary = "Sign out",
            description = "Ends the session that the request is sent under; 404 when there is none.")
    Done signOut(HttpServletRequest request) {
        SignedIn session = SignedIn.of(request).orElseThrow(Problem::notFound);
        sessions.end(session.user(), session.session());
        return new Done(true);
    }
}
