package io.supportly.accounts;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.cache.Memory;
import io.supportly.kernel.cache.Remembered;
import io.supportly.kernel.json.Times;
import io.supportly.kernel.problems.Kind;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Every account in the database.
@Component
public final class Accounts {
    private static final int MOST_REMEMBERED = 10_000;
    private static final String COLUMNS = """
            id, name, locale, domain, support_email, status, auto_resolve_after, settings, custom_attributes, features,
            created_at, updated_at
            """;

    private final JdbcClient sql;
    private final JsonMapper json;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final Remembered<AccountId, Account> accounts;

    Accounts(JdbcClient sql, JsonMapper json, TransactionTemplate transactions, Clock clock, Memory memory) {
        this.sql = sql;
        this.json = json;
        this.transactions = transactions;
        this.clock = clock;
        accounts =
                memory.remember("accounts", MOST_REMEMBERED, text -> new AccountId(Long.parseLong(text)), this::load);
    }

    public Account get(AccountId account) {
        Account found = accounts.find(account);
        if (found == null) {
            throw Problem.notFound();
        }
        return found;
    }

    /// Of all accounts that have the wish.
    public List<AutoResolve> autoResolving() {
        return sql.sql("""
                        select id, auto_resolve_after,
                          coalesce((settings ->> 'auto_resolve_ignore_waiting')::boolean, false) as ignore_waiting,
                          nullif(btrim(settings ->> 'auto_resolve_message'), '') as message,
                          nullif(lower(btrim(settings ->> 'auto_resolve_label')), '') as label
                        from accounts
                        where auto_resolve_after is not null
                        order by id
                        """)
                .query((row, _) -> new AutoResolve(
                        new AccountId(row.getLong("id")),
                        Duration.ofMinutes(row.getInt("auto_resolve_after")),
                        row.getBoolean("ignore_waiting"),
                        row.getString("message"),
                        row.getString("label")))
                .list();
    }

    boolean exists(AccountId account) {
        Account found = accounts.find(account);
        return found != null && !found.status().equals(Account.DELETED);
    }

    /// Refuses whoever comes to an account that is suspended; one that is being deleted is gone for everybody.
    public void admit(AccountId account) {
        switch (get(account).status()) {
            case Account.DELETED -> throw Problem.notFound();
            case Account.SUSPENDED -> throw Problem.of(Kind.FORBIDDEN, "The account is suspended");
            default -> {}
        }
    }

    /// To be called in the transaction that changes the account.
    void changed(AccountId account) {
        accounts.forget(account);
    }

    /// False when it was closed already.
    boolean close(AccountId account) {
        changed(account);
        return sql.sql("update accounts set status = 'deleted' where id = :account and status <> 'deleted'")
                        .param("account", account.value())
                        .update()
                == 1;
    }

    void remove(AccountId account) {
        transactions.executeWithoutResult(_ -> {
            changed(account);
            sql.sql("delete from accounts where id = :account and status = 'deleted'")
                    .param("account", account.value())
                    .update();
        });
    }

    public boolean isEmpty() {
        return sql.sql("select not exists (select 1 from accounts)")
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    public AccountId add(String name) {
        Instant now = clock.instant();
        return sql.sql("insert into accounts (name, created_at, updated_at) values (:name, :now, :now) returning id")
                .param("name", name)
                .param("now", Rows.time(now))
                .query((row, _) -> new AccountId(row.getLong(1)))
                .single();
    }

    Account update(AccountId account, Account.Draft draft) {
        Account before = get(account);
        return transactions.execute(_ -> {
            sql.sql("""
                            update accounts
                            set name = :name, locale = :locale, domain = :domain, support_email = :supportEmail,
                              auto_resolve_after = :autoResolveAfter, settings = settings || :settings::jsonb,
                              custom_attributes = custom_attributes || :attributes::jsonb, updated_at = :now
                            where id = :account
                            """)
                    .param("name", draft.name() == null ? before.name() : draft.name())
                    .param("locale", draft.locale() == null ? before.locale() : draft.locale())
                    .param("domain", draft.domain().or(before.domain()))
                    .param("supportEmail", draft.supportEmail().or(before.supportEmail()))
                    .param("autoResolveAfter", draft.minutes().or(before.autoResolveAfter()))
                    .param("settings", json.writeValueAsString(settings(draft)))
                    .param("attributes", json.writeValueAsString(attributes(draft)))
                    .param("now", Rows.time(clock.instant()))
                    .param("account", account.value())
                    .update();
            accounts.forget(account);
            return find(account);
        });
    }

    private static Map<String, Object> settings(Account.Draft draft) {
        var settings = new LinkedHashMap<String, Object>();
        if (draft.autoResolveMessage().here()) {
            settings.put("auto_resolve_message", draft.autoResolveMessage().value());
        }
        if (draft.autoResolveIgnoreWaiting() != null) {
            settings.put("auto_resolve_ignore_waiting", draft.autoResolveIgnoreWaiting());
        }
        if (draft.autoResolveLabel().here()) {
            settings.put("auto_resolve_label", draft.autoResolveLabel().value());
        }
        if (draft.keepPendingOnBotFailure() != null) {
            settings.put(Account.KEEP_PENDING, draft.keepPendingOnBotFailure());
        }
        return settings;
    }

    private static Map<String, Object> attributes(Account.Draft draft) {
        var attributes = new LinkedHashMap<String, Object>();
        put(attributes, "industry", draft.industry());
        put(attributes, "company_size", draft.companySize());
        put(attributes, "timezone", draft.timezone());
        put(attributes, "website", draft.website());
        put(attributes, "referral_source", draft.referralSource());
        return attributes;
    }

    private static void put(Map<String, Object> attributes, String key, @Nullable String value) {
        if (value != null) {
            attributes.put(key, value);
        }
    }

    private static Map<String, Boolean> switchedOn(Map<String, Boolean> features) {
        var on = new LinkedHashMap<String, Boolean>();
        features.forEach((name, is) -> {
            if (is) {
                on.put(name, true);
            }
        });
        return on;
    }

    private Account find(AccountId account) {
        Account found = load(account);
        if (found == null) {
            throw Problem.notFound();
        }
        return found;
    }

    private @Nullable Account load(AccountId account) {
        return sql.sql("select " + COLUMNS + " from accounts where id = :account")
                .param("account", account.value())
                .query((row, _) -> account(row))
                .optional()
                .orElse(null);
    }

    @SuppressWarnings("unchecked")
    private Account account(ResultSet row) throws SQLException {
        Integer minutes = Rows.intOrNull(row, "auto_resolve_after");
        var settings = new LinkedHashMap<String, Object>();
        settings.put("auto_resolve_after", minutes);
        settings.putAll(json.readValue(row.getString("settings"), Map.class));
        String stamp = Long.toString(Rows.instant(row, "updated_at").getEpochSecond());
        return new Account(
                row.getLong("id"),
                row.getString("name"),
                row.getString("locale"),
                row.getString("domain"),
                row.getString("support_email"),
                row.getString("status"),
                minutes == null ? null : minutes / Account.MINUTES_A_DAY,
                minutes,
                settings,
                json.readValue(row.getString("custom_attributes"), Map.class),
                switchedOn(json.readValue(row.getString("features"), Map.class)),
                Map.of("label", stamp, "inbox", stamp, "team", stamp),
                Times.iso(Rows.instant(row, "created_at")));
    }
}
