package io.supportly.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.kernel.web.Scopes;
import io.supportly.testing.World;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiscoveryTest {
    private final World world = new World();

    @Test
    void the_authorization_server_describes_itself() {
        var server = world.stranger
                .get("~/.well-known/oauth-authorization-server")
                .is(200)
                .isJson("""
                        {
                          "issuer": "http://localhost:0",
                          "authorization_endpoint": "http://localhost:0/oauth/authorize",
                          "token_endpoint": "http://localhost:0/oauth/token",
                          "revocation_endpoint": "http://localhost:0/oauth/revoke",
                          "introspection_endpoint": "http://localhost:0/oauth/introspect",
                          "service_documentation": "http://localhost:0/docs",
                          "scopes_supported": "*",
                          "response_types_supported": ["code"],
                          "response_modes_supported": ["query"],
                          "grant_types_supported": ["authorization_code", "refresh_token"],
                          "code_challenge_methods_supported": ["S256"],
                          "token_endpoint_auth_methods_supported":
                            ["client_secret_basic", "client_secret_post", "none"],
                          "revocation_endpoint_auth_methods_supported":
                            ["client_secret_basic", "client_secret_post", "none"],
                          "introspection_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
                          "authorization_response_iss_parameter_supported": true
                        }
                        """);

        assertThat(server.texts("scopes_supported"))
                .hasSize(29)
                .containsExactlyElementsOf(List.copyOf(Scopes.ALL.keySet()));
    }

    @Test
    void the_api_names_its_authorization_server() {
        world.stranger.get("~/.well-known/oauth-protected-resource").is(200).isJson("""
                        {
                          "resource": "http://localhost:0", "authorization_servers": ["http://localhost:0"],
                          "scopes_supported": "*", "bearer_methods_supported": ["header"],
                          "resource_documentation": "http://localhost:0/docs"
                        }
                        """);
    }
}
