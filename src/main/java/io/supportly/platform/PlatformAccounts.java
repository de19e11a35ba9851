package io.supportly.platform;

import io.supportly.accounts.Closing;
import io.supportly.accounts.Tenant;
import io.supportly.accounts.Tenants;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.problems.Problem;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Which accounts a platform app made or was granted; there are no others for it.
@Component
final class PlatformAccounts {
    private final Tenants tenants;
    private final Closing closing;
    private final JdbcClient sql;
    private final TransactionTemplate transactions;

    PlatformAccounts(Tenants tenants, Closing closing, JdbcClient sql, TransactionTemplate transactions) {
        this.tenants = tenants;
        this.closing = closing;
        this.sql = sql;
        this.transactions = transactions;
    }

    List<Tenant> of(PlatformApp app) {
        return tenants.only(sql.sql("select account_id from platform_accounts where app_id = :app")
                .param("app", app.id())
                .query((row, _) -> row.getLong(1))
                .list());
    }

    /// The account, if it is the app's.
    AccountId own(PlatformApp app, long id) {
        return sql.sql("select account_id from platform_accounts where account_id = :account and app_id = :app")
                .param("account", id)
                .param("app", app.id())
                .query((row, _) -> new AccountId(row.getLong(1)))
                .optional()
                .orElseThrow(Problem::notFound);
    }

    Tenant get(PlatformApp app, long id) {
        return tenants.get(own(app, id));
    }

    Tenant add(PlatformApp app, Tenant.Draft draft) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            Tenant made = tenants.add(draft);
            sql.sql("insert into platform_accounts (account_id, app_id) values (:account, :app)")
                    .param("account", made.id())
                    .param("app", app.id())
                    .update();
            return made;
        }));
    }

    Tenant update(PlatformApp app, long id, Tenant.Draft draft) {
        return tenants.update(own(app, id), draft);
    }

    /// It is no app's any more.
    void remove(PlatformApp app, long id) {
        AccountId account = own(app, id);
        transactions.executeWithoutResult(_ -> {
            sql.sql("delete from platform_accounts where account_id = :account")
                    .param("account", account.value())
                    .update();
            closing.close(account);
        });
    }
}
