package io.supportly.accounts;

import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Open;
import io.supportly.kernel.web.Required;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/invitations/{token}")
@Tag(name = "Invitations", description = "How somebody who was invited becomes an agent.")
final class InvitationsController {
    private final Invitations invitations;

    InvitationsController(Invitations invitations) {
        this.invitations = invitations;
    }

    record Draft(@Nullable String name, @Required @Nullable String password) {
        Draft checked() {
            var faults = new Faults()
                    .check("name", name == null || !name.isBlank(), "can't be blank", "blank")
                    .atMost("name", name, 255);
            Passwords.check(faults, password);
            faults.orThrow();
            return this;
        }
    }

    @GetMapping
    @Open(why = "the token in the path was sent to whom it is for")
    @Operation(summary = "Show an invitation", description = "Which account it is to, and for which e-mail.")
    Invitations.Open show(@PathVariable String token) {
        return invitations.get(token);
    }

    @PostMapping
    @Open(why = "the token in the path was sent to whom it is for")
    @Operation(
            summary = "Accept an invitation",
            description = "Sets the user's password and, if sent, his name. Answers his access token, which is not"
                    + " shown again. An invitation can be accepted once.")
    Invitations.Accepted accept(@PathVariable String token, @RequestBody Draft draft) {
        invitations.get(token);
        Draft checked = draft.checked();
        return invitations.accept(token, checked.name(), Objects.requireNonNull(checked.password()));
    }
}
