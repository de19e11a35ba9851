package io.supportly.oauth;

import io.supportly.accounts.Members;
import io.supportly.kernel.Caller;
import io.supportly.kernel.web.Authenticator;
import io.supportly.kernel.web.Identity;
import io.supportly.kernel.web.Scopes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Lets apps in: as the user who granted it, in the one account, for as long as he belongs to it, and within what the
/// grant and the app both still name. It comes before the authenticators that would look for each token in the
/// database, and knows its own by their form.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class AppAuthenticator implements Authenticator {
    private final AppTokens tokens;
    private final Apps apps;
    private final Members members;

    AppAuthenticator(AppTokens tokens, Apps apps, Members members) {
        this.tokens = tokens;
        this.apps = apps;
        this.members = members;
    }

    @Override
    public Optional<Identity> authenticate(String token) {
        return tokens.findAccess(token).flatMap(held -> {
            Optional<Identity> identity = identity(held);
            identity.ifPresent(_ -> tokens.noteUse(held));
            return identity;
        });
    }

    private Optional<Identity> identity(AppTokens.Held held) {
        return apps.find(held.clientId())
                .flatMap(app -> members.caller(held.account(), held.user()).map(caller -> identity(held, app, caller)));
    }

    private static Identity identity(AppTokens.Held held, App app, Caller caller) {
        return new Identity(
                "grant:" + held.account() + ":" + held.grant(),
                Map.of(held.account(), caller),
                Set.copyOf(inForce(held.scopes(), app)));
    }

    boolean isInForce(AppTokens.Held held) {
        return identity(held).isPresent();
    }

    /// As one text, as clients read it.
    String scope(AppTokens.Held held) {
        return apps.find(held.clientId())
                .map(app -> String.join(" ", inForce(held.scopes(), app)))
                .orElse("");
    }

    /// What the app may no longer ask for, it no longer has.
    static List<String> inForce(List<String> granted, App app) {
        boolean all = granted.stream().allMatch(scope -> Scopes.cover(app.scopes(), scope));
        return all ? granted : Scopes.inBoth(granted, app.scopes());
    }
}
