package io.supportly.sessions;

import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.Identity;
import io.supportly.kernel.web.SignedIn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

// Under the widest scopes: an app that may do some things in his name has no business with where he is signed in.
@RestController
@RequestMapping("/api/v1/profile/sessions")
@Tag(name = "Profile")
final class ProfileSessionsController {
    private final Sessions sessions;

    ProfileSessionsController(Sessions sessions) {
        this.sessions = sessions;
    }

    record Listed(List<SessionView> payload) {}

    @GetMapping
    @Allow(scope = "agents.read", apps = false)
    @Operation(
            summary = "List your sessions",
            description = "Where you are signed in, the last used first; `last_seen_at` is written once an hour.")
    Listed list(Identity identity, HttpServletRequest request) {
        Long current = SignedIn.sessionOf(request);
        return new Listed(sessions.of(identity.userId()).stream()
                .map(session -> session.view(current))
                .toList());
    }

    @DeleteMapping("/{id}")
    @Allow(scope = "agents.write", apps = false)
    @Operation(summary = "End one of your sessions", description = "Felt at once, and on every server within a second.")
    Map<String, Object> end(Identity identity, @PathVariable long id) {
        sessions.end(identity.userId(), id);
        return Map.of();
    }
}
