package io.supportly.sessions;

import io.supportly.accounts.Invitations;
import io.supportly.accounts.Passwords;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.web.Open;
import io.supportly.kernel.web.Required;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/auth")
@Tag(name = "Sessions")
final class PasswordsController {
    private static final String SAID = "If there is a user with that e-mail, a mail is on its way to it.";

    private final PasswordResets resets;
    private final Invitations invitations;
    private final ClientSessions clients;

    PasswordsController(PasswordResets resets, Invitations invitations, ClientSessions clients) {
        this.resets = resets;
        this.invitations = invitations;
        this.clients = clients;
    }

    record Forgotten(@Required @Nullable String email) {
        Forgotten checked() {
            new Faults().present("email", email).email("email", email).orThrow();
            return this;
        }
    }

    record Said(String message) {}

    record Reset(
            @Required @Nullable String resetPasswordToken,
            @Required @Nullable String password,
            @Nullable String passwordConfirmation) {
        Reset checked(PasswordResets resets) {
            var faults = new Faults()
                    .present("reset_password_token", resetPasswordToken)
                    .check(
                            "reset_password_token",
                            resetPasswordToken == null
                                    || resets.find(resetPasswordToken).isPresent(),
                            "is invalid or has expired",
                            "invalid");
            Passwords.check(faults, password, passwordConfirmation);
            faults.orThrow();
            return this;
        }
    }

    record Confirmation(
            @Required @Nullable String confirmationToken,
            @Nullable String name,
            @Required @Nullable String password,
            @Nullable String passwordConfirmation) {
        Confirmation checked() {
            var faults = new Faults()
                    .present("confirmation_token", confirmationToken)
                    .check("name", name == null || !name.isBlank(), "can't be blank", "blank")
                    .atMost("name", name, 255);
            Passwords.check(faults, password, passwordConfirmation);
            faults.orThrow();
            return this;
        }
    }

    @PostMapping("/password")
    @Open(why = "answers the same whoever is meant, five times in half an hour to one address")
    @Operation(
            summary = "Ask for a new password",
            description = "A mail with a link, good once and for two hours, goes to the user with that e-mail. The"
                    + " answer is the same when there is none. Five times an hour for one e-mail.")
    Said ask(@RequestBody Forgotten draft, HttpServletRequest request) {
        resets.ask(Objects.requireNonNull(draft.checked().email()), request.getRemoteAddr());
        return new Said(SAID);
    }

    @PatchMapping("/password")
    @Open(why = "the token was sent to whom it is for")
    @Operation(
            summary = "Choose a new password",
            description = "With the token of the mail, which works once. Ends all sessions of the user and begins one,"
                    + " as signing in does.")
    ResponseEntity<ClientSessions.Data> choose(@RequestBody Reset draft, HttpServletRequest request) {
        Reset checked = draft.checked(resets);
        long user = resets.use(
                        Objects.requireNonNull(checked.resetPasswordToken()),
                        Objects.requireNonNull(checked.password()))
                .orElseThrow(() -> Problem.invalid("reset_password_token", "is invalid or has expired"));
        return clients.begin(user, Place.of(request));
    }

    @PostMapping("/confirmation")
    @Open(why = "the token was sent to whom it is for")
    @Operation(
            summary = "Confirm an invitation",
            description = "With the token of the invitation's mail and a password; begins a session, as signing in"
                    + " does. The same as accepting the invitation, for clients that know it by this name.")
    ResponseEntity<ClientSessions.Data> confirm(@RequestBody Confirmation draft, HttpServletRequest request) {
        Confirmation checked = draft.checked();
        var accepted = invitations.accept(
                Objects.requireNonNull(checked.confirmationToken()),
                checked.name(),
                Objects.requireNonNull(checked.password()));
        return clients.begin(accepted.id(), Place.of(request));
    }
}
