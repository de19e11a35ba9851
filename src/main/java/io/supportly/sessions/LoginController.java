package io.supportly.sessions;

import gg.jte.html.HtmlTemplateOutput;
import io.supportly.kernel.pages.Look;
import io.supportly.kernel.pages.Page;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.web.FromQuery;
import io.supportly.kernel.web.Open;
import io.supportly.kernel.web.SignedIn;
import io.supportly.sessions.pages.JteloginGenerated;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Pages", description = "For people in a browser; forms carry a token against forgery.")
final class LoginController {
    private static final String TO_APPS = "/oauth/";

    private final SigningIn signingIn;
    private final Sessions sessions;
    private final Pages pages;
    private final Forms forms;
    private final Cookies cookies;

    LoginController(SigningIn signingIn, Sessions sessions, Pages pages, Forms forms, Cookies cookies) {
        this.signingIn = signingIn;
        this.sessions = sessions;
        this.pages = pages;
        this.forms = forms;
        this.cookies = cookies;
    }

    record Query(@Nullable String returnTo) {}

    record Form(
            @Nullable String csrfToken,
            @Nullable String email,
            @Nullable String password,
            @Nullable String returnTo) {
        Form checked() {
            new Faults().present("email", email).present("password", password).orThrow();
            return this;
        }
    }

    record Bare(@Nullable String csrfToken) {}

    @GetMapping(value = "/login", produces = Page.HTML)
    @Open(why = "signing in begins here")
    @Operation(summary = "Login page", description = "With `return_to`, a path of this server, it leads there.")
    ResponseEntity<String> show(@FromQuery Query query, HttpServletRequest request, HttpServletResponse response) {
        String returnTo = ReturnTo.safe(query.returnTo());
        if (SignedIn.of(request).filter(SignedIn::isBrowser).isPresent()) {
            return pages.go(returnTo);
        }
        return pages.show(pages.look(request, response), (out, look) -> login(out, look, "", returnTo));
    }

    @PostMapping(value = "/login", produces = Page.HTML)
    @Open(why = "the password is the credential, the form's token proves that the browser's user sends it")
    @Operation(summary = "Sign in by form", description = "Begins a session under a new cookie.")
    @ApiResponse(responseCode = "200", description = "A page that goes on to `return_to`, where that allows an app")
    @ApiResponse(responseCode = "303", description = "To `return_to`")
    ResponseEntity<String> signIn(@RequestBody Form form, HttpServletRequest request, HttpServletResponse response) {
        String returnTo = ReturnTo.safe(form.returnTo());
        try {
            forms.check(request, form.csrfToken());
            Form checked = form.checked();
            long user = signingIn.check(
                    Objects.requireNonNull(checked.email()),
                    Objects.requireNonNull(checked.password()),
                    Place.of(request).address());
            String session = cookies.session(sessions.inBrowser(user, request).token());
            return returnTo.startsWith(TO_APPS)
                    ? pages.goOn(returnTo, pages.look(request, response), session)
                    : pages.go(returnTo, session);
        } catch (Problem problem) {
            String email = form.email() == null ? "" : form.email();
            return pages.refuse(
                    problem, pages.look(request, response), (out, look) -> login(out, look, email, returnTo));
        }
    }

    private static void login(HtmlTemplateOutput out, Look look, String email, String returnTo) {
        JteloginGenerated.render(out, null, look, email, returnTo);
    }

    @PostMapping(value = "/logout", produces = Page.HTML)
    @Open(why = "ends the session of the cookie, and no other")
    @Operation(summary = "Sign out by form", description = "Ends the session and takes its cookie away.")
    @ApiResponse(responseCode = "303", description = "To the login page")
    ResponseEntity<String> signOut(@RequestBody Bare form, HttpServletRequest request, HttpServletResponse response) {
        try {
            forms.check(request, form.csrfToken());
            SignedIn.of(request)
                    .filter(SignedIn::isBrowser)
                    .ifPresent(signedIn -> sessions.end(signedIn.user(), signedIn.session()));
            return pages.go("/login", cookies.ended());
        } catch (Problem problem) {
            return pages.refuse(problem, pages.look(request, response), Notices::stale);
        }
    }
}
