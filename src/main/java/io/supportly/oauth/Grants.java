package io.supportly.oauth;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Every grant in the database. Who takes one away takes its tokens away with it.
@Component
final class Grants {
    private static final String COLUMNS = "account_id, id, user_id, client_id, scopes, created_at, last_used_at";

    private final JdbcClient sql;
    private final TransactionTemplate transactions;
    private final AppTokens tokens;
    private final Apps apps;
    private final Clock clock;

    Grants(JdbcClient sql, TransactionTemplate transactions, AppTokens tokens, Apps apps, Clock clock) {
        this.sql = sql;
        this.transactions = transactions;
        this.tokens = tokens;
        this.apps = apps;
        this.clock = clock;
    }

    /// What the user allowed before stays allowed.
    long allow(Caller.Member member, App app, List<String> scopes) {
        return sql.sql("""
                        insert into oauth_grants (account_id, user_id, client_id, scopes, created_at)
                        values (:account, :user, :clientId, :scopes, :now)
                        on conflict (account_id, user_id, client_id) do update
                        set scopes = array(select distinct unnest(oauth_grants.scopes || excluded.scopes) order by 1)
                        returning id
                        """)
                .param("account", member.account().value())
                .param("user", member.userId())
                .param("clientId", app.clientId())
                .param("scopes", scopes.toArray(String[]::new))
                .param("now", Rows.time(clock.instant()))
                .query((row, _) -> row.getLong(1))
                .single();
    }

    Optional<Grant> find(Caller.Member member, App app) {
        return sql.sql("select " + COLUMNS + """
                         from oauth_grants
                        where account_id = :account and user_id = :user and client_id = :clientId
                        """)
                .param("account", member.account().value())
                .param("user", member.userId())
                .param("clientId", app.clientId())
                .query((row, _) -> grant(row))
                .optional();
    }

    /// Those of its own account.
    List<Grant.ByUser> of(App app) {
        return sql.sql("select " + COLUMNS + """
                         from oauth_grants
                        where account_id = :account and client_id = :clientId
                        order by id
                        """)
                .param("account", app.account().value())
                .param("clientId", app.clientId())
                .query((row, _) -> grant(row).byUser())
                .list();
    }

    /// The user's own, in the accounts that he reaches; those of apps that are gone are gone with them.
    List<Grant.ToApp> of(long user, Collection<AccountId> accounts) {
        return sql
                .sql("select " + COLUMNS + """
                         from oauth_grants
                        where account_id = any(:accounts::bigint[]) and user_id = :user
                        order by id
                        """)
                .param("accounts", numbers(accounts))
                .param("user", user)
                .query((row, _) -> grant(row))
                .list()
                .stream()
                .flatMap(grant -> apps.find(grant.clientId()).map(grant::toApp).stream())
                .toList();
    }

    void revoke(App app, long id) {
        transactions.executeWithoutResult(_ -> {
            tokens.forgetGrant(app.account(), id);
            int gone = sql.sql("""
                            delete from oauth_grants
                            where account_id = :account and client_id = :clientId and id = :id
                            """)
                    .param("account", app.account().value())
                    .param("clientId", app.clientId())
                    .param("id", id)
                    .update();
            orNotFound(gone);
        });
    }

    void revoke(long user, Collection<AccountId> accounts, long id) {
        transactions.executeWithoutResult(_ -> {
            accounts.forEach(account -> tokens.forgetGrant(account, id));
            int gone = sql.sql("""
                            delete from oauth_grants
                            where account_id = any(:accounts::bigint[]) and user_id = :user and id = :id
                            """)
                    .param("accounts", numbers(accounts))
                    .param("user", user)
                    .param("id", id)
                    .update();
            orNotFound(gone);
        });
    }

    private static void orNotFound(int gone) {
        if (gone == 0) {
            throw Problem.notFound();
        }
    }

    private static Long[] numbers(Collection<AccountId> accounts) {
        return accounts.stream().map(AccountId::value).toArray(Long[]::new);
    }

    private static Grant grant(ResultSet row) throws SQLException {
        return new Grant(
                new AccountId(row.getLong("account_id")),
                row.getLong("id"),
                row.getLong("user_id"),
                row.getString("client_id"),
                Rows.texts(row, "scopes"),
                Rows.instant(row, "created_at"),
                Rows.instantOrNull(row, "last_used_at"));
    }
}
