package io.supportly.oauth;

import io.supportly.accounts.Secrets;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.web.Scopes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Changes a code, or a refresh token, for the next pair of tokens. Each is good once: who shows one again has
/// stolen it, or was robbed of it, and all that came of the same code is revoked. What is refused is an answer,
/// not a throw, as that revocation has to be kept.
@Component
final class Exchanging {
    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

    private final Codes codes;
    private final AppTokens tokens;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Exchanging(Codes codes, AppTokens tokens, TransactionTemplate transactions, Clock clock) {
        this.codes = codes;
        this.tokens = tokens;
        this.transactions = transactions;
        this.clock = clock;
    }

    sealed interface Outcome {}

    record Issued(AppTokens.Pair tokens, List<String> scopes, Instant at) implements Outcome {}

    /// With a word of RFC 6749.
    record Refused(String error, String why) implements Outcome {}

    private static final Refused NO_GRANT =
            new Refused("invalid_grant", "It is not known, was used or revoked, is too old, or is another app's");

    Outcome code(App app, @Nullable String text, @Nullable String redirectUri, @Nullable String verifier) {
        Opaque code = Opaque.read(Opaque.Kind.CODE, text).orElse(null);
        return code == null
                ? NO_GRANT
                : Objects.requireNonNull(transactions.execute(_ -> code(app, code, redirectUri, verifier)));
    }

    private Outcome code(App app, Opaque code, @Nullable String redirectUri, @Nullable String verifier) {
        Codes.Code kept = codes.lock(code).orElse(null);
        if (kept == null || !kept.clientId().equals(app.clientId())) {
            return NO_GRANT;
        }
        if (kept.usedAt() != null) {
            tokens.revoke(code.account(), kept.grant(), kept.id());
            return NO_GRANT;
        }
        if (!kept.expiresAt().isAfter(clock.instant())) {
            return NO_GRANT;
        }
        if (!kept.redirectUri().equals(redirectUri)) {
            return new Refused("invalid_grant", "redirect_uri is not the one that the code was sent to");
        }
        if (!isProven(kept.codeChallenge(), verifier)) {
            return new Refused("invalid_grant", "code_verifier does not fit the code_challenge");
        }
        codes.use(code);
        return issue(app, code.account(), kept.grant(), kept.id(), kept.scopes());
    }

    /// A verifier without a challenge is refused as well: somebody has taken the challenge out of the request.
    private static boolean isProven(@Nullable String challenge, @Nullable String verifier) {
        if (challenge == null || verifier == null) {
            return challenge == null && verifier == null;
        }
        String made = Base64.getUrlEncoder().withoutPadding().encodeToString(Secrets.hash(verifier));
        return VERIFIER.matcher(verifier).matches()
                && MessageDigest.isEqual(
                        made.getBytes(StandardCharsets.UTF_8), challenge.getBytes(StandardCharsets.UTF_8));
    }

    Outcome refresh(App app, @Nullable String text, @Nullable String scope) {
        Opaque refresh = Opaque.read(Opaque.Kind.REFRESH, text).orElse(null);
        return refresh == null
                ? NO_GRANT
                : Objects.requireNonNull(transactions.execute(_ -> refresh(app, refresh, scope)));
    }

    private Outcome refresh(App app, Opaque refresh, @Nullable String scope) {
        AppTokens.Held kept = tokens.lockRefresh(refresh).orElse(null);
        if (kept == null || !kept.clientId().equals(app.clientId())) {
            return NO_GRANT;
        }
        if (kept.usedAt() != null) {
            tokens.revoke(kept.account(), kept.grant(), kept.family());
            return NO_GRANT;
        }
        if (!tokens.isGood(kept)) {
            return NO_GRANT;
        }
        List<String> scopes = scope == null || scope.isBlank() ? kept.scopes() : Asked.split(scope);
        if (!scopes.stream().allMatch(each -> Scopes.cover(kept.scopes(), each))) {
            return new Refused("invalid_scope", "The user did not grant that scope");
        }
        tokens.use(refresh);
        return issue(app, kept.account(), kept.grant(), kept.family(), scopes);
    }

    private Outcome issue(App app, AccountId account, long grant, long family, List<String> scopes) {
        List<String> inForce = AppAuthenticator.inForce(scopes, app);
        return new Issued(tokens.issue(account, grant, family, inForce), inForce, clock.instant());
    }
}
