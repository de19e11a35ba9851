package io.supportly.conversations;

import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.Caller;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.web.Paging;
import io.supportly.teams.Teams;
import java.time.Clock;
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

    List<Conversations.Whole> page(Caller caller, ConversationQuery query) {
        if (!has(caller, query)) {
            return List.of();
        }
        Question question = question(caller, query);
        return sql.sql(question.sql())
                .params(question.binds())
                .query((row, _) -> Conversations.Whole.of(row))
                .list();
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
    /// transaction that wrote each last. 0 where there is no row.
    record Version(long number, long row, long contact, long last, long lastChat) {}

    List<Version> versions(Caller caller, ConversationQuery query) {
        if (!has(caller, query)) {
            return List.of();
        }
        Question question = question(caller, query, VERSIONS, VERSION_COLUMNS);
        return sql.sql(question.sql())
                .params(question.binds())
                .query((row, _) ->
                        new Version(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)))
                .list();
    }

    Question question(Caller caller, ConversationQuery query) {
        return question(caller, query, ROWS, Conversations.WHOLE_COLUMNS);
    }

    private Question question(Caller caller, ConversationQuery query, String rows, String columns) {
        boolean paged = query.updatedWithin() == null;
        Paging paging = Paging.of(query.page(), PAGE);
        ConversationFilters filters = filters(caller, query).withAssignee();
        filters.page(paged ? paging.size() : MOST_UNPAGED, paged ? paging.offset() : 0);
        String statement = "with c as (" + walk(rows, visibility.sight(caller), query, filters) + ") select "
                + columns + " from c " + Conversations.WHOLE_JOINS + " order by "
                + query.order().sql();
        return new Question(statement, filters.binds());
    }

    ConversationFilters filters(Caller caller, ConversationQuery query) {
        return ConversationFilters.of(caller, query, clock.instant())
                .at(inboxes.visibleTo(caller).toArray(Long[]::new));
    }

    // Written out: a plan that is made once has to know how few rows there will be.
    private static final String PAGED = " limit " + PAGE + " offset :offset";
    private static final String UNPAGED = " limit " + MOST_UNPAGED + " offset :offset";

    private static String paged(ConversationQuery query) {
        return query.updatedWithin() == null ? PAGED : UNPAGED;
    }

    private static final String ROWS = "select " + Conversation.COLUMNS + " from ";
    private static final String VERSIONS = """
            select c.account_id, c.id, c.contact_id, c.last_message_id, c.last_chat_message_id, c.last_activity_at,
              c.priority, c.waiting_since, c.unread_count, c.xmin as version
            from\s""";
    private static final String VERSION_COLUMNS =
            "c.id, c.version::text::bigint, k.xmin::text::bigint, m.xmin::text::bigint, n.xmin::text::bigint";

    private static String walk(
            String rows, Visibility.@Nullable Sight sight, ConversationQuery query, ConversationFilters filters) {
        ConversationQuery.Order order = query.order();
        boolean byActivity = order.isByActivity() && !query.isOfFew();
        if (byActivity && !query.titles().isEmpty()) {
            return byLabel(rows, query, filters.seenBy(sight));
        }
        if (byActivity && sight != null && query.isOfAnyPlace()) {
            filters.bindAll(sight.binds());
            return merged(rows, query, filters, CONVERSATIONS, OF_INBOXES, OF_TEAMS);
        }
        filters.seenBy(sight);
        if (byActivity && query.only() == null && query.isOfOnePlace()) {
            return merged(rows, query, filters, CONVERSATIONS, "");
        }
        filters.withStatus().withLabels();
        if (!order.parts().isEmpty()) {
            return order.parts().stream()
                    .map(part -> "(" + rows + "conversations c where " + filters.clauses() + " and " + part.clause()
                            + " order by " + part.order() + ")")
                    .collect(Collectors.joining(" union all ", "", paged(query)));
        }
        return rows + "conversations c where " + filters.clauses() + " order by " + order.sql() + paged(query);
    }

    private static final String CONVERSATIONS = "conversations c where c.status = t.status and ";
    private static final String OF_INBOXES = "unnest(:inboxes::bigint[]) s (inbox_id)";
    private static final String OF_TEAMS = "unnest(:teams::bigint[]) s (team_id)";
    private static final String OF_LABELS = "unnest(:labels::text[]) s (label)";
    private static final Map<String, String> ON = Map.of(
            "", "", OF_INBOXES, " and c.inbox_id = s.inbox_id", OF_TEAMS, " and c.team_id = s.team_id", OF_LABELS, "");
    private static final String LABELLED = """
            conversation_labels l join conversations c on c.account_id = l.account_id and c.id = l.conversation_id
            where l.account_id = :account and\s""";

    /// One label in one status is a single walk in its own table, which has the order.
    private static String byLabel(String rows, ConversationQuery query, ConversationFilters filters) {
        Status only = query.only();
        if (query.titles().size() > 1 || only == null) {
            filters.bind("labels", query.titles().toArray(String[]::new));
            return merged(rows, query, filters, LABELLED + "l.label = s.label and l.status = t.status and ", OF_LABELS);
        }
        filters.bind("label", query.titles().getFirst());
        filters.bind("status", only.ordinal());
        return rows + LABELLED + "l.label = :label and l.status = :status and " + filters.clauses() + " order by "
                + ofLabels(query) + paged(query);
    }

    private static String ofLabels(ConversationQuery query) {
        return query.order().sql().replace("c.id", "l.conversation_id").replace("c.", "l.");
    }

    /// The heads of all walks, one for each status and each of the source's values. What is in several is taken once.
    private static String merged(
            String rows, ConversationQuery query, ConversationFilters filters, String relation, String... sources) {
        Status only = query.only();
        filters.bind("statuses", only == null ? new Integer[] {0, 1, 2, 3} : new Integer[] {only.ordinal()});
        filters.bind("most", filters.most());
        String order =
                relation.startsWith(LABELLED) ? ofLabels(query) : query.order().sql();
        return Arrays.stream(sources)
                .map(source -> "select h.account_id, h.id, h.last_activity_at from " + source
                        + (source.isEmpty() ? "" : " cross join ") + "unnest(:statuses::smallint[]) t (status)"
                        + " cross join lateral (select c.account_id, c.id, c.last_activity_at from " + relation
                        + filters.clauses() + ON.get(source) + " order by " + order + " limit :most) h")
                .collect(Collectors.joining(
                        " union all ",
                        rows + "(select c.account_id, c.id from (",
                        ") c group by c.account_id, c.id, c.last_activity_at order by "
                                + query.order().sql() + paged(query)
                                + ") p join conversations c on c.account_id = p.account_id and c.id = p.id"));
    }
}
