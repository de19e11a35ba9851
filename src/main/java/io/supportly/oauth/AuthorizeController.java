package io.supportly.oauth;

import io.supportly.accounts.Accounts;
import io.supportly.kernel.Caller;
import io.supportly.kernel.pages.Look;
import io.supportly.kernel.pages.Page;
import io.supportly.kernel.problems.Fault;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.problems.Kind;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.web.FromQuery;
import io.supportly.kernel.web.Identities;
import io.supportly.kernel.web.Identity;
import io.supportly.kernel.web.Open;
import io.supportly.kernel.web.PagePolicy;
import io.supportly.kernel.web.Required;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/oauth/authorize")
@Tag(name = "OAuth", description = "How an app gets a token to act for a user (OAuth 2.0, RFC 6749, with PKCE).")
final class AuthorizeController {
    private final Authorizing authorizing;
    private final SignedRequests requests;
    private final Accounts accounts;

    AuthorizeController(Authorizing authorizing, SignedRequests requests, Accounts accounts) {
        this.authorizing = authorizing;
        this.requests = requests;
        this.accounts = accounts;
    }

    /// What the page sends.
    ///
    /// @param request as the page had it
    record Decision(
            @Required @Nullable String request,
            @Nullable Long accountId,
            @Required @Nullable String decision) {
        Decision checked() {
            new Faults()
                    .present("request", request)
                    .present("decision", decision)
                    .oneOf("decision", decision, List.of("approve", "deny"))
                    .orThrow(Kind.MALFORMED);
            return this;
        }
    }

    @GetMapping(produces = Page.HTML)
    @Open(why = "who is signed in sees what an app asks for; anybody else is sent to sign in")
    @Operation(
            summary = "Ask a user for access",
            description = "A page for the user's browser. It comes back to `redirect_uri` with a `code`, or with an"
                    + " `error`, each beside `state` and `iss`. What he has allowed before is not asked again. An app or"
                    + " address that is not registered is never redirected to.")
    @ApiResponse(responseCode = "200", description = "The page on which the user decides")
    @ApiResponse(responseCode = "302", description = "Back to the app, or to sign in")
    ResponseEntity<String> ask(@FromQuery Asked asked, HttpServletRequest request, HttpServletResponse response) {
        App app = authorizing.app(asked).orElse(null);
        Optional<Problem> wrong = wrong(app, asked);
        if (app == null || wrong.isPresent()) {
            return refused(wrong.orElseThrow(), request, response);
        }
        Optional<Asked.Refusal> refusal = asked.refusal(app);
        if (refusal.isPresent()) {
            return to(authorizing.refuse(asked, refusal.get()));
        }
        Identity user = user(request).orElse(null);
        if (user == null) {
            return to("/login?return_to=" + URLEncoder.encode(asked.address(), StandardCharsets.UTF_8));
        }
        List<Caller.Member> choice = choice(user, asked);
        if (choice.size() == 1 && authorizing.isAllowedAlready(choice.getFirst(), app, asked)) {
            return to(authorizing.allow(choice.getFirst(), app, asked));
        }
        return page(user, choice, app, asked, Look.of(request), response);
    }

    private ResponseEntity<String> page(
            Identity user, List<Caller.Member> choice, App app, Asked asked, Look look, HttpServletResponse response) {
        String redirectUri = Objects.requireNonNull(asked.redirectUri());
        response.setHeader(
                "Content-Security-Policy", PagePolicy.withForms("'self' " + RedirectUris.origin(redirectUri)));
        var page = new ConsentPage(
                app.name(),
                accounts.get(app.account()).name(),
                choice.getFirst().name(),
                choice.stream()
                        .map(member -> new ConsentPage.Choice(
                                member.account().value(),
                                accounts.get(member.account()).name(),
                                member.equals(choice.getFirst())))
                        .toList(),
                RedirectUris.host(redirectUri),
                asked.scopes(app).stream()
                        .map(scope -> ConsentPage.words(look.words(), scope))
                        .toList(),
                requests.sign(user.userId(), asked));
        return ResponseEntity.ok().contentType(Page.TYPE).body(page.html(look));
    }

