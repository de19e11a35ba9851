package io.supportly.conversations;

import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.Caller;
import io.supportly.kernel.web.Paging;
import io.supportly.teams.Teams;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The inbox: one page by an index that has the order, and its counters. The text of the statement is put together
/// from constants only, so that the same question is the same prepared statement.
@Component
final class ConversationList {
    static final int PAGE = 25;

    private final JdbcClient sql;
    private final Inboxes inboxes;
    private final Teams teams;

    ConversationList(JdbcClient sql, Inboxes inboxes, Teams teams) {
        this.sql = sql;
        this.inboxes = inboxes;
        this.teams = teams;
    }

    /// How many there are under the same filters, whoever they are assigned to.
    record Counts(long mineCount, long assignedCount, long unassignedCount, long allCount) {
        static Counts of(long mine, long unassigned, long all) {
            return new Counts(mine, all - unassigned, unassigned, all);
        }
    }

    List<Conversations.Whole> page(Caller caller, ConversationQuery query) {
        Paging paging = Paging.of(query.page(), PAGE);
        var where = new Where(caller, query).withAssignee(query);
        String statement = "with page as (select c.account_id, c.id from " + where.from() + " where "
                + where.clauses() + " order by " + where.order() + " limit :limit offset :offset) select "
                + Conversations.WHOLE_COLUMNS
                + " from page p join conversations c on c.account_id = p.account_id and c.id = p.id "
                + Conversations.WHOLE_JOINS + " order by " + query.order().sql();
        return sql.sql(statement)
                .params(where.binds())
                .param("limit", paging.size())
                .param("offset", paging.offset())
                .query((row, _) -> Conversations.Whole.of(row))
                .list();
    }

    /// From the counter rows where one scope answers the question, else counted through the narrowest index.
    Counts counts(Caller caller, ConversationQuery query) {
        List<Scope> scopes = scopes(caller, query);
        return scopes.isEmpty() ? counted(caller, query) : kept(caller, query, scopes);
    }

    private record Scope(String name, String key) {}

    /// Scopes that do not overlap and together make up what is asked for; empty when there are none.
    private List<Scope> scopes(Caller caller, ConversationQuery query) {
        boolean all = seesAll(caller);
        boolean narrow = query.conversationType() != null;
        List<String> labels = query.titles();
        int filters = (query.inboxId() == null ? 0 : 1) + (query.teamId() == null ? 0 : 1) + labels.size();
        if (narrow || filters > 1 || (!all && filters > 0)) {
            return List.of();
        }
        if (!all) {
            boolean inTeams = caller instanceof Caller.Member member
                    && !teams.teamsOf(member.account(), member.userId()).isEmpty();
            return inTeams
                    ? List.of()
                    : inboxes.visibleTo(caller).stream()
                            .map(inbox -> new Scope("inbox", Long.toString(inbox)))
                            .toList();
        }
        if (query.inboxId() != null) {
            return List.of(new Scope("inbox", query.inboxId().toString()));
        }
        if (query.teamId() != null) {
            return List.of(new Scope("team", query.teamId().toString()));
        }
        return List.of(labels.isEmpty() ? new Scope("all", "") : new Scope("label", labels.getFirst()));
    }

    private Counts kept(Caller caller, ConversationQuery query, List<Scope> scopes) {
        Status only = query.only();
        Integer[] statuses = only == null ? new Integer[] {0, 1, 2, 3} : new Integer[] {only.ordinal()};
        return sql.sql("""
                        select coalesce(sum(n) filter (where assignee_id = :user), 0) as mine,
                          coalesce(sum(n) filter (where assignee_id = 0), 0) as unassigned,
                          coalesce(sum(n), 0) as total
                        from (
                          select assignee_id, total as n from conversation_counters
                          where account_id = :account and scope = :scope and scope_key = any(:keys)
                            and status = any(:statuses)
                          union all
                          select assignee_id, change from conversation_counter_deltas
                          where account_id = :account and scope = :scope and scope_key = any(:keys)
                            and status = any(:statuses)
                        ) both_kinds
                        """)
                .param("user", userOf(caller))
                .param("account", caller.account().value())
                .param("scope", scopes.getFirst().name())
                .param("keys", scopes.stream().map(Scope::key).toArray(String[]::new))
                .param("statuses", statuses)
                .query((row, _) -> Counts.of(row.getLong("mine"), row.getLong("unassigned"), row.getLong("total")))
                .single();
    }

