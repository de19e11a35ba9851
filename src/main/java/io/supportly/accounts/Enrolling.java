package io.supportly.accounts;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.Role;
import io.supportly.kernel.events.Event;
import io.supportly.kernel.events.EventLog;
import io.supportly.kernel.json.Times;
import io.supportly.kernel.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Puts users into accounts and takes them out again, as operators' programs do: also the last administrator, since
/// the program can put in another.
@Component
public final class Enrolling {
    private final Staffing staffing;
    private final Members members;
    private final EventLog events;
    private final JdbcClient sql;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Enrolling(
            Staffing staffing,
            Members members,
            EventLog events,
            JdbcClient sql,
            TransactionTemplate transactions,
            Clock clock) {
        this.staffing = staffing;
        this.members = members;
        this.events = events;
        this.sql = sql;
        this.transactions = transactions;
        this.clock = clock;
    }

    private static final String SELECT = """
            select account_id, user_id, role, custom_role_id, invited_by, availability, auto_offline, created_at,
              updated_at
            from members
            where account_id = :account
            """;

    /// In the order in which they joined.
    public List<Membership> of(AccountId account) {
        return sql.sql(SELECT + " order by created_at, user_id")
                .param("account", account.value())
                .query((row, _) -> membership(row))
                .list();
    }

    private Membership get(AccountId account, long user) {
        return sql.sql(SELECT + " and user_id = :user")
                .param("account", account.value())
                .param("user", user)
                .query((row, _) -> membership(row))
                .single();
    }

    private static Membership membership(ResultSet row) throws SQLException {
        return new Membership(
                row.getLong("user_id"),
                row.getLong("account_id"),
                row.getLong("user_id"),
                Role.of(row.getString("role")),
                Rows.longOrNull(row, "custom_role_id"),
                Rows.longOrNull(row, "invited_by"),
                row.getString("availability"),
                row.getBoolean("auto_offline"),
                Times.iso(Rows.instant(row, "created_at")),
                Times.iso(Rows.instant(row, "updated_at")));
    }

    /// The user in that role from now on, whether he was a member or not.
    public Membership put(AccountId account, long user, Role role) {
        var system = new Caller.System(account);
        return Objects.requireNonNull(transactions.execute(_ -> {
            Agent before = members.find(account, user).orElse(null);
            if (before == null) {
                members.add(account, user, role, null);
                events.append(Event.of(system, "agent_added", clock.instant()).with("user_id", user));
            } else if (before.role() != role) {
                members.update(account, user, role, null, null);
                events.append(members.get(account, user).updated(system, before, clock.instant()));
            }
            return get(account, user);
        }));
    }

    public void remove(AccountId account, long user) {
        members.get(account, user);
        transactions.executeWithoutResult(_ -> staffing.takeOut(new Caller.System(account), user));
    }
}
