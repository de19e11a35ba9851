package io.supportly.sessions;

import io.supportly.accounts.Profile;
import io.supportly.accounts.Profiles;
import io.supportly.kernel.pages.Look;
import io.supportly.kernel.pages.Page;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.web.Open;
import io.supportly.kernel.web.SignedIn;
import io.supportly.sessions.pages.JtehomeGenerated;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Pages")
final class HomeController {
    private final Profiles profiles;
    private final Sessions sessions;
    private final Pages pages;
    private final Forms forms;

    HomeController(Profiles profiles, Sessions sessions, Pages pages, Forms forms) {
        this.profiles = profiles;
        this.sessions = sessions;
        this.pages = pages;
        this.forms = forms;
    }

    record Form(@Nullable String csrfToken) {}

    @GetMapping(value = "/", produces = Page.HTML)
    @Open(why = "shows each browser its own user, and leads a stranger to the login")
    @Operation(summary = "Home page", description = "Who is signed in, and where else he is.")
    @ApiResponse(responseCode = "200", description = "The page")
    @ApiResponse(responseCode = "303", description = "To the login page")
    ResponseEntity<String> show(HttpServletRequest request, HttpServletResponse response) {
        return SignedIn.of(request)
                .filter(SignedIn::isBrowser)
                .map(signedIn -> show(signedIn, pages.look(request, response)))
                .orElseGet(() -> pages.go("/login"));
    }

    private ResponseEntity<String> show(SignedIn signedIn, Look look) {
        Profile profile = profiles.get(signedIn.user());
        List<SessionView> views = sessions.of(signedIn.user()).stream()
                .map(session -> session.view(signedIn.session()))
                .toList();
        String account = profile.accounts().stream()
                .filter(each -> each.id() == profile.accountId())
                .map(Profile.Membership::name)
                .findFirst()
                .orElseThrow();
        return pages.show(look.branded(account), (out, it) -> JtehomeGenerated.render(out, null, it, profile, views));
    }

    @PostMapping(value = "/sessions/{id}/end", produces = Page.HTML)
    @Open(why = "ends a session of the browser's own user")
    @Operation(summary = "End a session by form", description = "One of those that the home page lists.")
    @ApiResponse(responseCode = "303", description = "To the home page")
    ResponseEntity<String> end(
            @PathVariable long id, @RequestBody Form form, HttpServletRequest request, HttpServletResponse response) {
        try {
            forms.check(request, form.csrfToken());
            Optional<SignedIn> signedIn = SignedIn.of(request).filter(SignedIn::isBrowser);
            if (signedIn.isPresent()) {
                sessions.end(signedIn.get().user(), id);
            }
            return pages.go(ReturnTo.HOME);
        } catch (Problem problem) {
            return pages.refuse(problem, pages.look(request, response), Notices::stale);
        }
    }
}
