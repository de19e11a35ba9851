package io.supportly.accounts;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.events.Event;
import io.supportly.kernel.events.EventLog;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.sql.Rows;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Every custom role in the database. A change is felt by its agents at their next request, on every node.
@Component
final class CustomRoles {
    private static final String SELECT = """
            select id, name, description, permissions, created_at, updated_at from custom_roles
            where account_id = :account
            """;

    private final JdbcClient sql;
    private final TransactionTemplate transactions;
    private final Members members;
    private final EventLog events;
    private final Clock clock;

    CustomRoles(JdbcClient sql, TransactionTemplate transactions, Members members, EventLog events, Clock clock) {
        this.sql = sql;
        this.transactions = transactions;
        this.members = members;
        this.events = events;
        this.clock = clock;
    }

    List<CustomRole> of(AccountId account) {
        return sql.sql(SELECT + " order by lower(name), id")
                .param("account", account.value())
                .query((row, _) -> CustomRole.of(row, ""))
                .list();
    }

    CustomRole get(AccountId account, long id) {
        return find(account, id).orElseThrow(Problem::notFound);
    }

    Optional<CustomRole> find(AccountId account, long id) {
        return sql.sql(SELECT + " and id = :id")
                .param("account", account.value())
                .param("id", id)
                .query((row, _) -> CustomRole.of(row, ""))
                .optional();
    }

    /// To be called in the transaction that gives it to somebody: who changes or deletes it meanwhile waits, and finds
    /// him among those who have to feel it.
    void hold(AccountId account, long id) {
        if (!locks("select id from custom_roles where account_id = :account and id = :id for share", account, id)) {
            throw Problem.invalid("custom_role_id", "is no custom role of this account", "not_found");
        }
    }

    CustomRole add(Caller caller, CustomRole.Draft draft) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            CustomRole added = sql.sql("""
                            insert into custom_roles (account_id, name, description, permissions, created_at, updated_at)
                            values (:account, :name, :description, :permissions, :now, :now)
                            returning id, name, description, permissions, created_at, updated_at
                            """)
                    .param("account", caller.account().value())
                    .param("name", draft.name())
                    .param("description", draft.description().value())
                    .param("permissions", draft.words())
                    .param("now", Rows.time(clock.instant()))
                    .query((row, _) -> CustomRole.of(row, ""))
                    .single();
            tell(caller, "custom_role_added", added.id());
            return added;
        }));
    }

    CustomRole update(Caller caller, long id, CustomRole.Draft draft) {
        CustomRole before = get(caller.account(), id);
        return Objects.requireNonNull(transactions.execute(_ -> {
            CustomRole after = sql.sql("""
                            update custom_roles
                            set name = coalesce(:name, name), description = :description,
                              permissions = coalesce(:permissions::text[], permissions), updated_at = :now
                            where account_id = :account and id = :id
                            returning id, name, description, permissions, created_at, updated_at
                            """)
                    .param("name", draft.name())
                    .param("description", draft.description().or(before.description()))
                    .param("permissions", draft.words())
                    .param("now", Rows.time(clock.instant()))
                    .param("account", caller.account().value())
                    .param("id", id)
                    .query((row, _) -> CustomRole.of(row, ""))
                    .optional()
                    .orElseThrow(Problem::notFound);
            members.customRoleChanged(caller.account(), id);
            tell(caller, "custom_role_updated", id);
            return after;
        }));
    }

    /// Its agents are plain agents again.
    void remove(Caller caller, long id) {
        transactions.executeWithoutResult(_ -> {
            AccountId account = caller.account();
            if (!locks(
                    "select id from custom_roles where account_id = :account and id = :id for update", account, id)) {
                throw Problem.notFound();
            }
            members.customRoleChanged(account, id);
            sql.sql("delete from custom_roles where account_id = :account and id = :id")
                    .param("account", account.value())
                    .param("id", id)
                    .update();
            tell(caller, "custom_role_removed", id);
        });
    }

    private boolean locks(String statement, AccountId account, long id) {
        return !sql.sql(statement)
                .param("account", account.value())
                .param("id", id)
                .query(Long.class)
                .list()
                .isEmpty();
    }

    private void tell(Caller caller, String type, long id) {
        events.append(Event.of(caller, type, clock.instant()).with("custom_role_id", id));
    }
}
