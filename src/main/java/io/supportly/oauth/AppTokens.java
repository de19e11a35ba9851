package io.supportly.oauth;

import io.supportly.accounts.MemberLeft;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.cache.Memory;
import io.supportly.kernel.cache.Remembered;
import io.supportly.kernel.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Every access and refresh token in the database, kept as a hash. Access tokens are remembered until they are revoked.
@Component
final class AppTokens {
    static final Duration ACCESS_FOR = Duration.ofHours(24);
    static final Duration REFRESH_FOR = Duration.ofDays(90);
    private static final Duration NOTED_EVERY = Duration.ofHours(1);
    private static final int MOST_REMEMBERED = 20_000;
    private static final HexFormat HEX = HexFormat.of();

    private final JdbcClient sql;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final Remembered<String, Held> remembered;

    AppTokens(JdbcClient sql, TransactionTemplate transactions, Clock clock, Memory memory) {
        this.sql = sql;
        this.transactions = transactions;
        this.clock = clock;
        remembered = memory.remember("oauth_tokens", MOST_REMEMBERED, key -> key, this::load);
    }

    /// A token as it is kept, with the grant that it is of.
    ///
    /// @param family the code that it came from, itself or over refreshes
    /// @param lastUsed when the grant was, in Unix seconds as far as is known here; 0: never. Set in
    ///     place, as forgetting the token for it would cost a statement more
    record Held(
            AccountId account,
            Opaque.Kind kind,
            long grant,
            long family,
            long user,
            String clientId,
            List<String> scopes,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant usedAt,
            AtomicLong lastUsed) {}

    /// Told once.
    record Pair(String access, String refresh) {}

    Optional<Held> findAccess(@Nullable String token) {
        return Opaque.read(Opaque.Kind.ACCESS, token)
                .flatMap(access -> Optional.ofNullable(remembered.find(access.key())))
                .filter(this::isGood);
    }

    Optional<Held> findRefresh(@Nullable String token) {
        return Opaque.read(Opaque.Kind.REFRESH, token)
                .flatMap(refresh -> held(refresh.account(), refresh.hash(), ""))
                .filter(held -> isGood(held) && held.usedAt() == null);
    }

    boolean isGood(Held held) {
        return held.expiresAt().isAfter(clock.instant());
    }

    /// Of two who show it at once, the second sees what the first has done.
    Optional<Held> lockRefresh(Opaque refresh) {
        return held(refresh.account(), refresh.hash(), " for update of t");
    }

    void use(Opaque refresh) {
        sql.sql("update oauth_tokens set used_at = :now where account_id = :account and hash = :hash")
                .param("now", Rows.time(clock.instant()))
                .param("account", refresh.account().value())
                .param("hash", refresh.hash())
                .update();
    }

    Pair issue(AccountId account, long grant, long family, List<String> scopes) {
        var access = Opaque.make(Opaque.Kind.ACCESS, account);
        var refresh = Opaque.make(Opaque.Kind.REFRESH, account);
        Instant now = clock.instant();
        sql.sql("""
                        insert into oauth_tokens (account_id, hash, kind, grant_id, family, scopes, created_at, expires_at)
                        values (:account, :access, 'access', :grant, :family, :scopes, :now, :accessUntil),
                          (:account, :refresh, 'refresh', :grant, :family, :scopes, :now, :refreshUntil)
                        """)
                .param("account", account.value())
                .param("access", access.hash())
                .param("refresh", refresh.hash())
                .param("grant", grant)
                .param("family", family)
                .param("scopes", scopes.toArray(String[]::new))
                .param("now", Rows.time(now))
                .param("accessUntil", Rows.time(now.plus(ACCESS_FOR)))
                .param("refreshUntil", Rows.time(now.plus(REFRESH_FOR)))
                .update();
        return new Pair(access.text(), refresh.text());
    }

    /// All that came from one code.
    void revoke(AccountId account, long grant, long family) {
        transactions.executeWithoutResult(_ -> sql.sql("""
                        delete from oauth_tokens
                        where account_id = :account and grant_id = :grant and family = :family
                        returning hash
                        """)
                .param("account", account.value())
                .param("grant", grant)
                .param("family", family)
                .query((row, _) -> row.getBytes(1))
                .list()
                .forEach(hash -> forget(account, hash)));
    }

    /// To be called in the transaction that takes the grant away.
    void forgetGrant(AccountId account, long grant) {
        sql.sql("select hash from oauth_tokens where account_id = :account and grant_id = :grant")
                .param("account", account.value())
                .param("grant", grant)
                .query((row, _) -> row.getBytes(1))
                .list()
                .forEach(hash -> forget(account, hash));
    }

    /// The rows go with the membership. Should he come back, what is remembered must not let his apps in again.
    @EventListener
    void forget(MemberLeft left) {
        sql.sql("select id from oauth_grants where account_id = :account and user_id = :user")
                .param("account", left.account().value())
                .param("user", left.user())
                .query((row, _) -> row.getLong(1))
                .list()
                .forEach(grant -> forgetGrant(left.account(), grant));
    }

    private void forget(AccountId account, byte[] hash) {
        remembered.forget(account + ":" + HEX.formatHex(hash));
    }

    /// That the grant was used, at most once an hour and token on each node.
    void noteUse(Held held) {
        Instant now = clock.instant();
        long known = held.lastUsed().get();
        long due = now.minus(NOTED_EVERY).getEpochSecond();
        if (known > due || !held.lastUsed().compareAndSet(known, now.getEpochSecond())) {
            return;
        }
        sql.sql("update oauth_grants set last_used_at = :now where account_id = :account and id = :grant")
                .param("now", Rows.time(now))
                .param("account", held.account().value())
                .param("grant", held.grant())
                .update();
    }

    private @Nullable Held load(String key) {
        int colon = key.indexOf(':');
        var account = new AccountId(Long.parseLong(key.substring(0, colon)));
        return held(account, HEX.parseHex(key.substring(colon + 1)), "").orElse(null);
    }

    /// `lock` is a constant of ours.
    private Optional<Held> held(AccountId account, byte[] hash, String lock) {
        return sql.sql("""
                        select t.account_id, t.kind, t.grant_id, t.family, g.user_id, g.client_id, t.scopes, t.created_at,
                          t.expires_at, t.used_at, coalesce(extract(epoch from g.last_used_at), 0)::bigint as last_used
                        from oauth_tokens t
                        join oauth_grants g on g.account_id = :account and g.id = t.grant_id
                        where t.account_id = :account and t.hash = :hash
                        """ + lock)
                .param("account", account.value())
                .param("hash", hash)
                .query((row, _) -> held(row))
                .optional();
    }

    private static Held held(ResultSet row) throws SQLException {
        return new Held(
                new AccountId(row.getLong("account_id")),
                row.getString("kind").equals("access") ? Opaque.Kind.ACCESS : Opaque.Kind.REFRESH,
                row.getLong("grant_id"),
                row.getLong("family"),
                row.getLong("user_id"),
                row.getString("client_id"),
                Rows.texts(row, "scopes"),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "expires_at"),
                Rows.instantOrNull(row, "used_at"),
                new AtomicLong(row.getLong("last_used")));
    }
}
