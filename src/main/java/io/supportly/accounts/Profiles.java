package io.supportly.accounts;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.Role;
import io.supportly.kernel.events.EventLog;
import io.supportly.kernel.json.Times;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Users with all their accounts.
@Component
public final class Profiles {
    private static final int LONGEST_SETTINGS = 64 * 1024;

    private final JdbcClient sql;
    private final JsonMapper json;
    private final Users users;
    private final Members members;
    private final Tokens tokens;
    private final EventLog events;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Profiles(
            JdbcClient sql,
            JsonMapper json,
            Users users,
            Members members,
            Tokens tokens,
            EventLog events,
            TransactionTemplate transactions,
            Clock clock) {
        this.sql = sql;
        this.json = json;
        this.users = users;
        this.members = members;
        this.tokens = tokens;
        this.events = events;
        this.transactions = transactions;
        this.clock = clock;
    }

    private record Joined(
            Profile.Membership membership,
            @Nullable Instant activeAt,
            @Nullable Long inviter) {}

    public Profile get(long user) {
        return get(user, accountsOf(user));
    }

    /// As the user is in `reached`: an app that acts for him in one account is told of no other.
    public Profile get(long user, Set<AccountId> reached) {
        return get(
                user,
                accountsOf(user).stream()
                        .filter(each ->
                                reached.contains(new AccountId(each.membership().id())))
                        .toList());
    }

    private Profile get(long user, List<Joined> joined) {
        if (joined.isEmpty()) {
            throw Problem.notFound();
        }
        Comparator<Joined> byActivity = Comparator.comparing(
                each -> each.activeAt() == null ? Instant.MIN : each.activeAt(), Comparator.reverseOrder());
        Joined active = joined.stream().sorted(byActivity).findFirst().orElseThrow();
        return sql.sql("""
                        select id, name, display_name, coalesce(display_name, name) as available_name, email,
                          message_signature, ui_settings, confirmed_at is not null as confirmed, avatar_url,
                          custom_attributes, created_at
                        from users where id = :user
                        """)
                .param("user", user)
                .query((row, _) -> profile(row, active, joined))
                .optional()
                .orElseThrow(Problem::notFound);
    }

    private Profile profile(ResultSet row, Joined active, List<Joined> joined) throws SQLException {
        return new Profile(
                row.getLong("id"),
                active.membership().id(),
                null,
                row.getString("name"),
                row.getString("display_name"),
                row.getString("message_signature"),
                row.getString("available_name"),
                row.getString("email"),
                row.getString("email"),
                "email",
                row.getBoolean("confirmed"),
                row.getString("avatar_url"),
                map(row.getString("custom_attributes")),
                map(row.getString("ui_settings")),
                active.membership().role(),
                active.inviter(),
                null,
                Times.iso(Rows.instant(row, "created_at")),
                joined.stream().map(Joined::membership).toList());
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> map(String text) {
        return (Map<String, Object>) json.readValue(text, Map.class);
    }

    /// In the order in which he joined.
    private List<Joined> accountsOf(long user) {
        return sql.sql("""
                        select a.id, a.name, a.status, m.role, m.custom_role_id, r.id as r_id, r.name as r_name,
                          r.description as r_description, r.permissions as r_permissions,
                          r.created_at as r_created_at, r.updated_at as r_updated_at,
                          m.availability, m.auto_offline, m.active_at, m.invited_by,
                          case when m.availability = 'online' and m.auto_offline and p.away then 'offline'
                            else m.availability end as availability_status
                        from members m
                        join accounts a on a.id = m.account_id
                        left join presences p on p.account_id = m.account_id and p.user_id = m.user_id
                        left join custom_roles r on r.account_id = m.account_id and r.id = m.custom_role_id
                        where m.user_id = :user and a.status = 'active'
                        order by m.created_at, m.account_id
                        """).param("user", user).query((row, _) -> joined(row)).list();
    }

    private static Joined joined(ResultSet row) throws SQLException {
        Instant activeAt = Rows.instantOrNull(row, "active_at");
        Role role = Role.of(row.getString("role"));
        CustomRole customRole = row.getObject("custom_role_id") == null ? null : CustomRole.of(row, "r_");
        var membership = new Profile.Membership(
                row.getLong("id"),
                row.getString("name"),
                row.getString("status"),
                activeAt == null ? null : Times.iso(activeAt),
                role,
                CustomRole.permissions(role, customRole),
                customRole == null ? null : customRole.id(),
                customRole,
                row.getString("availability"),
                row.getString("availability_status"),
                row.getBoolean("auto_offline"));
        return new Joined(membership, activeAt, Rows.longOrNull(row, "invited_by"));
    }

    void workIn(Caller.Member caller) {
        sql.sql("update members set active_at = :now where account_id = :account and user_id = :user")
                .param("now", Rows.time(clock.instant()))
                .param("account", caller.account().value())
                .param("user", caller.userId())
                .update();
    }

    /// What a draft says, which was checked; a new password is for who keeps the sessions. Every account that shows the
    /// user another way is told.
    public void change(Profile now, Profile.Draft draft) {
        String email = draft.movesTo(now);
        String settings = draft.uiSettings() == null ? null : json.writeValueAsString(draft.uiSettings());
        new Faults()
                .check("email", email == null || users.find(email).isEmpty(), "has already been taken", "taken")
                .check(
                        "ui_settings",
                        settings == null || settings.length() <= LONGEST_SETTINGS,
                        "are too large",
                        "too_long")
                .orThrow();
        transactions.executeWithoutResult(_ -> {
            Map<Caller, Agent> before =
                    tokens.ofUser(now.id()).orElseThrow(Problem::notFound).callers().values().stream()
                            .collect(Collectors.toMap(
                                    caller -> caller, caller -> members.get(caller.account(), now.id())));
            save(now, draft, email, settings);
            members.changedEverywhere(now.id());
            before.forEach(this::tell);
        });
    }

    private void save(Profile now, Profile.Draft draft, @Nullable String email, @Nullable String settings) {
        sql.sql("""
                        update users
                        set name = coalesce(:name, name), display_name = :displayName,
                          message_signature = :signature, ui_settings = coalesce(:settings::jsonb, ui_settings),
                          email = coalesce(:email, email), updated_at = :now
                        where id = :user
                        """)
                .param("name", draft.name())
                .param("displayName", draft.displayName().or(now.displayName()))
                .param("signature", draft.messageSignature().or(now.messageSignature()))
                .param("settings", settings)
                .param("email", email)
                .param("now", Rows.time(clock.instant()))
                .param("user", now.id())
                .update();
    }

    private void tell(Caller caller, Agent before) {
        Agent after = members.get(caller.account(), before.id());
        if (!after.equals(before)) {
            events.append(after.updated(caller, before, clock.instant()));
        }
    }
}
