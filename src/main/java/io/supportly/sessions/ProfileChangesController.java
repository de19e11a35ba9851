package io.supportly.sessions;

import io.supportly.accounts.Profile;
import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.Identity;
import io.supportly.kernel.web.SignedIn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Profile")
final class ProfileChangesController {
    private final ChangingProfile changing;

    ProfileChangesController(ChangingProfile changing) {
        this.changing = changing;
    }

    @PatchMapping("/api/v1/profile")
    @Allow(scope = "agents.write", apps = false)
    @Operation(
            summary = "Change your profile",
            description = "What is not sent stays; `ui_settings` are replaced as a whole. Another `email` or `password`"
                    + " needs your `current_password`; a new password ends all of your other sessions.")
    Profile change(Identity identity, @RequestBody Profile.Draft draft, HttpServletRequest request) {
        return changing.change(identity.userId(), SignedIn.sessionOf(request), draft);
    }
}
