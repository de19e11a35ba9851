package io.supportly.oauth;

import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.Identity;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/profile/authorized_apps")
@Tag(name = "Profile")
final class AuthorizedAppsController {
    private final Grants grants;

    AuthorizedAppsController(Grants grants) {
        this.grants = grants;
    }

    @GetMapping
    @Allow(scope = "agents.read", apps = false)
    @Operation(
            summary = "List the apps that act for you",
            description = "What you granted to which app in which account, oldest first.")
    List<Grant.ToApp> list(Identity identity) {
        return grants.of(identity.userId(), identity.callers().keySet());
    }

    @DeleteMapping("/{id}")
    @Allow(scope = "agents.write", apps = false)
    @Operation(summary = "Take back what you granted to an app", description = "Its tokens stop working at once.")
    Map<String, Object> revoke(Identity identity, @PathVariable long id) {
        grants.revoke(identity.userId(), identity.callers().keySet(), id);
        return Map.of();
    }
}
