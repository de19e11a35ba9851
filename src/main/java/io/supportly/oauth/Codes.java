package io.supportly.oauth;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.sql.Rows;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Every authorization code in the database, kept as a hash.
@Component
final class Codes {
    private static final Duration GOOD_FOR = Duration.ofMinutes(10);

    private final JdbcClient sql;
    private final Clock clock;

    Codes(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// A code as it is kept, with the grant that it is of.
    record Code(
            long id,
            long grant,
            String clientId,
            List<String> scopes,
            String redirectUri,
            @Nullable String codeChallenge,
            Instant expiresAt,
            @Nullable Instant usedAt) {}

    String add(AccountId account, long grant, Asked asked, List<String> scopes) {
        var code = Opaque.make(Opaque.Kind.CODE, account);
        sql.sql("""
                        insert into oauth_codes (account_id, hash, grant_id, scopes, redirect_uri, code_challenge, expires_at)
                        values (:account, :hash, :grant, :scopes, :redirectUri, :challenge, :until)
                        """)
                .param("account", account.value())
                .param("hash", code.hash())
                .param("grant", grant)
                .param("scopes", scopes.toArray(String[]::new))
                .param("redirectUri", asked.redirectUri())
                .param("challenge", asked.codeChallenge())
                .param("until", Rows.time(clock.instant().plus(GOOD_FOR)))
                .update();
        return code.text();
    }

    /// Of two who show it at once, the second sees what the first has done.
    Optional<Code> lock(Opaque code) {
        return sql.sql("""
                        select c.id, c.grant_id, g.client_id, c.scopes, c.redirect_uri, c.code_challenge, c.expires_at,
                          c.used_at
                        from oauth_codes c
                        join oauth_grants g on g.account_id = :account and g.id = c.grant_id
                        where c.account_id = :account and c.hash = :hash
                        for update of c
                        """)
                .param("account", code.account().value())
                .param("hash", code.hash())
                .query((row, _) -> new Code(
                        row.getLong("id"),
                        row.getLong("grant_id"),
                        row.getString("client_id"),
                        Rows.texts(row, "scopes"),
                        row.getString("redirect_uri"),
                        row.getString("code_challenge"),
                        Rows.instant(row, "expires_at"),
                        Rows.instantOrNull(row, "used_at")))
                .optional();
    }

    void use(Opaque code) {
        sql.sql("update oauth_codes set used_at = :now where account_id = :account and hash = :hash")
                .param("now", Rows.time(clock.instant()))
                .param("account", code.account().value())
                .param("hash", code.hash())
                .update();
    }
}
