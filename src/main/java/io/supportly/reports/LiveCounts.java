package io.supportly.reports;

import io.supportly.kernel.AccountId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What is open at this moment. Unattended is what nobody has answered yet, or whose customer waits again; that is
/// counted over what is open, the rest comes from counter rows.
@Component
final class LiveCounts {
    private static final String UNATTENDED =
            "select count(*) filter (where c.first_reply_at is null or c.waiting_since is not null) as unattended";

    private final JdbcClient sql;

    LiveCounts(JdbcClient sql) {
        this.sql = sql;
    }

    record Overview(long open, long unattended, long unassigned, long pending) {}

    /// @param group a team or an agent
    record Group(long group, long open, long unattended, long unassigned) {}

    Overview overview(AccountId account, @Nullable Long team) {
        long unattended = team == null ? unattended(account) : unattended(account, team);
        return sql.sql("""
                        select coalesce(sum(n) filter (where status = 0 and assignee_id = -1), 0) as open,
                          coalesce(sum(n) filter (where status = 0 and assignee_id = 0), 0) as unassigned,
                          coalesce(sum(n) filter (where status = 2 and assignee_id = -1), 0) as pending
                        from (
                          select status, assignee_id, total as n from conversation_counters
                          where account_id = :account and scope = :scope and scope_key = :key and status in (0, 2)
                            and assignee_id in (-1, 0)
                          union all
                          select status, who, change
                          from conversation_counter_deltas, unnest(array[assignee_id, -1]) who
                          where account_id = :account and scope = :scope and scope_key = :key and status in (0, 2)
                        ) both_kinds
                        """)
                .param("account", account.value())
                .param("scope", team == null ? "all" : "team")
                .param("key", team == null ? "" : Long.toString(team))
                .query((row, _) -> new Overview(
                        row.getLong("open"), unattended, row.getLong("unassigned"), row.getLong("pending")))
                .single();
    }

    private long unattended(AccountId account) {
        return sql.sql(UNATTENDED + " from conversations c where c.account_id = :account and c.status = 0")
                .param("account", account.value())
                .query((row, _) -> row.getLong(1))
                .single();
    }

    private long unattended(AccountId account, long team) {
        return sql.sql(UNATTENDED
                        + " from conversations c where c.account_id = :account and c.team_id = :team and c.status = 0")
                .param("account", account.value())
                .param("team", team)
                .query((row, _) -> row.getLong(1))
                .single();
    }

    /// Teams that have open conversations.
    List<Group> byTeam(AccountId account) {
        return groups(UNATTENDED + """
                , count(*) as open, count(*) filter (where c.assignee_id is null) as unassigned, c.team_id as grouped
                from conversations c
                where c.account_id = :account and c.status = 0 and c.team_id is not null
                group by c.team_id
                order by c.team_id
                """, account);
    }

    /// Agents who have open conversations.
    List<Group> byAgent(AccountId account) {
        return groups(UNATTENDED + """
                , count(*) as open, 0 as unassigned, c.assignee_id as grouped
                from conversations c
                where c.account_id = :account and c.status = 0 and c.assignee_id is not null
                group by c.assignee_id
                order by c.assignee_id
                """, account);
    }

    private List<Group> groups(String statement, AccountId account) {
        return sql.sql(statement)
                .param("account", account.value())
                .query((row, _) -> new Group(
                        row.getLong("grouped"),
                        row.getLong("open"),
                        row.getLong("unattended"),
                        row.getLong("unassigned")))
                .list();
    }
}
