package io.supportly.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.supportly.accounts.Accounts;
import io.supportly.accounts.FirstRun;
import io.supportly.accounts.Members;
import io.supportly.accounts.Secrets;
import io.supportly.accounts.Tokens;
import io.supportly.accounts.Users;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Role;
import io.supportly.kernel.cache.Memory;
import io.supportly.kernel.files.FileStore;
import io.supportly.kernel.files.Thumbnails;
import io.supportly.kernel.sql.DatabaseServer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Fills account 1, or a new account where that is in use already.
public final class Demo {
    private final DatabaseServer server;
    private final JdbcClient sql;
    private final TransactionTemplate transactions;
    private final FirstRun firstRun;
    private final Accounts accounts;
    private final Users users;
    private final Members members;
    private final Tokens tokens;
    private final JsonMapper json;
    private final Sketches sketches;
    private final Memory memory;
    private final Clock clock;

    Demo(
            DatabaseServer server,
            JdbcClient sql,
            TransactionTemplate transactions,
            FirstRun firstRun,
            Accounts accounts,
            Users users,
            Members members,
            Tokens tokens,
            JsonMapper json,
            FileStore files,
            Thumbnails thumbnails,
            Memory memory,
            Clock clock) {
        this.server = server;
        this.sql = sql;
        this.transactions = transactions;
        this.firstRun = firstRun;
        this.accounts = accounts;
        this.users = users;
        this.members = members;
        this.tokens = tokens;
        this.json = json;
        this.sketches = new Sketches(sql, files, thumbnails);
        this.memory = memory;
        this.clock = clock;
    }

    /// What was filled. Password and token are told where they were made for this.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Filled(
            long accountId,
            long userId,
            String email,
            @Nullable String password,
            @Nullable String token,
            int contacts,
            int conversations,
            int messages,
            double seconds) {}

    /// An account to fill, and who looks after it.
    record Desk(
            AccountId account,
            long user,
            String email,
            @Nullable String password,
            @Nullable String token) {}

    /// The words after `demo`; answers JSON.
    public String run(Consumer<String> progress, String... words) {
        Scale scale = Scale.parse(words);
        return json.writeValueAsString(scale == null ? tell() : fill(scale, progress));
    }

    /// There is something to look at already.
    record Already(long accountId, String message) {}

    /// The small data, once: written in one transaction, for people to read.
    private Object tell() {
        long start = System.nanoTime();
        Script script = Script.read(json);
        var already = told(script.desk().agents().getFirst());
        if (already.isPresent()) {
            return new Already(already.get(), "This account has the demo data already: nothing was added");
        }
        Desk desk = fresh();
        int messages = Objects.requireNonNull(transactions.execute(_ -> {
            var now = clock.instant();
            var small = new SmallDesk(sql, json, users, members, desk.account(), now);
            small.add(script.desk(), desk.user());
            return new SmallStories(sql, json, small, sketches, desk.account(), desk.user(), now).tell(script);
        }));
        forgetWhatWasThere(desk.account());
        return filled(desk, script.people().size(), script.dialogues().size(), messages, start);
    }

    private Optional<Long> told(Script.Agent first) {
        return sql.sql("""
                        select m.account_id from members m
                        join users u on u.id = m.user_id
                        where u.email = :before || m.account_id || :after
                        order by m.account_id limit 1
                        """)
                .param("before", first.key() + "@" + SmallDesk.DOMAIN.split("%s", -1)[0])
                .param("after", SmallDesk.DOMAIN.split("%s", -1)[1])
                .query((row, _) -> row.getLong(1))
                .optional();
    }

    public Filled fill(Scale scale, Consumer<String> progress) {
        long start = System.nanoTime();
        Desk desk = fresh();
        var one = new SingleConnectionDataSource(server.jdbcUrl(), server.user(), server.password(), true);
        try {
            new BulkLoad(JdbcClient.create(one), desk.account(), desk.user(), scale, clock.instant(), progress).run();
        } finally {
            one.destroy();
        }
        forgetWhatWasThere(desk.account());
        return filled(desk, scale.contacts(), scale.conversations(), scale.messages(), start);
    }

    private static Filled filled(Desk desk, int contacts, int conversations, int messages, long start) {
        return new Filled(
                desk.account().value(),
                desk.user(),
                desk.email(),
                desk.password(),
                desk.token(),
                contacts,
                conversations,
                messages,
                Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0);
    }

    private Desk fresh() {
        var login = firstRun.run();
        if (login.isPresent()) {
            var made = login.get();
            return new Desk(made.account(), made.user(), made.email(), made.password(), made.token());
        }
        var first = new AccountId(1);
        return isUnused(first) ? used(first) : added();
    }

    /// Nobody has written here, and no number of a conversation was drawn in vain.
    private boolean isUnused(AccountId account) {
        return sql.sql("""
                        select exists (select from accounts where id = :account)
                          and not exists (select from contacts where account_id = :account)
                          and not exists (select from conversations where account_id = :account)
                          and (select last_value is null from pg_sequences
                            where sequencename = 'conversation_numbers_' || :account)
                        """)
                .param("account", account.value())
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    private Desk used(AccountId account) {
        return sql.sql("""
                        select u.id, u.email
                        from members m
                        join users u on u.id = m.user_id
                        where m.account_id = :account and m.role = 'administrator'
                        order by u.id limit 1
                        """)
                .param("account", account.value())
                .query((row, _) -> new Desk(account, row.getLong("id"), row.getString("email"), null, null))
                .optional()
                .orElseGet(this::added);
    }

    private Desk added() {
        return Objects.requireNonNull(transactions.execute(_ -> {
            AccountId account = accounts.add("Demo");
            String email = "admin@demo-" + account + ".example";
            String password = Secrets.random(16) + "-1aA";
            long user = users.add("Dana Demo", email, password);
            members.add(account, user, Role.ADMINISTRATOR, null);
            return new Desk(account, user, email, password, tokens.rotateForUser(user));
        }));
    }

    /// A running server may remember that this account had none of what it has now.
    private void forgetWhatWasThere(AccountId account) {
        List.of("members", "inboxes", "teams").forEach(kind -> memory.tellAll(kind, account));
    }
}
