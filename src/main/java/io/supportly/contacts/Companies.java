package io.supportly.contacts;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.events.Event;
import io.supportly.kernel.events.EventLog;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.sql.Rows;
import io.supportly.kernel.web.Paging;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Every company in the database.
@Component
final class Companies {
    private static final long FEW = 200;
    private static final String MINE = "select " + Company.COLUMNS + " from companies c where c.account_id = :account";

    private final JdbcClient sql;
    private final JsonMapper json;
    private final TransactionTemplate transactions;
    private final EventLog events;
    private final Clock clock;

    Companies(JdbcClient sql, JsonMapper json, TransactionTemplate transactions, EventLog events, Clock clock) {
        this.sql = sql;
        this.json = json;
        this.transactions = transactions;
        this.events = events;
        this.clock = clock;
    }

    /// The orders that the API offers, each the order of an index, forwards or backwards.
    enum Order {
        NAME("lower(c.name) collate \"C\""),
        DOMAIN("coalesce(c.domain, '') collate \"C\""),
        CREATED_AT("c.created_at"),
        CONTACTS_COUNT("c.contacts_count"),
        LAST_ACTIVITY_AT("coalesce(c.last_activity_at, '-infinity'::timestamptz)");

        private final String key;

        Order(String key) {
            this.key = key;
        }

        /// An unknown word is ignored, as clients expect.
        static Order of(String word) {
            for (Order order : values()) {
                if (order.name().equalsIgnoreCase(word)) {
                    return order;
                }
            }
            return NAME;
        }

        String clause(boolean down) {
            String direction = down ? " desc" : "";
            return " order by " + key + direction + ", c.id" + direction;
        }
    }

    List<Company> page(AccountId account, Order order, boolean down, Paging paging) {
        return sql.sql(MINE + order.clause(down) + " limit :size offset :offset")
                .param("account", account.value())
                .param("size", paging.size())
                .param("offset", paging.offset())
                .query((row, _) -> Company.of(row))
                .list();
    }

    long count(AccountId account) {
        return sql.sql("select count(*) from companies where account_id = :account")
                .param("account", account.value())
                .query((row, _) -> row.getLong(1))
                .single();
    }

    /// Those that have the text in their name or domain.
    ///
    /// @param found how many there are: few are sorted, for many the names are walked until the page is full
    List<Company> search(AccountId account, String text, long found, Paging paging) {
        String names = Order.NAME.clause(false);
        String matching = found > FEW
                ? "select " + Company.COLUMNS + " from (select * from companies c where c.account_id = :account" + names
                        + " offset 0) c where c.search like :pattern"
                : MINE + " and c.search like :pattern" + names;
        return sql.sql(matching + " limit :size offset :offset")
                .param("account", account.value())
                .param("pattern", pattern(text))
                .param("size", paging.size())
                .param("offset", paging.offset())
                .query((row, _) -> Company.of(row))
                .list();
    }

    long countFound(AccountId account, String text) {
        return sql.sql("select count(*) from companies where account_id = :account and search like :pattern")
                .param("account", account.value())
                .param("pattern", pattern(text))
                .query((row, _) -> row.getLong(1))
                .single();
    }

    private static String pattern(String text) {
        return "%" + text.strip().toLowerCase(Locale.ROOT).replaceAll("([\\\\%_])", "\\\\$1") + "%";
    }

    Company get(Caller caller, long id) {
        return sql.sql(MINE + " and c.id = :id")
                .param("account", caller.account().value())
                .param("id", id)
                .query((row, _) -> Company.of(row))
                .optional()
                .orElseThrow(Problem::notFound);
    }

    /// Those of them that there are.
    List<Company> of(AccountId account, List<Long> ids) {
        return ids.isEmpty()
                ? List.of()
                : sql.sql(MINE + " and c.id = any(:ids::bigint[])")
                        .param("account", account.value())
                        .param("ids", ids.toArray(Long[]::new))
                        .query((row, _) -> Company.of(row))
                        .list();
    }

