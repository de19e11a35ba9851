package io.supportly.conversations;

import static java.util.Map.entry;

import io.supportly.kernel.Caller;
import io.supportly.kernel.web.Paging;
import io.supportly.labels.Filter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The inbox by conditions that somebody put together: a walk through what the caller may see, the last active first,
/// that ends when the page is full. How many there are has to be counted, as no counter knows.
@Component
final class FilteredConversations {
    private static final Filter.Columns COLUMNS = new Filter.Columns(
            Map.ofEntries(
                    entry("status", "c.status"),
                    entry("assignee_id", "c.assignee_id"),
                    entry("inbox_id", "c.inbox_id"),
                    entry("team_id", "c.team_id"),
                    entry("contact_id", "c.contact_id"),
                    entry("priority", "coalesce(c.priority, -1)"),
                    entry("display_id", "c.id::text"),
                    entry("campaign_id", "c.campaign_id"),
                    entry("labels", "c.labels"),
                    entry("browser_language", "c.additional_attributes ->> 'browser_language'"),
                    entry("conversation_language", "c.additional_attributes ->> 'conversation_language'"),
                    entry("referer", "c.additional_attributes ->> 'referer'"),
                    entry("created_at", "c.created_at"),
                    entry("last_activity_at", "c.last_activity_at"),
                    entry("mail_subject", "c.additional_attributes ->> 'mail_subject'")),
            "c.custom_attributes");
    private static final String LATEST = ConversationQuery.Order.LAST_ACTIVITY_AT_DESC.sql();

    private final JdbcClient sql;
    private final Visibility visibility;

    FilteredConversations(JdbcClient sql, Visibility visibility) {
        this.sql = sql;
        this.visibility = visibility;
    }

    ConversationList.Counted counted(Caller caller, Filter filter, Paging paging) {
        Filter.Clause clause = filter.over(COLUMNS);
        var binds = new LinkedHashMap<>(clause.binds());
        binds.put("account", caller.account().value());
        String where = "c.account_id = :account and " + clause.sql();
        Visibility.Sight sight = visibility.sight(caller);
        if (sight != null) {
            where += " and " + sight.clause();
            binds.putAll(sight.binds());
        }
        return new ConversationList.Counted(counts(caller, where, binds), versions(where, binds, paging));
    }

    private List<ConversationList.Version> versions(String where, Map<String, Object> binds, Paging paging) {
        return sql.sql("with c as (" + ConversationList.ROWS + "conversations c where " + where + " order by " + LATEST
                        + ConversationList.PAGED + ") select " + ConversationList.VERSION + " from "
                        + ConversationList.VERSIONED + " order by " + LATEST)
                .params(binds)
                .param("offset", paging.offset())
                .query((row, _) -> ConversationList.version(row))
                .list();
    }

    private ConversationCounts.Counts counts(Caller caller, String where, Map<String, Object> binds) {
        return sql.sql("""
                        select count(*) filter (where c.assignee_id = :user) as mine,
                          count(*) filter (where c.assignee_id is null) as unassigned, count(*) as total
                        from conversations c where\s""" + where)
                .params(binds)
                .param("user", ConversationCounts.userOf(caller))
                .query((row, _) -> ConversationCounts.Counts.of(row, 1))
                .single();
    }
}