    private Counts counted(Caller caller, ConversationQuery query) {
        var where = new Where(caller, query);
        return sql.sql("""
                        select count(*) filter (where c.assignee_id = :user) as mine,
                          count(*) filter (where c.assignee_id is null) as unassigned, count(*) as total
                        from\s""" + where.from() + " where " + where.clauses())
                .params(where.binds())
                .param("user", userOf(caller))
                .query((row, _) -> Counts.of(row.getLong("mine"), row.getLong("unassigned"), row.getLong("total")))
                .single();
    }

    private static boolean seesAll(Caller caller) {
        return caller.isAdministrator() || !(caller instanceof Caller.Member);
    }

    private static long userOf(Caller caller) {
        return caller instanceof Caller.Member member ? member.userId() : -1;
    }

    /// The filters as SQL. Only constants become text, what was asked becomes a bind.
    private final class Where {
        private final StringBuilder clauses = new StringBuilder("c.account_id = :account");
        private final Map<String, Object> binds = new LinkedHashMap<>();
        private final ConversationQuery query;
        private final long user;

        Where(Caller caller, ConversationQuery query) {
            this.query = query;
            this.user = userOf(caller);
            binds.put("account", caller.account().value());
            Status only = query.only();
            if (only != null) {
                and(byLabel() ? "l.status = :status" : "c.status = :status", "status", only.ordinal());
            }
            if (byLabel()) {
                and(
                        "l.account_id = :account and l.label = :label",
                        "label",
                        query.titles().getFirst());
            } else if (!query.titles().isEmpty()) {
                and("c.labels && :labels::text[]", "labels", query.titles().toArray(String[]::new));
            }
            if (query.inboxId() != null) {
                and("c.inbox_id = :inbox", "inbox", query.inboxId());
            }
            if (query.teamId() != null) {
                and("c.team_id = :team", "team", query.teamId());
            }
            ofType();
            visibleTo(caller);
        }

        Where withAssignee(ConversationQuery asked) {
            switch (asked.assigneeType() == null ? "all" : asked.assigneeType()) {
                case "me" -> and("c.assignee_id = :user", "user", user);
                case "unassigned" -> clauses.append(" and c.assignee_id is null");
                case "assigned" -> clauses.append(" and c.assignee_id is not null");
                default -> {}
            }
            return this;
        }

        private void ofType() {
            if ("unattended".equals(query.conversationType())) {
                clauses.append(" and (c.first_reply_at is null or c.waiting_since is not null)");
            }
            if ("participating".equals(query.conversationType())) {
                and("""
                         c.id in (select p.conversation_id from participants p
                          where p.account_id = :account and p.user_id = :participant)
                        """, "participant", user);
            }
        }

        private void visibleTo(Caller caller) {
            if (seesAll(caller) || !(caller instanceof Caller.Member member)) {
                return;
            }
            binds.put("inboxes", inboxes.visibleTo(caller).toArray(Long[]::new));
            binds.put("teams", teams.teamsOf(member.account(), member.userId()).toArray(Long[]::new));
            clauses.append(" and (c.inbox_id = any(:inboxes) or c.team_id = any(:teams))");
        }

        private void and(String clause, String bind, Object value) {
            clauses.append(" and ").append(clause);
            binds.put(bind, value);
        }

        /// One label in the usual order has a table that gives it.
        private boolean byLabel() {
            return query.titles().size() == 1 && query.order() == ConversationQuery.Order.LAST_ACTIVITY_AT_DESC;
        }

        String from() {
            return byLabel()
                    ? "conversation_labels l join conversations c"
                            + " on c.account_id = l.account_id and c.id = l.conversation_id"
                    : "conversations c";
        }

        String order() {
            return byLabel()
                    ? "l.last_activity_at desc, l.conversation_id desc"
                    : query.order().sql();
        }

        String clauses() {
            return clauses.toString();
        }

        Map<String, Object> binds() {
            return binds;
        }
    }
}
