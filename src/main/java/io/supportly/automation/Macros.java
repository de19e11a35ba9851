package io.supportly.automation;

import io.supportly.accounts.MemberLeft;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Every macro in the database. One that the caller may not see is not found.
@Component
final class Macros {
    private static final int MOST = 1_000;
    private static final String COLUMNS = "account_id, id, name, visibility, actions, created_by, updated_by";

    private final JdbcClient sql;
    private final JsonMapper json;
    private final ActionFiles files;
    private final Clock clock;

    Macros(JdbcClient sql, JsonMapper json, ActionFiles files, Clock clock) {
        this.sql = sql;
        this.json = json;
        this.files = files;
        this.clock = clock;
    }

    /// Everybody's, and the caller's own.
    List<Macro> of(Caller caller) {
        return sql.sql("select " + COLUMNS + """
                         from macros
                        where account_id = :account and (visibility = 'global' or created_by = :user)
                        order by id
                        """)
                .param("account", caller.account().value())
                .param("user", caller.actorId())
                .query((row, _) -> macro(row))
                .list();
    }

    Macro get(Caller caller, long id) {
        return sql.sql("select " + COLUMNS + " from macros where account_id = :account and id = :id")
                .param("account", caller.account().value())
                .param("id", id)
                .query((row, _) -> macro(row))
                .optional()
                .filter(macro -> macro.isVisibleTo(caller))
                .orElseThrow(Problem::notFound);
    }

    Macro add(Caller caller, Macro.Draft draft) {
        long there = sql.sql("select count(*) from macros where account_id = :account")
                .param("account", caller.account().value())
                .query((row, _) -> row.getLong(1))
                .single();
        if (there >= MOST) {
            throw Problem.invalid(null, "There are " + MOST + " macros already, which is the most", "too_many");
        }
        return sql.sql("""
                        insert into macros (account_id, name, visibility, actions, created_by, updated_by, created_at,
                          updated_at)
                        values (:account, :name, :visibility, :actions::jsonb, :user, :user, :now, :now)
                        returning\s""" + COLUMNS)
                .param("account", caller.account().value())
                .param("name", draft.name())
                .param("visibility", draft.visibility())
                .param("actions", json.writeValueAsString(draft.actions()))
                .param("user", caller.actorId())
                .param("now", Rows.time(clock.instant()))
                .query((row, _) -> macro(row))
                .single();
    }

    Macro update(Caller caller, long id, Macro.Draft draft) {
        return sql.sql("""
                        update macros
                        set name = :name, visibility = :visibility, actions = :actions::jsonb, updated_by = :user,
                          updated_at = :now
                        where account_id = :account and id = :id
                        returning\s""" + COLUMNS)
                .param("name", draft.name())
                .param("visibility", draft.visibility())
                .param("actions", json.writeValueAsString(draft.actions()))
                .param("user", caller.actorId())
                .param("now", Rows.time(clock.instant()))
                .param("account", caller.account().value())
                .param("id", id)
                .query((row, _) -> macro(row))
                .optional()
                .orElseThrow(Problem::notFound);
    }

    /// In a transaction, with its files.
    void remove(Macro macro) {
        sql.sql("delete from macros where account_id = :account and id = :id")
                .param("account", macro.account().value())
                .param("id", macro.id())
                .update();
        files.drop(macro.account(), ActionFiles.ids(macro.actions()));
    }

    /// What was his alone goes with him.
    @EventListener
    void forget(MemberLeft left) {
        List<Macro> his = sql.sql("""
                        delete from macros
                        where account_id = :account and created_by = :user and visibility = 'personal'
                        returning\s""" + COLUMNS)
                .param("account", left.account().value())
                .param("user", left.user())
                .query((row, _) -> macro(row))
                .list();
        Set<Long> ids = new HashSet<>();
        his.forEach(macro -> ids.addAll(ActionFiles.ids(macro.actions())));
        files.drop(left.account(), ids);
    }

    /// Notes that an execution is through with a conversation; false when it was before.
    boolean mark(MacroExecution execution, long conversation) {
        return sql.sql("""
                        insert into macro_runs (account_id, execution, conversation_id, created_at)
                        values (:account, :execution::uuid, :conversation, :now)
                        on conflict do nothing
                        """)
                        .param("account", execution.account())
                        .param("execution", execution.id())
                        .param("conversation", conversation)
                        .param("now", Rows.time(clock.instant()))
                        .update()
                == 1;
    }

    private Macro macro(ResultSet row) throws SQLException {
        return new Macro(
                new AccountId(row.getLong("account_id")),
                row.getLong("id"),
                row.getString("name"),
                row.getString("visibility"),
                List.of(json.readValue(row.getString("actions"), Action[].class)),
                row.getLong("created_by"),
                row.getLong("updated_by"));
    }
}
