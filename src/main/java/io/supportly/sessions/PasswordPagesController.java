package io.supportly.sessions;

import gg.jte.html.HtmlTemplateOutput;
import io.supportly.accounts.Accounts;
import io.supportly.accounts.Passwords;
import io.supportly.kernel.pages.Look;
import io.supportly.kernel.pages.Page;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.web.FromQuery;
import io.supportly.kernel.web.Open;
import io.supportly.sessions.pages.JtechooseGenerated;
import io.supportly.sessions.pages.JteforgottenGenerated;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/password")
@Tag(name = "Pages")
final class PasswordPagesController {
    private final PasswordResets resets;
    private final Accounts accounts;
    private final Sessions sessions;
    private final Pages pages;
    private final Forms forms;
    private final Cookies cookies;

    PasswordPagesController(
            PasswordResets resets, Accounts accounts, Sessions sessions, Pages pages, Forms forms, Cookies cookies) {
        this.resets = resets;
        this.accounts = accounts;
        this.sessions = sessions;
        this.pages = pages;
        this.forms = forms;
        this.cookies = cookies;
    }

    record Query(@Nullable String token) {}

    record Forgotten(@Nullable String csrfToken, @Nullable String email) {
        String checked() {
            new Faults().present("email", email).email("email", email).orThrow();
            return Objects.requireNonNull(email);
        }
    }

    record Chosen(
            @Nullable String csrfToken,
            @Nullable String token,
            @Nullable String password,
            @Nullable String passwordConfirmation) {
        String checked() {
            var faults = new Faults().present("password_confirmation", passwordConfirmation);
            Passwords.check(faults, password, passwordConfirmation);
            faults.orThrow();
            return Objects.requireNonNull(password);
        }
    }

    @GetMapping(value = "/new", produces = Page.HTML)
    @Open(why = "who forgot his password has no other credential")
    @Operation(summary = "Page of a forgotten password", description = "Asks for the e-mail.")
    ResponseEntity<String> forgotten(HttpServletRequest request, HttpServletResponse response) {
        return pages.show(pages.look(request, response), (out, look) -> forgotten(out, look, ""));
    }

    @PostMapping(value = "/new", produces = Page.HTML)
    @Open(why = "answers the same whoever is meant, a few times")
    @Operation(summary = "Ask for a new password by form", description = "Says the same whether there is such a user.")
    ResponseEntity<String> ask(@RequestBody Forgotten form, HttpServletRequest request, HttpServletResponse response) {
        try {
            forms.check(request, form.csrfToken());
            resets.ask(form.checked(), request.getRemoteAddr());
            return pages.show(pages.look(request, response), Notices::sent);
        } catch (Problem problem) {
            String email = form.email() == null ? "" : form.email();
            return pages.refuse(problem, pages.look(request, response), (out, look) -> forgotten(out, look, email));
        }
    }

    private static void forgotten(HtmlTemplateOutput out, Look look, String email) {
        JteforgottenGenerated.render(out, null, look, email);
    }

    @GetMapping(value = "/edit", produces = Page.HTML)
    @Open(why = "the token was sent to whom it is for")
    @Operation(summary = "Page of a new password", description = "Where the link of the mail leads.")
    ResponseEntity<String> choose(@FromQuery Query query, HttpServletRequest request, HttpServletResponse response) {
        String token = query.token() == null ? "" : query.token();
        Look look = pages.look(request, response);
        return brand(token)
                .map(brand -> pages.show(look.branded(brand), (out, it) -> choose(out, it, token)))
                .orElseGet(() -> pages.refuse(gone(), look, Notices::gone));
    }

    @PostMapping(value = "/edit", produces = Page.HTML)
    @Open(why = "the token was sent to whom it is for")
    @Operation(
            summary = "Choose a new password by form",
            description = "Ends all sessions of the user and begins one in this browser.")
    @ApiResponse(responseCode = "303", description = "To the home page")
    ResponseEntity<String> save(@RequestBody Chosen form, HttpServletRequest request, HttpServletResponse response) {
        String token = form.token() == null ? "" : form.token();
        Look look = pages.look(request, response);
        Optional<String> brand = brand(token);
        if (brand.isEmpty()) {
            return pages.refuse(gone(), look, Notices::gone);
        }
        try {
            forms.check(request, form.csrfToken());
            long user = resets.use(token, form.checked()).orElseThrow(Problem::notFound);
            return pages.go(
                    ReturnTo.HOME,
                    cookies.session(sessions.inBrowser(user, request).token()));
        } catch (Problem problem) {
            return pages.refuse(problem, look.branded(brand.get()), (out, it) -> choose(out, it, token));
        }
    }

    private Optional<String> brand(String token) {
        return resets.find(token).map(holder -> accounts.get(holder.account()).name());
    }

    private static Problem gone() {
        return Problem.notFound();
    }

    private static void choose(HtmlTemplateOutput out, Look look, String token) {
        JtechooseGenerated.render(out, null, look, token);
    }
}