    Company add(Caller caller, Company.Draft draft) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            Company company = sql.sql("""
                            insert into companies as c (account_id, name, domain, description, industry, employee_count,
                              avatar_url, additional_attributes, custom_attributes, created_at, updated_at)
                            values (:account, :name, :domain, :description, :industry, :employees, coalesce(:avatar, ''),
                              :additional::jsonb, :custom::jsonb, :now, :now)
                            returning\s""" + Company.COLUMNS)
                    .param("account", caller.account().value())
                    .param("name", draft.name())
                    .param("domain", draft.domain().value())
                    .param("description", draft.description().value())
                    .param("industry", draft.industry().value())
                    .param("employees", draft.employeeCount().value())
                    .param("avatar", draft.avatarUrl().value())
                    .param("additional", text(draft.additionalAttributes()))
                    .param("custom", text(draft.customAttributes()))
                    .param("now", Rows.time(clock.instant()))
                    .query((row, _) -> Company.of(row))
                    .single();
            tell(caller, "company_created", company.id());
            return company;
        }));
    }

    Company update(Caller caller, long id, Company.Draft draft) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            Company company = sql.sql("""
                            update companies c
                            set name = coalesce(:name, c.name),
                              domain = case when :domainHere then :domain else c.domain end,
                              description = case when :descriptionHere then :description else c.description end,
                              industry = case when :industryHere then :industry else c.industry end,
                              employee_count = case when :employeesHere then :employees::int else c.employee_count end,
                              avatar_url = case when :avatarHere then coalesce(:avatar, '') else c.avatar_url end,
                              additional_attributes = c.additional_attributes || :additional::jsonb,
                              custom_attributes = c.custom_attributes || :custom::jsonb,
                              updated_at = :now
                            where c.account_id = :account and c.id = :id
                            returning\s""" + Company.COLUMNS)
                    .param("name", draft.name())
                    .param("domainHere", draft.domain().here())
                    .param("domain", draft.domain().value())
                    .param("descriptionHere", draft.description().here())
                    .param("description", draft.description().value())
                    .param("industryHere", draft.industry().here())
                    .param("industry", draft.industry().value())
                    .param("employeesHere", draft.employeeCount().here())
                    .param("employees", draft.employeeCount().value())
                    .param("avatarHere", draft.avatarUrl().here())
                    .param("avatar", draft.avatarUrl().value())
                    .param("additional", text(draft.additionalAttributes()))
                    .param("custom", text(draft.customAttributes()))
                    .param("now", Rows.time(clock.instant()))
                    .param("account", caller.account().value())
                    .param("id", id)
                    .query((row, _) -> Company.of(row))
                    .optional()
                    .orElseThrow(Problem::notFound);
            tell(caller, "company_updated", id);
            return company;
        }));
    }

    Company forget(Caller caller, long id, List<String> keys) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            Company company = sql.sql("""
                            update companies c
                            set custom_attributes = c.custom_attributes - :keys::text[], updated_at = :now
                            where c.account_id = :account and c.id = :id
                            returning\s""" + Company.COLUMNS)
                    .param("keys", keys.toArray(String[]::new))
                    .param("now", Rows.time(clock.instant()))
                    .param("account", caller.account().value())
                    .param("id", id)
                    .query((row, _) -> Company.of(row))
                    .optional()
                    .orElseThrow(Problem::notFound);
            tell(caller, "company_updated", id);
            return company;
        }));
    }

    /// In the caller's transaction; its contacts are let go by [CompanyContacts].
    void remove(Caller caller, long id) {
        int removed = sql.sql("delete from companies where account_id = :account and id = :id")
                .param("account", caller.account().value())
                .param("id", id)
                .update();
        if (removed == 0) {
            throw Problem.notFound();
        }
        tell(caller, "company_removed", id);
    }

    private void tell(Caller caller, String type, long id) {
        events.append(Event.of(caller, type, clock.instant()).with("company_id", id));
    }

    private String text(@Nullable Map<String, Object> map) {
        return map == null ? "{}" : json.writeValueAsString(map);
    }
}
