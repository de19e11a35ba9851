package io.supportly.accounts;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.Role;
import io.supportly.kernel.cache.Memory;
import io.supportly.kernel.cache.Remembered;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Which users belong to which account, and as what. The people of an account are remembered together, as they are
/// there: who is set to be online and goes offline by himself is offline while his heartbeats stay out ([Presences]).
@Component
public final class Members {
    private static final int MOST_REMEMBERED = 10_000;

    private final JdbcClient sql;
    private final JsonMapper json;
    private final Clock clock;
    private final Tokens tokens;
    private final ApplicationEventPublisher left;
    private final Remembered<AccountId, Map<Long, Person>> people;

    Members(
            JdbcClient sql,
            JsonMapper json,
            Clock clock,
            Tokens tokens,
            ApplicationEventPublisher left,
            Memory memory) {
        this.sql = sql;
        this.json = json;
        this.clock = clock;
        this.tokens = tokens;
        this.left = left;
        people = memory.remember("members", MOST_REMEMBERED, text -> new AccountId(Long.parseLong(text)), this::load);
    }

    private record Person(Agent agent, Caller.Member caller) {}

    /// What is remembered of the account's people: another object once any of them changed.
    public Object remembered(AccountId account) {
        return people.get(account);
    }

    /// All of the account, administrators too, by name.
    public List<Agent> of(AccountId account) {
        return people.get(account).values().stream().map(Person::agent).toList();
    }

    public Optional<Agent> find(AccountId account, long user) {
        return Optional.ofNullable(people.get(account).get(user)).map(Person::agent);
    }

    /// Who he is when something is done in his name, with what he may do now.
    public Optional<Caller.Member> caller(AccountId account, long user) {
        return Optional.ofNullable(people.get(account).get(user)).map(Person::caller);
    }

    /// Whether conversations are anything to him: a custom role may say that they are not.
    public boolean mayConverse(AccountId account, long user) {
        return caller(account, user).map(Caller.Member::mayConverse).orElse(false);
    }

    public Agent get(AccountId account, long user) {
        return find(account, user).orElseThrow(Problem::notFound);
    }

    /// Those of `users` who belong to the account, in the order of the account's list.
    public List<Agent> only(AccountId account, Collection<Long> users) {
        return of(account).stream().filter(agent -> users.contains(agent.id())).toList();
    }

    public void add(AccountId account, long user, Role role, @Nullable Long invitedBy) {
        add(account, user, role, "online", true, invitedBy);
    }

    void add(
            AccountId account,
            long user,
            Role role,
            String availability,
            boolean autoOffline,
            @Nullable Long invitedBy) {
        int added = sql.sql("""
                        insert into members (account_id, user_id, role, availability, auto_offline, invited_by,
                          created_at, updated_at)
                        values (:account, :user, :role, :availability, :autoOffline, :invitedBy, :now, :now)
                        on conflict (account_id, user_id) do nothing
                        """)
                .param("account", account.value())
                .param("user", user)
                .param("role", role.word())
                .param("availability", availability)
                .param("autoOffline", autoOffline)
                .param("invitedBy", invitedBy)
                .param("now", Rows.time(clock.instant()))
                .update();
        if (added == 0) {
            throw Problem.taken("email");
        }
        changed(account, user);
    }

    /// What is null stays.
    void update(
            AccountId account,
            long user,
            @Nullable Role role,
            @Nullable String availability,
            @Nullable Boolean autoOffline) {
        sql.sql("""
                        update members
                        set role = coalesce(:role, role),
                          custom_role_id = case when :role::text = 'administrator' then null else custom_role_id end,
                          availability = coalesce(:availability, availability),
                          auto_offline = coalesce(:autoOffline, auto_offline), updated_at = :now
                        where account_id = :account and user_id = :user
                        """)
                .param("role", role == null ? null : role.word())
                .param("availability", availability)
                .param("autoOffline", autoOffline)
                .param("now", Rows.time(clock.instant()))
                .param("account", account.value())
                .param("user", user)
                .update();
        changed(account, user);
    }

