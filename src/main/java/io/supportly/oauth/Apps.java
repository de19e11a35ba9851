package io.supportly.oauth;

import io.supportly.accounts.Secrets;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.cache.Memory;
import io.supportly.kernel.cache.Remembered;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Every app in the database. Each is remembered by its client id: a token is good for as long as its app is there, in
/// whichever account it was granted.
@Component
final class Apps {
    private static final int MOST_REMEMBERED = 10_000;
    private static final int SECRET_LENGTH = 40;
    private static final List<String> USUAL_SCOPES = List.of("read");
    private static final String COLUMNS =
            "account_id, id, client_id, name, redirect_uris, scopes, secret_hash, created_at, updated_at";

    private final JdbcClient sql;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final Remembered<String, App> apps;

    Apps(JdbcClient sql, TransactionTemplate transactions, Clock clock, Memory memory) {
        this.sql = sql;
        this.transactions = transactions;
        this.clock = clock;
        apps = memory.remember("developer_apps", MOST_REMEMBERED, clientId -> clientId, this::load);
    }

    /// An app with the secret that is told only now.
    record Told(App app, @Nullable String secret) {}

    Optional<App> find(@Nullable String clientId) {
        return Opaque.read(Opaque.Kind.APP, clientId).flatMap(id -> Optional.ofNullable(apps.find(id.text())));
    }

    List<App> of(AccountId account) {
        return sql.sql("select " + COLUMNS + " from developer_apps where account_id = :account order by id")
                .param("account", account.value())
                .query((row, _) -> app(row))
                .list();
    }

    App get(AccountId account, long id) {
        return sql.sql("select " + COLUMNS + " from developer_apps where account_id = :account and id = :id")
                .param("account", account.value())
                .param("id", id)
                .query((row, _) -> app(row))
                .optional()
                .orElseThrow(Problem::notFound);
    }

    Told add(AccountId account, App.Draft draft) {
        String secret = Boolean.FALSE.equals(draft.confidential()) ? null : Secrets.random(SECRET_LENGTH);
        App app = sql.sql("""
                        insert into developer_apps (account_id, client_id, name, redirect_uris, scopes, secret_hash,
                          created_at, updated_at)
                        values (:account, :clientId, :name, :redirectUris, :scopes, :secret, :now, :now)
                        returning\s""" + COLUMNS)
                .param("account", account.value())
                .param("clientId", Opaque.make(Opaque.Kind.APP, account).text())
                .param("name", draft.name())
                .param("redirectUris", texts(draft.redirectUris()))
                .param("scopes", texts(draft.scopes() == null ? USUAL_SCOPES : draft.scopes()))
                .param("secret", secret == null ? null : Secrets.hash(secret))
                .param("now", Rows.time(clock.instant()))
                .query((row, _) -> app(row))
                .single();
        return new Told(app, secret);
    }

    /// What is null stays.
    App update(App app, App.Draft draft) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            apps.forget(app.clientId());
            return sql.sql("""
                            update developer_apps
                            set name = coalesce(:name, name), redirect_uris = coalesce(:redirectUris, redirect_uris),
                              scopes = coalesce(:scopes, scopes), updated_at = :now
                            where account_id = :account and id = :id
                            returning\s""" + COLUMNS)
                    .param("name", draft.name())
                    .param("redirectUris", texts(draft.redirectUris()))
                    .param("scopes", texts(draft.scopes()))
                    .param("now", Rows.time(clock.instant()))
                    .param("account", app.account().value())
                    .param("id", app.id())
                    .query((row, _) -> app(row))
                    .optional()
                    .orElseThrow(Problem::notFound);
        }));
    }

    /// The old secret stops working at once; what was granted stays.
    Told rotateSecret(App app) {
        String secret = Secrets.random(SECRET_LENGTH);
        transactions.executeWithoutResult(_ -> {
            apps.forget(app.clientId());
            sql.sql("""
                            update developer_apps set secret_hash = :secret, updated_at = :now
                            where account_id = :account and id = :id
                            """)
                    .param("secret", Secrets.hash(secret))
                    .param("now", Rows.time(clock.instant()))
                    .param("account", app.account().value())
                    .param("id", app.id())
                    .update();
        });
        return new Told(get(app.account(), app.id()), secret);
    }

    /// Its tokens die with it, in every account; their rows are cleared away later ([Expiring]).
    void remove(App app) {
        transactions.executeWithoutResult(_ -> {
            apps.forget(app.clientId());
            sql.sql("delete from developer_apps where account_id = :account and id = :id")
                    .param("account", app.account().value())
                    .param("id", app.id())
                    .update();
        });
    }

    private static String @Nullable [] texts(@Nullable List<String> texts) {
        return texts == null ? null : texts.stream().distinct().toArray(String[]::new);
    }

    private @Nullable App load(String clientId) {
        return Opaque.read(Opaque.Kind.APP, clientId)
                .flatMap(id -> sql.sql("select " + COLUMNS
                                + " from developer_apps where account_id = :account and client_id = :clientId")
                        .param("account", id.account().value())
                        .param("clientId", clientId)
                        .query((row, _) -> app(row))
                        .optional())
                .orElse(null);
    }

    private static App app(ResultSet row) throws SQLException {
        byte[] secret = row.getBytes("secret_hash");
        return new App(
                new AccountId(row.getLong("account_id")),
                row.getLong("id"),
                row.getString("client_id"),
                row.getString("name"),
                Rows.texts(row, "redirect_uris"),
                Rows.texts(row, "scopes"),
                secret == null ? null : HexFormat.of().formatHex(secret),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "updated_at"));
    }
}
