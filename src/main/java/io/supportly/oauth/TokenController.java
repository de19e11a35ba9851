package io.supportly.oauth;

import io.supportly.kernel.problems.Fault;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.problems.Kind;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.web.Open;
import io.supportly.kernel.web.Required;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/oauth")
@Tag(name = "OAuth")
final class TokenController {
    private static final String CODE = "authorization_code";
    private static final String REFRESH = "refresh_token";

    private final ClientLogin clients;
    private final Exchanging exchanging;
    private final AppTokens tokens;

    TokenController(ClientLogin clients, Exchanging exchanging, AppTokens tokens) {
        this.clients = clients;
        this.exchanging = exchanging;
        this.tokens = tokens;
    }

    /// What an app shows for tokens.
    @Schema(name = "TokenRequest")
    record Draft(
            @Required @Nullable String grantType,
            @Nullable String code,
            @Nullable String redirectUri,
            @Nullable String codeVerifier,
            @Nullable String refreshToken,
            @Nullable String scope,
            @Nullable String clientId,
            @Nullable String clientSecret) {
        Draft checked() {
            if (grantType != null && !List.of(CODE, REFRESH).contains(grantType)) {
                throw refusal("unsupported_grant_type", "grant_type must be " + CODE + " or " + REFRESH);
            }
            var faults = new Faults().present("grant_type", grantType);
            if (CODE.equals(grantType)) {
                faults.present("code", code).present("redirect_uri", redirectUri);
            }
            if (REFRESH.equals(grantType)) {
                faults.present("refresh_token", refreshToken);
            }
            faults.orThrow(Kind.MALFORMED);
            return this;
        }
    }

    /// Told once.
    @Schema(name = "Token")
    record Given(
            String accessToken, String tokenType, long expiresIn, String refreshToken, String scope, long createdAt) {}

    @PostMapping("/token")
    @Open(why = "takes a code or a refresh token, and the app's secret or proof")
    @Operation(
            summary = "Get or refresh tokens",
            description = "For a `code`, once and within ten minutes, or for a `refresh_token`, once each. The app's id"
                    + " and secret stand in the body (JSON or form) or in HTTP Basic. Access tokens are good for 24 hours,"
                    + " refresh tokens for 90 days. A code or a refresh token that is shown again revokes all that came of"
                    + " it. Refusals carry `error` and `error_description` of RFC 6749.")
    Given token(@RequestBody Draft sent, HttpServletRequest request, HttpServletResponse response) {
        App app = clients.app(request, response, sent.clientId(), sent.clientSecret());
        Draft draft = sent.checked();
        Exchanging.Outcome outcome = CODE.equals(draft.grantType())
                ? exchanging.code(app, draft.code(), draft.redirectUri(), draft.codeVerifier())
                : exchanging.refresh(app, draft.refreshToken(), draft.scope());
        response.setHeader(HttpHeaders.PRAGMA, "no-cache");
        return switch (outcome) {
            case Exchanging.Issued issued ->
                new Given(
                        issued.tokens().access(),
                        "Bearer",
                        AppTokens.ACCESS_FOR.toSeconds(),
                        issued.tokens().refresh(),
                        String.join(" ", issued.scopes()),
                        issued.at().getEpochSecond());
            case Exchanging.Refused refused -> throw refusal(refused.error(), refused.why());
        };
    }

    private static Problem refusal(String error, String why) {
        return Problem.of(Kind.MALFORMED, List.of(new Fault(null, why, error)));
    }

    /// An access or a refresh token, and whose app asks.
    @Schema(name = "TokenToRevoke")
    record Revocation(
            @Required @Nullable String token,
            @Nullable String tokenTypeHint,
            @Nullable String clientId,
            @Nullable String clientSecret) {
        Revocation checked() {
            new Faults().present("token", token).orThrow(Kind.MALFORMED);
            return this;
        }
    }

    @PostMapping("/revoke")
    @Open(why = "takes the token itself, and the app's secret")
    @Operation(
            summary = "Revoke a token",
            description =
                    "An access or a refresh token, with all that came of the same code; at once. Succeeds also for"
                            + " what is no token (any more).")
    Map<String, Object> revoke(@RequestBody Revocation sent, HttpServletRequest request, HttpServletResponse response) {
        App app = clients.app(request, response, sent.clientId(), sent.clientSecret());
        String token = sent.checked().token();
        tokens.findAccess(token).or(() -> tokens.findRefresh(token)).ifPresent(held -> {
            if (!Objects.equals(held.clientId(), app.clientId())) {
                throw Problem.of(
                        Kind.FORBIDDEN, List.of(new Fault(null, "It is another app's", "unauthorized_client")));
            }
            tokens.revoke(held.account(), held.grant(), held.family());
        });
        return Map.of();
    }
}
