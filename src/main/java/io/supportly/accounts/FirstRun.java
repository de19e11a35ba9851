package io.supportly.accounts;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.Role;
import io.supportly.kernel.Settings;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Account 1 and its administrator, made once on an empty database. Nodes that start together do it once.
@Component
public final class FirstRun {
    private static final long LOCK = 0x5355_5050_4f52_544cL; // "SUPPORTL"

    private final Accounts accounts;
    private final Users users;
    private final Members members;
    private final Tokens tokens;
    private final Settings settings;
    private final JdbcClient sql;
    private final TransactionTemplate transactions;

    FirstRun(
            Accounts accounts,
            Users users,
            Members members,
            Tokens tokens,
            Settings settings,
            JdbcClient sql,
            TransactionTemplate transactions) {
        this.accounts = accounts;
        this.users = users;
        this.members = members;
        this.tokens = tokens;
        this.settings = settings;
        this.sql = sql;
        this.transactions = transactions;
    }

    /// What is told once and never again.
    public record Login(AccountId account, long user, String email, String password, String token) {}

    /// Empty when there is an account already.
    public Optional<Login> run() {
        return Optional.ofNullable(transactions.execute(_ -> {
            sql.sql("select pg_advisory_xact_lock(:lock)")
                    .param("lock", LOCK)
                    .query((_, _) -> true)
                    .single();
            return accounts.isEmpty() ? make() : null;
        }));
    }

    private Login make() {
        String email = settings.adminEmail() == null ? "admin@example.com" : settings.adminEmail();
        String password = settings.adminPassword() == null ? Secrets.password() : settings.adminPassword();
        String token = settings.adminToken() == null ? Secrets.random() : settings.adminToken();
        AccountId account = accounts.add("Supportly");
        long user = users.add("Administrator", email, password);
        members.add(account, user, Role.ADMINISTRATOR, null);
        tokens.rotateForUser(user, token);
        return new Login(account, user, email, password, token);
    }
}
