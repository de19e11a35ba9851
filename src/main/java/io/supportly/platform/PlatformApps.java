package io.supportly.platform;

import io.supportly.accounts.Secrets;
import io.supportly.kernel.cache.Memory;
import io.supportly.kernel.cache.Remembered;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.sql.Rows;
import io.supportly.kernel.web.Authenticator;
import io.supportly.kernel.web.Identities;
import io.supportly.kernel.web.Identity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Every platform app, with its one token: kept as a hash, told once. Tokens have a beginning of their own, so that
/// nobody else's is looked for here, and theirs nowhere else.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
public final class PlatformApps implements Authenticator {
    private static final String BEGINNING = "platform_";
    private static final Duration NOTED = Duration.ofHours(1);
    private static final int MOST_REMEMBERED = 1_000;
    private static final HexFormat HEX = HexFormat.of();

    private final JdbcClient sql;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final Remembered<String, Known> apps;

    PlatformApps(JdbcClient sql, TransactionTemplate transactions, Clock clock, Memory memory) {
        this.sql = sql;
        this.transactions = transactions;
        this.clock = clock;
        apps = memory.remember("platform_apps", MOST_REMEMBERED, hash -> hash, this::load);
    }

    private record Known(long id, @Nullable Instant lastUsedAt) {}

    /// Told once.
    public record Made(long id, String name, String token) {}

    public record Deleted(long id, String name) {}

    public Made add(String name) {
        new Faults().present("name", name).atMost("name", name, 255).orThrow();
        String token = BEGINNING + Secrets.random();
        long id = sql.sql("""
                        insert into platform_apps (name, token_hash, created_at)
                        values (:name, :hash, :now)
                        returning id
                        """)
                .param("name", name)
                .param("hash", Secrets.hash(token))
                .param("now", Rows.time(clock.instant()))
                .query((row, _) -> row.getLong(1))
                .single();
        return new Made(id, name, token);
    }

    /// Its token dies with it; what it made stays.
    public Deleted remove(long id) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            sql.sql("select token_hash from platform_apps where id = :id")
                    .param("id", id)
                    .query((row, _) -> HEX.formatHex(row.getBytes(1)))
                    .optional()
                    .ifPresent(apps::forget);
            return sql.sql("delete from platform_apps where id = :id returning name")
                    .param("id", id)
                    .query((row, _) -> new Deleted(id, row.getString(1)))
                    .optional()
                    .orElseThrow(() -> Problem.invalid("id", "is no platform app's: " + id, "not_found"));
        }));
    }

    @Override
    public Optional<Identity> authenticate(String token) {
        if (!token.startsWith(BEGINNING)) {
            return Optional.empty();
        }
        String hash = HEX.formatHex(Secrets.hash(token));
        Known app = apps.find(hash);
        if (app == null) {
            return Optional.empty();
        }
        note(app, hash);
        return Optional.of(new Identity(Identities.PLATFORM_APP + app.id(), Map.of()));
    }

    static Optional<PlatformApp> of(Identity identity) {
        return identity.key().startsWith(Identities.PLATFORM_APP)
                ? Optional.of(
                        new PlatformApp(Long.parseLong(identity.key().substring(Identities.PLATFORM_APP.length()))))
                : Optional.empty();
    }

    /// That it was used: once an hour.
    private void note(Known app, String hash) {
        Instant now = clock.instant();
        if (app.lastUsedAt() != null && now.isBefore(app.lastUsedAt().plus(NOTED))) {
            return;
        }
        transactions.executeWithoutResult(_ -> {
            apps.forget(hash);
            sql.sql("update platform_apps set last_used_at = :now where id = :id")
                    .param("now", Rows.time(now))
                    .param("id", app.id())
                    .update();
        });
    }

    private @Nullable Known load(String hash) {
        return sql.sql("select id, last_used_at from platform_apps where token_hash = :hash")
                .param("hash", HEX.parseHex(hash))
                .query((row, _) -> new Known(row.getLong("id"), Rows.instantOrNull(row, "last_used_at")))
                .optional()
                .orElse(null);
    }
}
