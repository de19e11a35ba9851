package io.supportly.labels;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.events.Event;
import io.supportly.kernel.events.EventLog;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Every label in the database. What carries a label follows its change by the event log.
@Component
public final class Labels {
    private final JdbcClient sql;
    private final TransactionTemplate transactions;
    private final EventLog events;
    private final Clock clock;

    Labels(JdbcClient sql, TransactionTemplate transactions, EventLog events, Clock clock) {
        this.sql = sql;
        this.transactions = transactions;
        this.events = events;
        this.clock = clock;
    }

    List<Label> of(AccountId account) {
        return sql.sql("""
                        select id, title, description, color, show_on_sidebar from labels
                        where account_id = :account
                        order by title
                        """)
                .param("account", account.value())
                .query((row, _) -> label(row))
                .list();
    }

    /// All titles of the account, by id, in their order.
    public Map<Long, String> titles(AccountId account) {
        var titles = new LinkedHashMap<Long, String>();
        of(account).forEach(label -> titles.put(label.id(), label.title()));
        return titles;
    }

    /// Those of the titles that the account has as labels.
    public Map<String, Long> ids(AccountId account, Collection<String> titles) {
        var ids = new HashMap<String, Long>();
        sql.sql("select id, title from labels where account_id = :account and title = any(:titles::text[])")
                .param("account", account.value())
                .param("titles", titles.toArray(String[]::new))
                .query((row, _) -> ids.put(row.getString("title"), row.getLong("id")))
                .list();
        return ids;
    }

    Label get(AccountId account, long id) {
        return sql.sql("""
                        select id, title, description, color, show_on_sidebar from labels
                        where account_id = :account and id = :id
                        """)
                .param("account", account.value())
                .param("id", id)
                .query((row, _) -> label(row))
                .optional()
                .orElseThrow(Problem::notFound);
    }

    Label add(AccountId account, Label.Draft draft) {
        return sql.sql("""
                        insert into labels (account_id, title, description, color, show_on_sidebar, created_at,
                          updated_at)
                        values (:account, :title, :description, coalesce(:color, '#1f93ff'), :sidebar, :now, :now)
                        returning id, title, description, color, show_on_sidebar
                        """)
                .param("account", account.value())
                .param("title", draft.title())
                .param("description", draft.description().value())
                .param("color", draft.color())
                .param("sidebar", draft.showOnSidebar())
                .param("now", Rows.time(clock.instant()))
                .query((row, _) -> label(row))
                .single();
    }

    Label update(Caller caller, long id, Label.Draft draft) {
        Label before = get(caller.account(), id);
        return Objects.requireNonNull(transactions.execute(_ -> {
            Label after = sql.sql("""
                            update labels
                            set title = coalesce(:title, title), description = :description,
                              color = coalesce(:color, color), show_on_sidebar = coalesce(:sidebar, show_on_sidebar),
                              updated_at = :now
                            where account_id = :account and id = :id
                            returning id, title, description, color, show_on_sidebar
                            """)
                    .param("title", draft.title())
                    .param("description", draft.description().or(before.description()))
                    .param("color", draft.color())
                    .param("sidebar", draft.showOnSidebar())
                    .param("now", Rows.time(clock.instant()))
                    .param("account", caller.account().value())
                    .param("id", id)
                    .query((row, _) -> label(row))
                    .optional()
                    .orElseThrow(Problem::notFound);
            if (!after.title().equals(before.title())) {
                events.append(Event.of(caller, "label_renamed", clock.instant())
                        .with("from", before.title())
                        .with("to", after.title()));
            }
            return after;
        }));
    }

    void remove(Caller caller, long id) {
        Label label = get(caller.account(), id);
        transactions.executeWithoutResult(_ -> {
            sql.sql("delete from labels where account_id = :account and id = :id")
                    .param("account", caller.account().value())
                    .param("id", id)
                    .update();
            events.append(Event.of(caller, "label_removed", clock.instant()).with("title", label.title()));
        });
    }

    private static Label label(ResultSet row) throws SQLException {
        boolean sidebar = row.getBoolean("show_on_sidebar");
        return new Label(
                row.getLong("id"),
                row.getString("title"),
                row.getString("description"),
                row.getString("color"),
                row.getObject("show_on_sidebar") == null ? null : sidebar);
    }
}
