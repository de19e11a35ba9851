package io.supportly.conversations;

import io.supportly.kernel.Caller;
import io.supportly.kernel.sql.Rows;
import io.supportly.labels.Labels;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// How many open conversations the caller has not read to the end, by where they are. Of very many only those that
/// were active last are counted: the figure is a badge.
@Component
final class UnreadCounts {
    private static final int MOST = 10_000;

    private final JdbcClient sql;
    private final Visibility visibility;
    private final Labels labels;

    UnreadCounts(JdbcClient sql, Visibility visibility, Labels labels) {
        this.sql = sql;
        this.visibility = visibility;
        this.labels = labels;
    }

    record View(long allCount, Map<Long, Long> inboxes, Map<Long, Long> labels, Map<Long, Long> teams) {}

    private record Unread(
            long inbox, @org.jspecify.annotations.Nullable Long team, List<String> labels) {}

    View of(Caller caller) {
        List<Unread> unread = unread(caller);
        var inboxes = new TreeMap<Long, Long>();
        var teams = new TreeMap<Long, Long>();
        var titles = new HashMap<String, Long>();
        unread.forEach(one -> {
            inboxes.merge(one.inbox(), 1L, Long::sum);
            if (one.team() != null) {
                teams.merge(one.team(), 1L, Long::sum);
            }
            one.labels().forEach(title -> titles.merge(title, 1L, Long::sum));
        });
        return new View(unread.size(), inboxes, byId(caller, titles), teams);
    }

    private List<Unread> unread(Caller caller) {
        var sight = visibility.sight(caller);
        String seen = sight == null ? "" : " and " + sight.clause();
        return sql.sql("""
                        select c.inbox_id, c.team_id, c.labels from conversations c
                        where c.account_id = :account and c.unread_count > 0 and c.status = 0
                        """ + seen + " order by c.last_activity_at desc, c.id desc limit " + MOST)
                .param("account", caller.account().value())
                .params(sight == null ? Map.of() : sight.binds())
                .query((row, _) ->
                        new Unread(row.getLong("inbox_id"), Rows.longOrNull(row, "team_id"), Rows.texts(row, "labels")))
                .list();
    }

    private Map<Long, Long> byId(Caller caller, Map<String, Long> titles) {
        var counts = new TreeMap<Long, Long>();
        if (!titles.isEmpty()) {
            labels.ids(caller.account(), titles.keySet()).forEach((title, id) -> counts.put(id, titles.get(title)));
        }
        return counts;
    }
}
