package io.supportly.accounts;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Every account, as operators' programs make and change them.
@Component
public final class Tenants {
    private final Accounts accounts;
    private final JdbcClient sql;
    private final JsonMapper json;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Tenants(Accounts accounts, JdbcClient sql, JsonMapper json, TransactionTemplate transactions, Clock clock) {
        this.accounts = accounts;
        this.sql = sql;
        this.json = json;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// Those of `ids` that are not being deleted, by id.
    public List<Tenant> only(Collection<Long> ids) {
        return sql.sql("""
                        select id, name, locale, domain, support_email, features, custom_attributes, limits, status
                        from accounts
                        where id = any(:ids) and status <> 'deleted'
                        order by id
                        """)
                .param("ids", ids.toArray(Long[]::new))
                .query((row, _) -> tenant(row))
                .list();
    }

    public Tenant get(AccountId account) {
        return only(List.of(account.value())).stream().findFirst().orElseThrow(Problem::notFound);
    }

    public Tenant add(Tenant.Draft draft) {
        return Objects.requireNonNull(
                transactions.execute(_ -> update(accounts.add(Objects.requireNonNull(draft.name())), draft)));
    }

    /// A limit that is null is none.
    public Tenant update(AccountId account, Tenant.Draft draft) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            accounts.changed(account);
            sql.sql("""
                            update accounts
                            set name = coalesce(:name, name), locale = coalesce(:locale, locale),
                              domain = case when :hasDomain then :domain else domain end,
                              support_email = case when :hasSupportEmail then :supportEmail else support_email end,
                              status = coalesce(:status, status), features = features || :features::jsonb,
                              limits = jsonb_strip_nulls(limits || :limits::jsonb),
                              custom_attributes = custom_attributes || :attributes::jsonb, updated_at = :now
                            where id = :account and status <> 'deleted'
                            """)
                    .param("name", draft.name())
                    .param("locale", draft.locale())
                    .param("hasDomain", draft.domain().here())
                    .param("domain", draft.domain().value())
                    .param("hasSupportEmail", draft.supportEmail().here())
                    .param("supportEmail", draft.supportEmail().value())
                    .param("status", draft.status())
                    .param("features", json.writeValueAsString(draft.switches()))
                    .param("limits", json.writeValueAsString(draft.amounts()))
                    .param(
                            "attributes",
                            json.writeValueAsString(
                                    draft.customAttributes() == null ? Map.of() : draft.customAttributes()))
                    .param("now", Rows.time(clock.instant()))
                    .param("account", account.value())
                    .update();
            return get(account);
        }));
    }

    @SuppressWarnings("unchecked")
    private Tenant tenant(ResultSet row) throws SQLException {
        return new Tenant(
                row.getLong("id"),
                row.getString("name"),
                row.getString("locale"),
                row.getString("domain"),
                row.getString("support_email"),
                json.readValue(row.getString("features"), Map.class),
                json.readValue(row.getString("custom_attributes"), Map.class),
                json.readValue(row.getString("limits"), Map.class),
                row.getString("status"));
    }
}
