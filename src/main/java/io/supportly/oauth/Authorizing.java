package io.supportly.oauth;

import io.supportly.kernel.Caller;
import io.supportly.kernel.Settings;
import io.supportly.kernel.web.Scopes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Takes a user's decision, and says where his browser goes with it.
@Component
final class Authorizing {
    private final Apps apps;
    private final Grants grants;
    private final Codes codes;
    private final TransactionTemplate transactions;
    private final Settings settings;

    Authorizing(Apps apps, Grants grants, Codes codes, TransactionTemplate transactions, Settings settings) {
        this.apps = apps;
        this.grants = grants;
        this.codes = codes;
        this.transactions = transactions;
        this.settings = settings;
    }

    Optional<App> app(Asked asked) {
        return apps.find(asked.clientId());
    }

    static boolean isRegistered(App app, Asked asked) {
        return asked.redirectUri() != null && RedirectUris.isRegistered(app.redirectUris(), asked.redirectUri());
    }

    /// Whether he has allowed all of it before. A port or a scheme of his machine may have another owner by now, so a
    /// public app has to ask again there.
    boolean isAllowedAlready(Caller.Member member, App app, Asked asked) {
        boolean proven = app.isConfidential() || RedirectUris.provesApp(Objects.requireNonNull(asked.redirectUri()));
        return proven
                && grants.find(member, app)
                        .filter(grant ->
                                asked.scopes(app).stream().allMatch(scope -> Scopes.cover(grant.scopes(), scope)))
                        .isPresent();
    }

    String allow(Caller.Member member, App app, Asked asked) {
        List<String> scopes = asked.scopes(app);
        String code = Objects.requireNonNull(transactions.execute(_ -> {
            long grant = grants.allow(member, app, scopes);
            return codes.add(member.account(), grant, asked, scopes);
        }));
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("code", code);
        return back(asked, fields);
    }

    String refuse(Asked asked, Asked.Refusal refusal) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("error", refusal.error());
        fields.put("error_description", refusal.description());
        return back(asked, fields);
    }

    /// `iss` tells an app of several servers which one has answered (RFC 9207).
    private String back(Asked asked, Map<String, @Nullable Object> fields) {
        fields.put("state", asked.state());
        fields.put("iss", settings.baseUrl());
        String redirectUri = Objects.requireNonNull(asked.redirectUri());
        return redirectUri + (redirectUri.contains("?") ? "&" : "?") + Asked.query(fields);
    }
}
