package io.supportly.conversations;

import io.supportly.inboxes.Inbox;
import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.Caller;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The counters over the list. They come from counter rows where scopes that do not overlap make up what is asked for,
/// and are counted only for filters that no counter knows.
@Component
final class ConversationCounts {
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
    }

    Counts of(Caller caller, ConversationQuery query) {
        if (!list.has(caller, query)) {
            return Counts.NONE;
        }
        List<Scope> scopes = scopes(caller, query);
        return scopes == null ? counted(caller, query) : kept(caller, query, scopes);
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
        if (query.isNarrow()) {
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

    /// The keys of different scopes never look alike where several are asked at once.
    private Counts kept(Caller caller, ConversationQuery query, List<Scope> scopes) {
        Status only = query.only();
        Integer[] statuses = only == null ? new Integer[] {0, 1, 2, 3} : new Integer[] {only.ordinal()};
        return sql.sql("""
                        select coalesce(sum(n) filter (where assignee_id = :user), 0) as mine,
                          coalesce(sum(n) filter (where assignee_id = 0), 0) as unassigned,
                          coalesce(sum(n), 0) as total
                        from (
                          select assignee_id, total as n from conversation_counters
                          where account_id = :account and scope = any(:scopes) and scope_key = any(:keys)
                            and status = any(:statuses)
                          union all
                          select assignee_id, change from conversation_counter_deltas
                          where account_id = :account and scope = any(:scopes) and scope_key = any(:keys)
                            and status = any(:statuses)
                        ) both_kinds
                        """)
                .param("user", userOf(caller))
                .param("account", caller.account().value())
                .param("scopes", scopes.stream().map(Scope::name).distinct().toArray(String[]::new))
                .param("keys", scopes.stream().map(Scope::key).toArray(String[]::new))
                .param("statuses", statuses)
                .query((row, _) -> Counts.of(row.getLong("mine"), row.getLong("unassigned"), row.getLong("total")))
                .single();
    }

    private Counts counted(Caller caller, ConversationQuery query) {
        ConversationFilters filters =
                list.filters(caller, query).withStatus().withLabels().seenBy(visibility.sight(caller));
        return sql.sql("""
                        select count(*) filter (where c.assignee_id = :user) as mine,
                          count(*) filter (where c.assignee_id is null) as unassigned, count(*) as total
                        from conversations c where\s""" + filters.clauses())
                .params(filters.binds())
                .param("user", userOf(caller))
                .query((row, _) -> Counts.of(row.getLong("mine"), row.getLong("unassigned"), row.getLong("total")))
                .single();
    }

    private static long userOf(Caller caller) {
        return caller instanceof Caller.Member member ? member.userId() : -1;
    }
}
