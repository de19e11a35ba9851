package io.supportly.sessions;

import io.supportly.accounts.LoginLinks;
import io.supportly.kernel.pages.Look;
import io.supportly.kernel.pages.Page;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.web.FromQuery;
import io.supportly.kernel.web.Open;
import io.supportly.sessions.pages.JtelinkGenerated;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Asks before it signs anybody in: a link that somebody else sends must not make a browser his, and what only looks at
/// links must not use one up.
@RestController
@RequestMapping("/app/login")
@Tag(name = "Pages")
final class LoginLinksController {
    private final LoginLinks links;
    private final Sessions sessions;
    private final Pages pages;
    private final Forms forms;
    private final Cookies cookies;

    LoginLinksController(LoginLinks links, Sessions sessions, Pages pages, Forms forms, Cookies cookies) {
        this.links = links;
        this.sessions = sessions;
        this.pages = pages;
        this.forms = forms;
        this.cookies = cookies;
    }

    record Query(@Nullable String email, @Nullable String ssoAuthToken) {}

    record Form(
            @Nullable String csrfToken,
            @Nullable String email,
            @Nullable String ssoAuthToken) {}

    @GetMapping(produces = Page.HTML)
    @Open(why = "the token was given to an operator's program for this user")
    @Operation(summary = "Page of a login link", description = "Says who would be signed in. The link stays good.")
    ResponseEntity<String> show(@FromQuery Query query, HttpServletRequest request, HttpServletResponse response) {
        Look look = pages.look(request, response);
        String email = text(query.email());
        String token = text(query.ssoAuthToken());
        return links.isGood(email, token)
                ? pages.show(look, (out, it) -> JtelinkGenerated.render(out, null, it, email, token))
                : pages.refuse(Problem.notFound(), look, Notices::gone);
    }

    @PostMapping(produces = Page.HTML)
    @Open(why = "the token was given to an operator's program for this user")
    @Operation(summary = "Sign in by a login link", description = "Begins a session in this browser; once.")
    @ApiResponse(responseCode = "303", description = "To the home page")
    ResponseEntity<String> use(@RequestBody Form form, HttpServletRequest request, HttpServletResponse response) {
        try {
            forms.check(request, form.csrfToken());
            long user = links.use(text(form.email()), text(form.ssoAuthToken())).orElseThrow(Problem::notFound);
            return pages.go(
                    ReturnTo.HOME,
                    cookies.session(sessions.inBrowser(user, request).token()));
        } catch (Problem problem) {
            return pages.refuse(problem, pages.look(request, response), Notices::gone);
        }
    }

    private static String text(@Nullable String sent) {
        return sent == null ? "" : sent;
    }
}
