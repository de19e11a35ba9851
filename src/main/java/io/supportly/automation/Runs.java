package io.supportly.automation;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.events.Event;
import io.supportly.kernel.sql.Rows;
import io.supportly.kernel.web.Paging;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// The log of what rules did.
@Component
final class Runs {
    private final JdbcClient sql;
    private final JsonMapper json;
    private final Clock clock;

    Runs(JdbcClient sql, JsonMapper json, Clock clock) {
        this.sql = sql;
        this.json = json;
        this.clock = clock;
    }

    /// Whether the event was dealt with before.
    boolean wereOf(Event event) {
        return sql.sql("""
                        select exists (
                          select from automation_runs where account_id = :account and event_id = :event)
                        """)
                .param("account", event.account().value())
                .param("event", event.id())
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    void add(Rule rule, Event event, List<Outcome> outcomes) {
        insert(rule, event, true, outcomes, null);
    }

    void addInvalid(Rule rule, Event event, String why) {
        insert(rule, event, false, List.of(), why);
    }

    private void insert(Rule rule, Event event, boolean matched, List<Outcome> outcomes, @Nullable String error) {
        sql.sql("""
                        insert into automation_runs (account_id, rule_id, event_id, event_name, conversation_id,
                          message_id, matched, outcomes, error, created_at)
                        values (:account, :rule, :event, :eventName, :conversation, :message, :matched,
                          :outcomes::jsonb, :error, :now)
                        """)
                .param("account", rule.account().value())
                .param("rule", rule.id())
                .param("event", event.id())
                .param("eventName", rule.eventName())
                .param("conversation", event.conversationId())
                .param("message", event.messageId())
                .param("matched", matched)
                .param("outcomes", json.writeValueAsString(outcomes))
                .param("error", error)
                .param("now", Rows.time(clock.instant()))
                .update();
    }

    /// The newest first.
    List<Run> of(AccountId account, long rule, Paging paging) {
        return sql.sql("""
                        select id, event_id, event_name, conversation_id, message_id, matched, outcomes, error,
                          created_at
                        from automation_runs
                        where account_id = :account and rule_id = :rule
                        order by id desc
                        limit :size offset :offset
                        """)
                .param("account", account.value())
                .param("rule", rule)
                .param("size", paging.size())
                .param("offset", paging.offset())
                .query((row, _) -> run(row))
                .list();
    }

    private Run run(ResultSet row) throws SQLException {
        return new Run(
                row.getLong("id"),
                row.getLong("event_id"),
                row.getString("event_name"),
                row.getLong("conversation_id"),
                Rows.longOrNull(row, "message_id"),
                row.getBoolean("matched"),
                List.of(json.readValue(row.getString("outcomes"), Outcome[].class)),
                row.getString("error"),
                Rows.instant(row, "created_at"));
    }
}
