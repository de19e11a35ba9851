package io.supportly.conversations;

import io.supportly.inboxes.Inbox;
import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.Caller;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The counters over the list. They come from counter rows where scopes that do not overlap make up what is asked for,
/// and are counted only for filters that no counter knows.
@Component
final class ConversationCounts {
    /// Of no counter row.
    private static final long NO_USER = -2;

    private final JdbcClient sql;
    private final ConversationList list;
    private final Inboxes inboxes;
    private final Visibility visibility;

    ConversationCounts(JdbcClient sql, ConversationList list, Inboxes inboxes, Visibility visibility) {
        this.sql = sql;
        this.list = list;
        this.inboxes = inboxes;
        this.visibility = visibility;
    }

    /// How many there are under the same filters, whoever they are assigned to.
    record Counts(long mineCount, long assignedCount, long unassignedCount, long allCount) {
        static final Counts NONE = new Counts(0, 0, 0, 0);

        static Counts of(long mine, long unassigned, long all) {
            return new Counts(mine, all - unassigned, unassigned, all);
        }

        /// From three columns, of which `mine` is the first.
        static Counts of(ResultSet row, int mine) throws SQLException {
            return of(row.getLong(mine), row.getLong(mine + 1), row.getLong(mine + 2));
        }
    }

    Counts of(Caller caller, ConversationQuery query) {
        if (!list.has(caller, query)) {
            return Counts.NONE;
        }
        ConversationList.Question question = kept(caller, query);
        return question == null ? counted(caller, query) : answer(question);
    }

    private Counts answer(ConversationList.Question question) {
        return sql.sql(question.sql())
                .params(question.binds())
                .query((row, _) -> Counts.of(row, 1))
                .single();
    }

    private record Scope(String name, String key) {
        static Scope inbox(long inbox) {
            return new Scope("inbox", Long.toString(inbox));
        }

        static Scope team(long team) {
            return new Scope("team", Long.toString(team));
        }

        static Scope both(long team, long inbox) {
            return new Scope("team_inbox", team + ":" + inbox);
        }
    }

    /// Null where no counters answer it.
    private @Nullable List<Scope> scopes(Caller caller, ConversationQuery query) {
        Visibility.Sight sight = visibility.sight(caller);
        List<String> labels = query.titles();
        Long inbox = query.inboxId();
        Long team = query.teamId();
        if (query.isNarrow() || (sight != null && sight.isNarrow())) {
            return null;
        }
        if (!labels.isEmpty()) {
            boolean alone = labels.size() == 1 && inbox == null && team == null && sight == null;
            return alone ? List.of(new Scope("label", labels.getFirst())) : null;
        }
        if (inbox != null) {
            return List.of(team == null ? Scope.inbox(inbox) : Scope.both(team, inbox));
        }
        if (team != null) {
            return sight == null || sight.teams().contains(team)
                    ? List.of(Scope.team(team))
                    : sight.inboxes().stream()
                            .map(seen -> Scope.both(team, seen))
                            .toList();
        }
        return sight == null ? List.of(new Scope("all", "")) : ofSight(caller, sight);
    }

    private List<Scope> ofSight(Caller caller, Visibility.Sight sight) {
        var scopes = new ArrayList<Scope>();
        for (Inbox inbox : inboxes.of(caller.account())) {
            if (sight.inboxes().contains(inbox.id())) {
                scopes.add(Scope.inbox(inbox.id()));
            } else {
                sight.teams().forEach(team -> scopes.add(Scope.both(team, inbox.id())));
            }
        }
        return scopes;
    }

    /// What asks the counter rows; null where they do not know it. The keys of different scopes never look alike where
    /// several are asked at once.
    ConversationList.@Nullable Question kept(Caller caller, ConversationQuery query) {
        List<Scope> scopes = scopes(caller, query);
        if (scopes == null) {
            return null;
        }
        Status only = query.only();
        return new ConversationList.Question(
                """
                select coalesce(sum(n) filter (where assignee_id = :user), 0) as mine,
                  coalesce(sum(n) filter (where assignee_id = 0), 0) as unassigned,
                  coalesce(sum(n) filter (where assignee_id = -1), 0) as total
                from (
                  select assignee_id, total as n from conversation_counters
                  where account_id = :account and scope = any(:scopes) and scope_key = any(:keys)
                    and status = any(:statuses) and assignee_id in (-1, 0, :user)
                  union all
                  select who, change from conversation_counter_deltas, unnest(array[assignee_id, -1]) who
                  where account_id = :account and scope = any(:scopes) and scope_key = any(:keys)
                    and status = any(:statuses)
                ) both_kinds
                """,
                Map.of(
                        "user",
                        userOf(caller),
                        "account",
                        caller.account().value(),
                        "scopes",
                        scopes.stream().map(Scope::name).distinct().toArray(String[]::new),
                        "keys",
                        scopes.stream().map(Scope::key).toArray(String[]::new),
                        "statuses",
                        only == null ? new Integer[] {0, 1, 2, 3} : new Integer[] {only.ordinal()}));
    }

    private Counts counted(Caller caller, ConversationQuery query) {
        ConversationFilters filters =
                list.filters(caller, query).withStatus().withLabels().seenBy(visibility.sight(caller));
        filters.bind("user", userOf(caller));
        return answer(new ConversationList.Question("""
                select count(*) filter (where c.assignee_id = :user) as mine,
                  count(*) filter (where c.assignee_id is null) as unassigned, count(*) as total
                from conversations c where\s""" + filters.clauses(), filters.binds()));
    }

    static long userOf(Caller caller) {
        return caller instanceof Caller.Member member ? member.userId() : NO_USER;
    }
}
