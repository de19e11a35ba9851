package io.supportly.conversations;

import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.Caller;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.web.Paging;
import io.supportly.teams.Teams;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The inbox: one page of it, by an index that has the order, so that it costs the same however many there are. Where
/// no single index has what is asked for (an agent's inboxes and teams, several labels, all statuses), the head of
/// each of several walks is taken and merged.
@Component
final class ConversationList {
    static final int PAGE = 25;
    private static final int MOST_UNPAGED = 1000;

    private final JdbcClient sql;
    private final Inboxes inboxes;
    private final Teams teams;
    private final Visibility visibility;
    private final Clock clock;

    ConversationList(JdbcClient sql, Inboxes inboxes, Teams teams, Visibility visibility, Clock clock) {
        this.sql = sql;
        this.inboxes = inboxes;
        this.teams = teams;
        this.visibility = visibility;
        this.clock = clock;
    }

    /// An unknown team is not found; in an inbox that is not there for the caller there is nothing.
    boolean has(Caller caller, ConversationQuery query) {
        if (query.teamId() != null
                && teams.find(caller.account(), query.teamId()).isEmpty()) {
            throw Problem.notFound();
        }
        return query.inboxId() == null
                || (inboxes.find(caller.account(), query.inboxId()).isPresent()
                        && inboxes.maySee(caller, query.inboxId()));
    }

    record Question(String sql, Map<String, Object> binds) {}

    /// A conversation of the page, with the versions of the rows that are shown of it: PostgreSQL's number of the
    /// transaction that wrote each last. A change of its last messages writes the conversation, too.
    record Version(long number, long row, long contact) {}

    List<Version> versions(Caller caller, ConversationQuery query) {
        if (!has(caller, query)) {
            return List.of();
        }
        Question question = question(caller, query);
        return sql.sql(question.sql())
                .params(question.binds())
                .query((row, _) -> version(row))
                .list();
    }

    static Version version(ResultSet row) throws SQLException {
        return new Version(row.getLong(1), row.getLong(2), row.getLong(3));
    }

    Question question(Caller caller, ConversationQuery query) {
        ConversationFilters filters = paged(caller, query);
        String statement = "with c as (" + walk(visibility.sight(caller), query, filters) + ") select " + VERSION
                + " from " + VERSIONED + " order by " + query.order().sql();
        return new Question(statement, filters.binds());
    }

    /// A page with what is counted about it.
    record Counted(ConversationCounts.Counts counts, List<Version> versions) {}

    /// Both in one statement: `counters` answers with a row of [ConversationCounts.Counts], and nothing that it binds
    /// means something else to the page.
    Counted counted(Caller caller, ConversationQuery query, Question counters) {
        ConversationFilters filters = paged(caller, query);
        String statement = "with counters as (" + counters.sql() + "), c as ("
                + walk(visibility.sight(caller), query, filters) + ") select " + VERSION
                + ", counters.* from counters left join (" + VERSIONED + ") on true order by "
                + query.order().sql();
        var counts = new ArrayList<ConversationCounts.Counts>();
        var versions = new ArrayList<Version>();
        sql.sql(statement).params(filters.binds()).params(counters.binds()).query(row -> {
            if (counts.isEmpty()) {
                counts.add(ConversationCounts.Counts.of(row, 4));
            }
            Version version = version(row);
            if (version.number() != 0) {
                versions.add(version);
            }
        });
        return new Counted(counts.getFirst(), versions);
    }

    private ConversationFilters paged(Caller caller, ConversationQuery query) {
        boolean paged = query.updatedWithin() == null;
        Paging paging = Paging.of(query.page(), PAGE);
        ConversationFilters filters = filters(caller, query).withAssignee();
        filters.page(paged ? paging.size() : MOST_UNPAGED, paged ? paging.offset() : 0);
        return filters;
    }

    ConversationFilters filters(Caller caller, ConversationQuery query) {
        ConversationFilters filters = ConversationFilters.of(caller, query, clock.instant());
        return query.sourceId() == null
                ? filters
                : filters.at(query.sourceId(), inboxes.visibleTo(caller).toArray(Long[]::new));
    }

    // Written out: a plan that is made once has to know how few rows there will be.
    static final String PAGED = " limit " + PAGE + " offset :offset";
    private static final String UNPAGED = " limit " + MOST_UNPAGED + " offset :offset";

    private static String paged(ConversationQuery query) {
        return query.updatedWithin() == null ? PAGED : UNPAGED;
    }