    /// A custom role, which [CustomRoles] holds, or none. To be called in a transaction.
    void give(AccountId account, long user, @Nullable Long customRole) {
        sql.sql("""
                        update members set custom_role_id = :role, updated_at = :now
                        where account_id = :account and user_id = :user
                        """)
                .param("role", customRole)
                .param("now", Rows.time(clock.instant()))
                .param("account", account.value())
                .param("user", user)
                .update();
        changed(account, user);
    }

    /// To be called in the transaction that changes a custom role.
    void customRoleChanged(AccountId account, long customRole) {
        sql.sql("select user_id from members where account_id = :account and custom_role_id = :role")
                .param("account", account.value())
                .param("role", customRole)
                .query((row, _) -> row.getLong(1))
                .list()
                .forEach(user -> changed(account, user));
    }

    /// To be called in the transaction in which somebody comes or goes.
    void presenceChanged(AccountId account) {
        people.forget(account);
    }

    /// Teams and inboxes are left with the membership; conversations are unassigned by who owns them.
    void remove(AccountId account, long user) {
        changed(account, user);
        left.publishEvent(new MemberLeft(account, user));
        sql.sql("delete from members where account_id = :account and user_id = :user")
                .param("account", account.value())
                .param("user", user)
                .update();
    }

    /// An account without an administrator could never get one again. Whoever else takes the role away from somebody
    /// waits until this transaction is through.
    void keepAdministrator(AccountId account, long user, String field) {
        List<Long> administrators = sql.sql("""
                        select user_id from members
                        where account_id = :account and role = 'administrator'
                        order by user_id
                        for update
                        """)
                .param("account", account.value())
                .query((row, _) -> row.getLong(1))
                .list();
        if (administrators.equals(List.of(user))) {
            throw Problem.invalid(field, "is that of the last administrator, and an account needs one");
        }
    }

    /// To be called in the transaction that changes what every account shows of the user.
    void changedEverywhere(long user) {
        accountsOf(user).forEach(people::forget);
        tokens.forgetUser(user);
    }

    /// In the order in which he joined.
    List<AccountId> accountsOf(long user) {
        return sql.sql("select account_id from members where user_id = :user order by created_at, account_id")
                .param("user", user)
                .query((row, _) -> new AccountId(row.getLong(1)))
                .list();
    }

    private void changed(AccountId account, long user) {
        people.forget(account);
        tokens.forgetUser(user);
    }

    private Map<Long, Person> load(AccountId account) {
        var agents = new LinkedHashMap<Long, Person>();
        sql.sql("""
                        select m.account_id, u.id, u.name, coalesce(u.display_name, u.name) as available_name, u.email,
                          u.confirmed_at is not null as confirmed, u.avatar_url, u.custom_attributes,
                          m.role, m.custom_role_id, r.permissions, m.auto_offline,
                          case when m.availability = 'online' and m.auto_offline and p.away then 'offline'
                            else m.availability end as availability
                        from members m
                        join users u on u.id = m.user_id
                        left join presences p on p.account_id = m.account_id and p.user_id = m.user_id
                        left join custom_roles r on r.account_id = m.account_id and r.id = m.custom_role_id
                        where m.account_id = :account
                        order by lower(u.name), u.id
                        """)
                .param("account", account.value())
                .query((row, _) -> agents.put(row.getLong("id"), person(row)))
                .list();
        return agents;
    }

    private Person person(ResultSet row) throws SQLException {
        Agent agent = agent(row);
        var account = new AccountId(agent.accountId());
        var caller = new Caller.Member(
                account, agent.id(), agent.availableName(), agent.role(), CustomRole.permissions(row));
        return new Person(agent, caller);
    }

    @SuppressWarnings("unchecked")
    private Agent agent(ResultSet row) throws SQLException {
        return new Agent(
                row.getLong("id"),
                row.getLong("account_id"),
                row.getString("availability"),
                row.getBoolean("auto_offline"),
                row.getBoolean("confirmed"),
                row.getString("email"),
                "email",
                row.getString("available_name"),
                json.readValue(row.getString("custom_attributes"), Map.class),
                row.getString("name"),
                Role.of(row.getString("role")),
                Rows.longOrNull(row, "custom_role_id"),
                row.getString("avatar_url"));
    }
}