    @PostMapping(produces = Page.HTML)
    @Open(why = "takes only what its page has signed for the user who is signed in")
    @Operation(
            summary = "Decide on what an app asks for",
            description = "Sent by the page of the `GET`, with the `request` that it showed.")
    @ApiResponse(responseCode = "302", description = "Back to the app, with a code or an error")
    ResponseEntity<String> decide(
            @RequestBody Decision sent, HttpServletRequest request, HttpServletResponse response) {
        Decision decision = sent.checked();
        Identity user = user(request).orElse(null);
        if (user == null) {
            return refused(Problem.of(Kind.UNAUTHORIZED), request, response);
        }
        Asked asked = requests.open(user.userId(), decision.request()).orElse(null);
        App app = asked == null ? null : authorizing.app(asked).orElse(null);
        if (asked == null
                || app == null
                || wrong(app, asked).isPresent()
                || asked.refusal(app).isPresent()) {
            String why = "This page is too old, or was not made for you. Begin again at the app.";
            return refused(Problem.of(Kind.FORBIDDEN, why), request, response);
        }
        if (Objects.equals(decision.decision(), "deny")) {
            return to(authorizing.refuse(asked, new Asked.Refusal("access_denied", "The user did not allow it")));
        }
        List<Caller.Member> choice = choice(user, asked);
        Optional<Caller.Member> chosen = choice.size() == 1 && decision.accountId() == null
                ? Optional.of(choice.getFirst())
                : choice.stream()
                        .filter(member -> Objects.equals(member.account().value(), decision.accountId()))
                        .findFirst();
        return chosen.isPresent()
                ? to(authorizing.allow(chosen.get(), app, asked))
                : refused(Problem.of(Kind.FORBIDDEN, "Choose one of your accounts"), request, response);
    }

    /// Empty also for apps: what they were granted is not to grant more.
    private static Optional<Identity> user(HttpServletRequest request) {
        return Identities.of(request)
                .filter(identity -> !identity.isApp() && !identity.members().isEmpty());
    }

    /// The one account that the app named, if it is his, or all of his.
    private static List<Caller.Member> choice(Identity user, Asked asked) {
        List<Caller.Member> named = user.members().stream()
                .filter(member -> Objects.equals(member.account().value(), asked.accountId()))
                .toList();
        return named.isEmpty() ? user.members() : named;
    }

    private static Optional<Problem> wrong(@Nullable App app, Asked asked) {
        if (app == null) {
            return Optional.of(problem(Kind.UNAUTHORIZED, "client_id", "names no app", "invalid_client"));
        }
        return Authorizing.isRegistered(app, asked)
                ? Optional.empty()
                : Optional.of(problem(
                        Kind.MALFORMED, "redirect_uri", "is none that the app has registered", "invalid_redirect_uri"));
    }

    private static Problem problem(Kind kind, String field, String why, String code) {
        return Problem.of(kind, List.of(new Fault(field, why, code)));
    }

    /// A page for a browser; for programs the usual errors.
    private static ResponseEntity<String> refused(
            Problem problem, HttpServletRequest request, HttpServletResponse response) {
        String accept = request.getHeader("Accept");
        if (accept == null || !accept.contains(MediaType.TEXT_HTML_VALUE)) {
            throw problem;
        }
        response.setHeader("Content-Security-Policy", PagePolicy.withForms("'none'"));
        return ResponseEntity.status(problem.kind().status())
                .contentType(Page.TYPE)
                .body(ConsentPage.refused(Look.of(request), problem.faults().getFirst()));
    }

    private static ResponseEntity<String> to(String address) {
        return ResponseEntity.status(HttpStatus.FOUND)
                .header(HttpHeaders.LOCATION, address)
                .build();
    }
}
