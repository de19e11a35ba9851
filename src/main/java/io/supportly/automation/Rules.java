package io.supportly.automation;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.cache.Memory;
import io.supportly.kernel.cache.Remembered;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Every rule in the database; the active ones of an account are remembered together, so that an event of an account
/// without any costs nothing. What changes one is called in a transaction.
@Component
final class Rules {
    private static final int MOST_REMEMBERED = 100_000;
    private static final int MOST = 1_000;
    private static final String COLUMNS =
            "account_id, id, name, description, event_name, conditions, actions, active, created_at";

    private final JdbcClient sql;
    private final JsonMapper json;
    private final Clock clock;
    private final Remembered<AccountId, List<Rule>> active;

    Rules(JdbcClient sql, JsonMapper json, Clock clock, Memory memory) {
        this.sql = sql;
        this.json = json;
        this.clock = clock;
        active = memory.remember(
                "automation_rules",
                MOST_REMEMBERED,
                text -> new AccountId(Long.parseLong(text)),
                account -> of(account).stream().filter(Rule::active).toList());
    }

    /// From memory, in the order of their age.
    List<Rule> active(AccountId account) {
        return active.get(account);
    }

    List<Rule> of(AccountId account) {
        return sql.sql("select " + COLUMNS + " from automation_rules where account_id = :account order by id")
                .param("account", account.value())
                .query((row, _) -> rule(row))
                .list();
    }

    Rule get(AccountId account, long id) {
        return sql.sql("select " + COLUMNS + " from automation_rules where account_id = :account and id = :id")
                .param("account", account.value())
                .param("id", id)
                .query((row, _) -> rule(row))
                .optional()
                .orElseThrow(Problem::notFound);
    }

    Rule add(AccountId account, Rule.Draft draft) {
        checkRoom(account);
        active.forget(account);
        return sql.sql("""
                        insert into automation_rules (account_id, name, description, event_name, conditions, actions,
                          active, created_at, updated_at)
                        values (:account, :name, :description, :event, :conditions::jsonb, :actions::jsonb, :active,
                          :now, :now)
                        returning\s""" + COLUMNS)
                .param("account", account.value())
                .param("name", draft.name())
                .param("description", draft.description().value())
                .param("event", draft.eventName())
                .param("conditions", json.writeValueAsString(draft.conditions()))
                .param("actions", json.writeValueAsString(draft.actions()))
                .param("active", draft.active())
                .param("now", Rows.time(clock.instant()))
                .query((row, _) -> rule(row))
                .single();
    }

    private void checkRoom(AccountId account) {
        long there = sql.sql("select count(*) from automation_rules where account_id = :account")
                .param("account", account.value())
                .query((row, _) -> row.getLong(1))
                .single();
        if (there >= MOST) {
            throw Problem.invalid(null, "There are " + MOST + " rules already, which is the most", "too_many");
        }
    }

    Rule update(AccountId account, long id, Rule.Draft draft) {
        active.forget(account);
        return sql.sql("""
                        update automation_rules
                        set name = :name, description = :description, event_name = :event,
                          conditions = :conditions::jsonb, actions = :actions::jsonb, active = :active,
                          invalid_runs = 0, updated_at = :now
                        where account_id = :account and id = :id
                        returning\s""" + COLUMNS)
                .param("name", draft.name())
                .param("description", draft.description().value())
                .param("event", draft.eventName())
                .param("conditions", json.writeValueAsString(draft.conditions()))
                .param("actions", json.writeValueAsString(draft.actions()))
                .param("active", draft.active())
                .param("now", Rows.time(clock.instant()))
                .param("account", account.value())
                .param("id", id)
                .query((row, _) -> rule(row))
                .optional()
                .orElseThrow(Problem::notFound);
    }

    void remove(AccountId account, long id) {
        active.forget(account);
        int removed = sql.sql("delete from automation_rules where account_id = :account and id = :id")
                .param("account", account.value())
                .param("id", id)
                .update();
        if (removed == 0) {
            throw Problem.notFound();
        }
    }

    /// Counts a run that made no sense; true if the rule was switched off by it.
    boolean countInvalid(Rule rule, int most) {
        boolean off = sql.sql("""
                        update automation_rules
                        set invalid_runs = invalid_runs + 1, active = active and invalid_runs + 1 < :most
                        where account_id = :account and id = :id and active
                        returning active
                        """)
                .param("most", most)
                .param("account", rule.account().value())
                .param("id", rule.id())
                .query((row, _) -> !row.getBoolean("active"))
                .optional()
                .orElse(false);
        if (off) {
            active.forget(rule.account());
        }
        return off;
    }

    private Rule rule(ResultSet row) throws SQLException {
        List<Condition> conditions = List.of(json.readValue(row.getString("conditions"), Condition[].class));
        String event = row.getString("event_name");
        return new Rule(
                new AccountId(row.getLong("account_id")),
                row.getLong("id"),
                row.getString("name"),
                row.getString("description"),
                event,
                Conditions.of(conditions, Trigger.of(event).orElse(null)),
                List.of(json.readValue(row.getString("actions"), Action[].class)),
                row.getBoolean("active"),
                Rows.instant(row, "created_at"));
    }
}
