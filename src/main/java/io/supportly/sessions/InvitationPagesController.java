package io.supportly.sessions;

import gg.jte.html.HtmlTemplateOutput;
import io.supportly.accounts.Invitations;
import io.supportly.accounts.Passwords;
import io.supportly.kernel.pages.Look;
import io.supportly.kernel.pages.Page;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.problems.Kind;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.web.Open;
import io.supportly.sessions.pages.JtejoinGenerated;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/invitations/{token}")
@Tag(name = "Pages")
final class InvitationPagesController {
    private final Invitations invitations;
    private final Sessions sessions;
    private final Pages pages;
    private final Forms forms;
    private final Cookies cookies;

    InvitationPagesController(Invitations invitations, Sessions sessions, Pages pages, Forms forms, Cookies cookies) {
        this.invitations = invitations;
        this.sessions = sessions;
        this.pages = pages;
        this.forms = forms;
        this.cookies = cookies;
    }

    record Form(
            @Nullable String csrfToken,
            @Nullable String name,
            @Nullable String password,
            @Nullable String passwordConfirmation) {
        Form checked() {
            var faults = new Faults()
                    .check("name", name == null || !name.isBlank(), "can't be blank", "blank")
                    .atMost("name", name, 255)
                    .present("password_confirmation", passwordConfirmation);
            Passwords.check(faults, password, passwordConfirmation);
            faults.orThrow();
            return this;
        }
    }

    @GetMapping(produces = Page.HTML)
    @Open(why = "the token in the path was sent to whom it is for")
    @Operation(summary = "Page of an invitation", description = "Where the link of the mail leads.")
    ResponseEntity<String> show(@PathVariable String token, HttpServletRequest request, HttpServletResponse response) {
        Look look = pages.look(request, response);
        try {
            Invitations.Open open = invitations.get(token);
            return pages.show(look.branded(open.accountName()), (out, it) -> join(out, it, open, token));
        } catch (Problem problem) {
            return pages.refuse(problem, look, Notices::gone);
        }
    }

    @PostMapping(produces = Page.HTML)
    @Open(why = "the token in the path was sent to whom it is for")
    @Operation(
            summary = "Accept an invitation by form",
            description = "Sets the user's password and begins a session in this browser.")
    @ApiResponse(responseCode = "303", description = "To the home page")
    ResponseEntity<String> accept(
            @PathVariable String token,
            @RequestBody Form form,
            HttpServletRequest request,
            HttpServletResponse response) {
        Look look = pages.look(request, response);
        try {
            Invitations.Open open = invitations.get(token);
            return accept(token, open, form, request, look.branded(open.accountName()));
        } catch (Problem problem) {
            return pages.refuse(problem, look, Notices::gone);
        }
    }

    private ResponseEntity<String> accept(
            String token, Invitations.Open open, Form form, HttpServletRequest request, Look look) {
        try {
            forms.check(request, form.csrfToken());
            Form checked = form.checked();
            var accepted = invitations.accept(token, checked.name(), Objects.requireNonNull(checked.password()));
            Session.Begun begun = sessions.inBrowser(accepted.id(), request);
            return pages.go(ReturnTo.HOME, cookies.session(begun.token()));
        } catch (Problem problem) {
            if (problem.kind() == Kind.NOT_FOUND) {
                throw problem;
            }
            return pages.refuse(problem, look, (out, it) -> join(out, it, open, token));
        }
    }

    private static void join(HtmlTemplateOutput out, Look look, Invitations.Open open, String token) {
        JtejoinGenerated.render(out, null, look, open, token);
    }
}
