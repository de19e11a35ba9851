package io.supportly.testing;

import io.supportly.accounts.Accounts;
import io.supportly.accounts.Members;
import io.supportly.accounts.Tokens;
import io.supportly.accounts.Users;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Role;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The named world that every test finds: the accounts `acme` and `globex`, `ada` (administrator) and `bruno` (agent)
/// of acme, `gina` (administrator) of globex, and `stranger` with no token. Each test gets a new one, so nothing has to
/// be cleaned up.
public final class World {
    public final TestServer server;
    public final AccountId acme;
    public final AccountId globex;
    public final long adaId;
    public final long brunoId;
    public final long ginaId;
    public final Api ada;
    public final Api bruno;
    public final Api gina;
    public final Api stranger;

    public World() {
        this(TestServer.shared());
    }

    public World(TestServer server) {
        this.server = server;
        Accounts accounts = server.bean(Accounts.class);
        acme = accounts.add("Acme");
        globex = accounts.add("Globex");
        adaId = user("Ada", acme, Role.ADMINISTRATOR);
        brunoId = user("Bruno", acme, Role.AGENT);
        ginaId = user("Gina", globex, Role.ADMINISTRATOR);
        ada = as(adaId, acme);
        bruno = as(brunoId, acme);
        // Gina knocks at acme's doors.
        gina = as(ginaId, acme);
        stranger = new Api(server.address(), prefix(acme), Map.of());
    }

    /// A confirmed user with that role; his e-mail is unique.
    public long user(String name, AccountId account, Role role) {
        String email = name.toLowerCase() + "-" + UUID.randomUUID() + "@example.com";
        long user = server.bean(Users.class).add(name, email, null);
        // Hashing a password for each would take more time than all the rest of a test.
        server.bean(JdbcClient.class)
                .sql("update users set confirmed_at = created_at where id = :user")
                .param("user", user)
                .update();
        server.bean(Members.class).add(account, user, role, null);
        return user;
    }

    /// The API as that user sees it, below the account's path.
    public Api as(long user, AccountId account) {
        String token = server.bean(Tokens.class).rotateForUser(user);
        return new Api(server.address(), prefix(account), Map.of("api_access_token", token));
    }

    public static String prefix(AccountId account) {
        return "/api/v1/accounts/" + account;
    }

    /// Waits until that reader of the event log has read all that happened in acme so far.
    public void untilRead(String consumer) {
        long last = server.sql()
                .sql("select max(id) from events where account_id = :account")
                .param("account", acme.value())
                .query(Long.class)
                .single();
        eventually(() -> server.sql()
                        .sql("select position from event_consumers where name = :name")
                        .param("name", consumer)
                        .query(Long.class)
                        .single()
                >= last);
    }

    /// Waits until `condition` holds; for what happens behind the answer. Fails after ten seconds.
    public static void eventually(java.util.function.BooleanSupplier condition) {
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(10))
                .pollInterval(java.time.Duration.ofMillis(10))
                .until(condition::getAsBoolean);
    }
}
