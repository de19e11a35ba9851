package io.supportly.oauth;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.supportly.kernel.Settings;
import io.supportly.kernel.problems.Fault;
import io.supportly.kernel.problems.Kind;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.web.Open;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/oauth")
@Tag(name = "OAuth")
final class TokenFactsController {
    private static final String BEARER = "bearer ";

    private final ClientLogin clients;
    private final AppTokens tokens;
    private final AppAuthenticator authenticator;
    private final Settings settings;
    private final Clock clock;

    TokenFactsController(
            ClientLogin clients, AppTokens tokens, AppAuthenticator authenticator, Settings settings, Clock clock) {
        this.clients = clients;
        this.tokens = tokens;
        this.authenticator = authenticator;
        this.settings = settings;
        this.clock = clock;
    }

    /// The app of a token.
    @Schema(name = "TokenApplication")
    record Application(String uid) {}

    /// What a token says of itself.
    @Schema(name = "TokenFacts")
    record Facts(
            long resourceOwnerId,
            long accountId,
            String scope,
            long expiresIn,
            Application application,
            long createdAt) {}

    @GetMapping("/token/info")
    @Open(why = "tells of the token that is sent, and of nothing else")
    @Operation(
            summary = "Show your token",
            description =
                    "The app's token that is sent as `Authorization: Bearer`: whose it is, in which account, what it"
                            + " may and for how many seconds.")
    Facts info(HttpServletRequest request, HttpServletResponse response) {
        return bearer(request)
                .flatMap(tokens::findAccess)
                .filter(authenticator::isInForce)
                .map(held -> new Facts(
                        held.user(),
                        held.account().value(),
                        authenticator.scope(held),
                        Duration.between(clock.instant(), held.expiresAt()).toSeconds(),
                        new Application(held.clientId()),
                        held.createdAt().getEpochSecond()))
                .orElseThrow(() -> invalid(response));
    }

    private static Optional<String> bearer(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
                .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(BEARER))
                .map(header -> header.substring(BEARER.length()).strip());
    }

    private static Problem invalid(HttpServletResponse response) {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
        return Problem.of(
                Kind.UNAUTHORIZED,
                List.of(new Fault(null, "The token is missing, unknown, revoked or expired", "invalid_token")));
    }

    /// @param active the only field of a token that is none, or another app's
    @Schema(name = "Introspection")
    record Introspection(
            boolean active,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String scope,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String clientId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String tokenType,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long exp,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long iat,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String sub,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String iss,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long accountId) {}

    @PostMapping("/introspect")
    @Open(why = "takes the token itself, and the app's secret")
    @Operation(
            summary = "Introspect a token",
            description =
                    "One of the calling app's own access or refresh tokens (RFC 7662); for apps with a secret. Of any"
                            + " other, and of what is no longer good, it is only said that it is not `active`.")
    Introspection introspect(
            @RequestBody TokenController.Revocation sent, HttpServletRequest request, HttpServletResponse response) {
        App app = clients.app(request, response, sent.clientId(), sent.clientSecret());
        if (!app.isConfidential()) {
            throw ClientLogin.refused(response); // anybody can say a public app's id
        }
        String token = sent.checked().token();
        return tokens.findAccess(token)
                .or(() -> tokens.findRefresh(token))
                .filter(held -> held.clientId().equals(app.clientId()))
                .filter(authenticator::isInForce)
                .map(this::introspection)
                .orElse(new Introspection(false, null, null, null, null, null, null, null, null));
    }

    private Introspection introspection(AppTokens.Held held) {
        return new Introspection(
                true,
                authenticator.scope(held),
                held.clientId(),
                held.kind() == Opaque.Kind.ACCESS ? "Bearer" : "refresh_token",
                held.expiresAt().getEpochSecond(),
                held.createdAt().getEpochSecond(),
                Long.toString(held.user()),
                settings.baseUrl(),
                held.account().value());
    }
}
