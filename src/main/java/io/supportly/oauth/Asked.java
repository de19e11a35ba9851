package io.supportly.oauth;

import io.supportly.kernel.web.Required;
import io.supportly.kernel.web.Scopes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What an app asks a user for (RFC 6749, with PKCE after RFC 7636).
///
/// @param accountId ours: which of his accounts it is about, so that he need not choose
record Asked(
        @Required @Nullable String clientId,
        @Required @Nullable String redirectUri,
        @Required @Nullable String responseType,
        @Nullable String scope,
        @Nullable String state,
        @Nullable String codeChallenge,
        @Nullable String codeChallengeMethod,
        @Nullable Long accountId) {
    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final int LONGEST_STATE = 4096;

    /// A word of RFC 6749 and what is wrong.
    record Refusal(String error, String description) {}

    /// What the app is told is wrong; its id and address were checked before.
    Optional<Refusal> refusal(App app) {
        if (!"code".equals(responseType)) {
            return Optional.of(new Refusal("unsupported_response_type", "response_type must be code"));
        }
        if (state != null && state.length() > LONGEST_STATE) {
            return Optional.of(new Refusal("invalid_request", "state is too long"));
        }
        return pkceRefusal(app).or(() -> scopeRefusal(app));
    }

    private Optional<Refusal> pkceRefusal(App app) {
        if (codeChallenge == null) {
            return app.isConfidential() && codeChallengeMethod == null
                    ? Optional.empty()
                    : Optional.of(new Refusal("invalid_request", "code_challenge is missing"));
        }
        if (!"S256".equals(codeChallengeMethod)) {
            return Optional.of(new Refusal("invalid_request", "code_challenge_method must be S256"));
        }
        return CHALLENGE.matcher(codeChallenge).matches()
                ? Optional.empty()
                : Optional.of(new Refusal("invalid_request", "code_challenge is no SHA-256 in base64url"));
    }

    private Optional<Refusal> scopeRefusal(App app) {
        List<String> scopes = scopes(app);
        boolean allowed =
                scopes.stream().allMatch(each -> Scopes.ALL.containsKey(each) && Scopes.cover(app.scopes(), each));
        return allowed && !scopes.isEmpty()
                ? Optional.empty()
                : Optional.of(new Refusal("invalid_scope", "The app may not ask for that scope"));
    }

    /// In the order of all scopes. None asked for: all that the app may read.
    List<String> scopes(App app) {
        if (scope == null || scope.isBlank()) {
            return Scopes.cover(app.scopes(), "read") ? List.of("read") : Scopes.inBoth(List.of("read"), app.scopes());
        }
        return split(scope);
    }

    static List<String> split(String scopes) {
        return Arrays.stream(scopes.strip().split("\\s+")).distinct().toList();
    }

    /// The address at which it was asked, to come back to.
    String address() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("client_id", clientId);
        fields.put("redirect_uri", redirectUri);
        fields.put("response_type", responseType);
        fields.put("scope", scope);
        fields.put("state", state);
        fields.put("code_challenge", codeChallenge);
        fields.put("code_challenge_method", codeChallengeMethod);
        fields.put("account_id", accountId);
        return "/oauth/authorize?" + query(fields);
    }

    static String query(Map<String, @Nullable Object> fields) {
        return fields.entrySet().stream()
                .filter(field -> field.getValue() != null)
                .map(field -> field.getKey() + "=" + URLEncoder.encode("" + field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
