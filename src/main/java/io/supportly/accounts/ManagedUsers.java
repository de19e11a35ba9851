package io.supportly.accounts;

import io.supportly.kernel.Caller;
import io.supportly.kernel.Role;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.sql.Rows;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Every user, as operators' programs make and change them: confirmed at once, in no account until they are put there.
@Component
public final class ManagedUsers {
    private final Users users;
    private final Members members;
    private final Staffing staffing;
    private final Tokens tokens;
    private final ApplicationEventPublisher replaced;
    private final JdbcClient sql;
    private final JsonMapper json;
    private final TransactionTemplate transactions;
    private final Clock clock;

    ManagedUsers(
            Users users,
            Members members,
            Staffing staffing,
            Tokens tokens,
            ApplicationEventPublisher replaced,
            JdbcClient sql,
            JsonMapper json,
            TransactionTemplate transactions,
            Clock clock) {
        this.users = users;
        this.members = members;
        this.staffing = staffing;
        this.tokens = tokens;
        this.replaced = replaced;
        this.sql = sql;
        this.json = json;
        this.transactions = transactions;
        this.clock = clock;
    }

    @SuppressWarnings("unchecked")
    public ManagedUser get(long user) {
        List<ManagedUser.InAccount> accounts = accountsOf(user);
        return sql.sql("""
                        select id, name, display_name, coalesce(display_name, name) as available_name, email,
                          confirmed_at is not null as confirmed, avatar_url, custom_attributes
                        from users where id = :user
                        """)
                .param("user", user)
                .query((row, _) -> new ManagedUser(
                        row.getLong("id"),
                        row.getString("name"),
                        row.getString("display_name"),
                        row.getString("available_name"),
                        row.getString("email"),
                        row.getString("email"),
                        "email",
                        row.getBoolean("confirmed"),
                        row.getString("avatar_url"),
                        (Map<String, Object>) json.readValue(row.getString("custom_attributes"), Map.class),
                        null,
                        accounts))
                .optional()
                .orElseThrow(Problem::notFound);
    }

    private List<ManagedUser.InAccount> accountsOf(long user) {
        return sql.sql("""
                        select a.id, a.name, m.role
                        from members m
                        join accounts a on a.id = m.account_id
                        where m.user_id = :user and a.status <> 'deleted'
                        order by m.created_at, m.account_id
                        """)
                .param("user", user)
                .query((row, _) -> new ManagedUser.InAccount(
                        row.getLong("id"), row.getString("name"), Role.of(row.getString("role"))))
                .list();
    }

    /// A new user, with the token that is told once; or the one who has that e-mail, as he is.
    public ManagedUser add(ManagedUser.Draft draft) {
        Optional<Long> known = Optional.ofNullable(draft.email()).flatMap(users::find);
        var faults = new Faults();
        draft.check(faults, known.isEmpty());
        faults.orThrow();
        return Objects.requireNonNull(transactions.execute(_ -> {
            ManagedUser user = known.map(this::get).orElseGet(() -> make(draft));
            sql.sql("update users set managed = true where id = :user and not managed")
                    .param("user", user.id())
                    .update();
            return user;
        }));
    }

    private ManagedUser make(ManagedUser.Draft draft) {
        String email = Objects.requireNonNull(draft.email());
        String name = draft.name() == null ? email.replaceFirst("@.*", "") : draft.name();
        long user = users.add(name, email, Objects.requireNonNull(draft.password()));
        write(user, draft);
        return get(user).with(tokens.rotateForUser(user));
    }

    public ManagedUser update(long user, ManagedUser.Draft draft) {
        var faults = new Faults();
        draft.check(faults, false);
        boolean isFree = draft.email() == null
                || users.find(draft.email()).filter(other -> other != user).isEmpty();
        faults.check("email", isFree, "has already been taken", "taken").orThrow();
        return Objects.requireNonNull(transactions.execute(_ -> {
            write(user, draft);
            if (draft.password() != null) {
                users.confirm(user, draft.password());
                replaced.publishEvent(new PasswordReplaced(user));
            }
            members.changedEverywhere(user);
            return get(user);
        }));
    }

    private void write(long user, ManagedUser.Draft draft) {
        sql.sql("""
                        update users
                        set name = coalesce(:name, name), email = coalesce(:email, email),
                          display_name = case when :hasDisplayName then :displayName else display_name end,
                          custom_attributes = custom_attributes || :attributes::jsonb, updated_at = :now
                        where id = :user
                        """)
                .param("name", draft.name())
                .param("email", lower(draft.email()))
                .param("hasDisplayName", draft.displayName().here())
                .param("displayName", draft.displayName().value())
                .param(
                        "attributes",
                        json.writeValueAsString(draft.customAttributes() == null ? Map.of() : draft.customAttributes()))
                .param("now", Rows.time(clock.instant()))
                .param("user", user)
                .update();
    }

    private static @Nullable String lower(@Nullable String email) {
        return email == null ? null : email.toLowerCase(Locale.ROOT);
    }

    /// He leaves all of his accounts, also as the last administrator.
    public void remove(long user) {
        transactions.executeWithoutResult(_ -> {
            members.accountsOf(user).forEach(account -> staffing.takeOut(new Caller.System(account), user));
            tokens.forgetUser(user);
            sql.sql("delete from users where id = :user").param("user", user).update();
        });
    }

    /// A new token; his old one stops working at once.
    public ManagedUser.Token token(long user) {
        return get(user).token(tokens.rotateForUser(user));
    }
}