    static final String VERSION = "c.id, c.version, k.xmin";
    /// The account is named once more: a page is cut before it is joined, so the planner can not know it from there.
    static final String VERSIONED = "c join contacts k on k.account_id = :account and k.id = c.contact_id";
    static final String ROWS = """
            select c.account_id, c.id, c.contact_id, c.last_activity_at, c.priority, c.waiting_since, c.unread_count,
              c.xmin as version
            from\s""";

    private static String walk(Visibility.@Nullable Sight sight, ConversationQuery query, ConversationFilters filters) {
        ConversationQuery.Order order = query.order();
        boolean byActivity = order.isByActivity() && !query.isOfFew();
        if (byActivity && !query.titles().isEmpty()) {
            return byLabel(query, filters.seenBy(sight));
        }
        if (byActivity && sight != null && query.isOfAnyPlace()) {
            filters.narrowedTo(sight);
            return merged(query, filters, CONVERSATIONS, OF_INBOXES, OF_TEAMS);
        }
        filters.seenBy(sight);
        if (byActivity && query.only() == null && query.isOfOnePlace()) {
            return merged(query, filters, CONVERSATIONS, "");
        }
        filters.withStatus().withLabels();
        if (!order.parts().isEmpty()) {
            return order.parts().stream()
                    .map(part -> "(" + ROWS + "conversations c where " + filters.clauses() + " and " + part.clause()
                            + " order by " + part.order() + ")")
                    .collect(Collectors.joining(" union all ", "", paged(query)));
        }
        return ROWS + "conversations c where " + filters.clauses() + " order by " + order.sql() + paged(query);
    }

    private static final String CONVERSATIONS = "conversations c where c.status = t.status and ";
    private static final String OF_INBOXES = "unnest(:inboxes::bigint[]) s (inbox_id)";
    private static final String OF_TEAMS = "unnest(:teams::bigint[]) s (team_id)";
    private static final String OF_LABELS = "unnest(:labels::text[]) s (label)";
    private static final Map<String, String> ON = Map.of(
            "", "", OF_INBOXES, " and c.inbox_id = s.inbox_id", OF_TEAMS, " and c.team_id = s.team_id", OF_LABELS, "");

    /// The narrow copies that a label has of its conversations, in their order.
    private static final String COPIES = "conversation_labels c where ";

    private static final String OF_COPIES = """
            select c.account_id, c.id, c.contact_id, c.last_activity_at, c.xmin as version
            from\s""";
    private static final String LABELLED = """
            conversation_labels l join conversations c on c.account_id = l.account_id and c.id = l.id
            where l.account_id = :account and\s""";

    /// One label in one status is a single walk in its own table, which has the order, and all that the common filters
    /// ask; for the others the conversations are looked up.
    private static String byLabel(ConversationQuery query, ConversationFilters filters) {
        Status only = query.only();
        String copy = query.isNarrow() ? "l." : "c.";
        String relation = query.isNarrow() ? LABELLED : COPIES;
        if (query.titles().size() > 1 || only == null) {
            filters.bind("labels", query.titles().toArray(String[]::new));
            String walk = relation + copy + "label = s.label and " + copy + "status = t.status and ";
            return merged(query, filters, walk, OF_LABELS);
        }
        filters.bind("label", query.titles().getFirst());
        filters.bind("status", only.ordinal());
        return (query.isNarrow() ? ROWS : OF_COPIES) + relation + copy + "label = :label and " + copy
                + "status = :status and " + filters.clauses() + " order by "
                + query.order().sql().replace("c.", copy) + paged(query);
    }

    /// The heads of all walks, one for each status and each of the source's values. What is in several is taken once.
    private static String merged(
            ConversationQuery query, ConversationFilters filters, String relation, String... sources) {
        Status only = query.only();
        filters.bind("statuses", only == null ? new Integer[] {0, 1, 2, 3} : new Integer[] {only.ordinal()});
        filters.bind("most", filters.most());
        String copy = relation.startsWith(LABELLED) ? "l." : "c.";
        return Arrays.stream(sources)
                .map(source -> "select h.account_id, h.id, h.last_activity_at from " + source
                        + (source.isEmpty() ? "" : " cross join ") + "unnest(:statuses::smallint[]) t (status)"
                        + " cross join lateral (select c.account_id, c.id, c.last_activity_at from " + relation
                        + filters.clauses() + ON.get(source) + " order by "
                        + query.order().sql().replace("c.", copy) + " limit :most) h")
                .collect(Collectors.joining(
                        " union all ",
                        ROWS + "(select c.account_id, c.id from (",
                        ") c group by c.account_id, c.id, c.last_activity_at order by "
                                + query.order().sql() + paged(query)
                                + ") p join conversations c on c.account_id = :account and c.id = p.id"));
    }
}
