package io.supportly.conversations;

import io.supportly.inboxes.Inbox;
import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.sql.Rows;
import io.supportly.teams.Team;
import io.supportly.teams.Teams;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The open conversations that wait for an agent. A trigger takes out whatever is assigned or closed.
@Component
final class AssignmentQueue {
    private final Inboxes inboxes;
    private final Teams teams;
    private final JdbcClient sql;
    private final Clock clock;

    AssignmentQueue(Inboxes inboxes, Teams teams, JdbcClient sql, Clock clock) {
        this.inboxes = inboxes;
        this.teams = teams;
        this.sql = sql;
        this.clock = clock;
    }

    /// Those who wait for the same people.
    record Group(AccountId account, long inbox, @Nullable Long team) {}

    record Waiting(AccountId account, long number, AssignmentReason reason) {}

    void add(AccountId account, long number, long inbox, @Nullable Long team, Instant since, AssignmentReason reason) {
        sql.sql("""
                        insert into assignment_queue (account_id, conversation_id, inbox_id, team_id, since, reason)
                        values (:account, :number, :inbox, coalesce(:team::bigint, 0), :since, :reason)
                        on conflict (account_id, conversation_id) do nothing
                        """)
                .param("account", account.value())
                .param("number", number)
                .param("inbox", inbox)
                .param("team", team)
                .param("since", Rows.time(since))
                .param("reason", reason.word())
                .update();
    }

    /// Every group in which somebody waits, found by one step of the index each.
    List<Group> groups() {
        return sql.sql("""
                        with recursive found as (
                          (select account_id, inbox_id, team_id from assignment_queue
                           order by account_id, inbox_id, team_id limit 1)
                          union all
                          select n.account_id, n.inbox_id, n.team_id
                          from found f, lateral (
                            select q.account_id, q.inbox_id, q.team_id from assignment_queue q
                            where (q.account_id, q.inbox_id, q.team_id) > (f.account_id, f.inbox_id, f.team_id)
                            order by q.account_id, q.inbox_id, q.team_id limit 1
                          ) n
                        )
                        select account_id, inbox_id, nullif(team_id, 0) as team_id from found
                        """)
                .query((row, _) -> new Group(
                        new AccountId(row.getLong("account_id")),
                        row.getLong("inbox_id"),
                        Rows.longOrNull(row, "team_id")))
                .list();
    }

    /// Those who wait longest.
    List<Waiting> first(Group group, int most) {
        return sql.sql("""
                        select account_id, conversation_id, reason from assignment_queue
                        where account_id = :account and inbox_id = :inbox and team_id = coalesce(:team::bigint, 0)
                        order by since, conversation_id
                        limit :most
                        """)
                .param("account", group.account().value())
                .param("inbox", group.inbox())
                .param("team", group.team())
                .param("most", most)
                .query((row, _) -> new Waiting(
                        new AccountId(row.getLong("account_id")),
                        row.getLong("conversation_id"),
                        AssignmentReason.named(row.getString("reason"))))
                .list();
    }

    /// What a removed agent had has no assignee any more, silently: whoever is gone is no news about each conversation.
    /// The open ones wait for another where that is wanted.
    void release(AccountId account, long user) {
        sql.sql("""
                        with released as (
                          update conversations
                          set assignee_id = null
                          where account_id = :account and assignee_id = :user
                          returning account_id, id, inbox_id, team_id, status, waiting_since
                        )
                        insert into assignment_queue (account_id, conversation_id, inbox_id, team_id, since, reason)
                        select account_id, id, inbox_id, coalesce(team_id, 0), coalesce(waiting_since, :now), :reason
                        from released
                        where status = 0 and case when team_id is null then inbox_id = any(:inboxes::bigint[])
                          else team_id = any(:teams::bigint[]) end
                        on conflict (account_id, conversation_id) do nothing
                        """)
                .param("account", account.value())
                .param("user", user)
                .param("now", Rows.time(clock.instant()))
                .param("reason", AssignmentReason.AGENT_REMOVED.word())
                .param(
                        "inboxes",
                        inboxes.of(account).stream()
                                .filter(inbox -> inbox.autoAssignment().enabled())
                                .map(Inbox::id)
                                .toArray(Long[]::new))
                .param(
                        "teams",
                        teams.of(account).stream()
                                .filter(Team::allowAutoAssign)
                                .map(Team::id)
                                .toArray(Long[]::new))
                .update();
    }
}
