package io.supportly.teams;

import io.supportly.accounts.MemberLeft;
import io.supportly.accounts.Members;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.cache.Memory;
import io.supportly.kernel.cache.Remembered;
import io.supportly.kernel.events.Event;
import io.supportly.kernel.events.EventLog;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.sql.Rows;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Every team in the database; those of an account are remembered together, with their members.
@Component
public final class Teams {
    private static final int MOST_REMEMBERED = 10_000;

    private final JdbcClient sql;
    private final TransactionTemplate transactions;
    private final EventLog events;
    private final Members members;
    private final Clock clock;
    private final Remembered<AccountId, Map<Long, Team>> teams;

    Teams(
            JdbcClient sql,
            TransactionTemplate transactions,
            EventLog events,
            Members members,
            Clock clock,
            Memory memory) {
        this.sql = sql;
        this.transactions = transactions;
        this.events = events;
        this.members = members;
        this.clock = clock;
        teams = memory.remember("teams", MOST_REMEMBERED, text -> new AccountId(Long.parseLong(text)), this::load);
    }

    /// What is remembered of the account's teams: another object once any of them changed.
    public Object remembered(AccountId account) {
        return teams.get(account);
    }

    public List<Team> of(AccountId account) {
        return List.copyOf(teams.get(account).values());
    }

    public Optional<Team> find(AccountId account, long id) {
        return Optional.ofNullable(teams.get(account).get(id));
    }

    public Team get(AccountId account, long id) {
        return find(account, id).orElseThrow(Problem::notFound);
    }

    /// The ids of the teams that the user is in.
    public Set<Long> teamsOf(AccountId account, long user) {
        var in = new HashSet<Long>();
        if (members.find(account, user).isPresent()) {
            for (Team team : teams.get(account).values()) {
                if (team.members().contains(user)) {
                    in.add(team.id());
                }
            }
        }
        return in;
    }

    Team add(Caller caller, Team.Draft draft) {
        return written(
                caller.account(),
                () -> sql.sql("""
                        insert into teams (account_id, name, description, allow_auto_assign, created_at, updated_at)
                        values (:account, :name, :description, :autoAssign, :now, :now)
                        returning id
                        """)
                        .param("account", caller.account().value())
                        .param("name", Objects.requireNonNull(draft.name()).toLowerCase(Locale.ROOT))
                        .param("description", draft.description().value())
                        .param("autoAssign", draft.allowAutoAssign() == null || draft.allowAutoAssign())
                        .param("now", Rows.time(clock.instant()))
                        .query((row, _) -> row.getLong(1))
                        .single());
    }

    Team update(Caller caller, long id, Team.Draft draft) {
        Team before = get(caller.account(), id);
        return written(caller.account(), () -> {
            sql.sql("""
                            update teams
                            set name = :name, description = :description, allow_auto_assign = :autoAssign,
                              updated_at = :now
                            where account_id = :account and id = :id
                            """)
                    .param(
                            "name",
                            draft.name() == null ? before.name() : draft.name().toLowerCase(Locale.ROOT))
                    .param("description", draft.description().or(before.description()))
                    .param(
                            "autoAssign",
                            draft.allowAutoAssign() == null ? before.allowAutoAssign() : draft.allowAutoAssign())
                    .param("now", Rows.time(clock.instant()))
                    .param("account", caller.account().value())
                    .param("id", id)
                    .update();
            return id;
        });
    }

    void remove(Caller caller, long id) {
        get(caller.account(), id);
        transactions.executeWithoutResult(_ -> {
            teams.forget(caller.account());
            sql.sql("delete from teams where account_id = :account and id = :id")
                    .param("account", caller.account().value())
                    .param("id", id)
                    .update();
            events.append(Event.of(caller, "team_removed", clock.instant()).with("team_id", id));
        });
    }

    /// Puts the users in or out; `exactly` takes out whoever is not among them.
    Team changeMembers(AccountId account, long id, Collection<Long> in, Collection<Long> out) {
        get(account, id);
        List<Long> foreign = in.stream()
                .filter(user -> members.find(account, user).isEmpty())
                .toList();
        if (!foreign.isEmpty()) {
            throw Problem.invalid("user_ids", "are not all agents of this account: " + foreign);
        }
        return written(account, () -> {
            sql.sql("""
                            insert into team_members (account_id, team_id, user_id)
                            select :account, :team, id from unnest(:users::bigint[]) id
                            on conflict do nothing
                            """)
                    .param("account", account.value())
                    .param("team", id)
                    .param("users", in.toArray(Long[]::new))
                    .update();
            sql.sql("""
                            delete from team_members
                            where account_id = :account and team_id = :team and user_id = any(:users::bigint[])
                            """)
                    .param("account", account.value())
                    .param("team", id)
                    .param("users", out.toArray(Long[]::new))
                    .update();
            return id;
        });
    }

    @EventListener
    void forget(MemberLeft left) {
        teams.forget(left.account());
    }

    private Team written(AccountId account, java.util.function.LongSupplier write) {
        long id = Objects.requireNonNull(transactions.execute(_ -> {
            teams.forget(account);
            return write.getAsLong();
        }));
        return get(account, id);
    }

    private Map<Long, Team> load(AccountId account) {
        var found = new LinkedHashMap<Long, Team>();
        sql.sql("""
                        select t.id, t.name, t.description, t.allow_auto_assign, t.created_at, t.updated_at,
                          array(select m.user_id from team_members m
                            where m.account_id = t.account_id and m.team_id = t.id) as members
                        from teams t
                        where t.account_id = :account
                        order by t.id
                        """)
                .param("account", account.value())
                .query((row, _) -> found.put(
                        row.getLong("id"),
                        new Team(
                                row.getLong("id"),
                                row.getString("name"),
                                row.getString("description"),
                                row.getBoolean("allow_auto_assign"),
                                Set.copyOf(Rows.numbers(row, "members")),
                                Rows.instant(row, "created_at"),
                                Rows.instant(row, "updated_at"))))
                .list();
        return found;
    }
}
