package io.supportly.oauth;

import io.supportly.kernel.Settings;
import io.supportly.kernel.web.Open;
import io.supportly.kernel.web.Scopes;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/.well-known")
@Tag(name = "OAuth")
final class DiscoveryController {
    private static final List<String> WITH_SECRET = List.of("client_secret_basic", "client_secret_post");
    private static final List<String> WITH_OR_WITHOUT = List.of("client_secret_basic", "client_secret_post", "none");

    private final Settings settings;

    DiscoveryController(Settings settings) {
        this.settings = settings;
    }

    /// RFC 8414.
    @Schema(name = "AuthorizationServer")
    record Server(
            String issuer,
            String authorizationEndpoint,
            String tokenEndpoint,
            String revocationEndpoint,
            String introspectionEndpoint,
            String serviceDocumentation,
            List<String> scopesSupported,
            List<String> responseTypesSupported,
            List<String> responseModesSupported,
            List<String> grantTypesSupported,
            List<String> codeChallengeMethodsSupported,
            List<String> tokenEndpointAuthMethodsSupported,
            List<String> revocationEndpointAuthMethodsSupported,
            List<String> introspectionEndpointAuthMethodsSupported,
            boolean authorizationResponseIssParameterSupported) {}

    @GetMapping("/oauth-authorization-server")
    @Open(why = "describes the server, none of its data")
    @Operation(
            summary = "Describe the authorization server",
            description = "Where what is, and what it supports (RFC 8414).")
    Server server() {
        String base = settings.baseUrl();
        return new Server(
                base,
                base + "/oauth/authorize",
                base + "/oauth/token",
                base + "/oauth/revoke",
                base + "/oauth/introspect",
                base + "/docs",
                List.copyOf(Scopes.ALL.keySet()),
                List.of("code"),
                List.of("query"),
                List.of("authorization_code", "refresh_token"),
                List.of("S256"),
                WITH_OR_WITHOUT,
                WITH_OR_WITHOUT,
                WITH_SECRET,
                true);
    }

    /// RFC 9728.
    @Schema(name = "ProtectedResource")
    record Resource(
            String resource,
            List<String> authorizationServers,
            List<String> scopesSupported,
            List<String> bearerMethodsSupported,
            String resourceDocumentation) {}

    @GetMapping("/oauth-protected-resource")
    @Open(why = "describes the API, none of its data")
    @Operation(
            summary = "Describe the protected resource",
            description = "Which authorization server gives out tokens for this API (RFC 9728).")
    Resource resource() {
        String base = settings.baseUrl();
        return new Resource(base, List.of(base), List.copyOf(Scopes.ALL.keySet()), List.of("header"), base + "/docs");
    }
}
