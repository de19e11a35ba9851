package io.supportly.campaigns;

import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.json.Attributes;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Every campaign in the database. One whose inbox is gone is gone with it.
@Component
public final class Campaigns {
    private static final String COLUMNS = """
            account_id, id, title, description, message, inbox_id, sender_id, kind, status, enabled, scheduled_at,
            audience, url_pattern, seconds_on_page, only_in_business_hours, template_params, paused_because, begun_at,
            gathered, created_at, updated_at
            """;
    private static final String SELECT =
            "select " + COLUMNS + " from campaigns where account_id = :account and deleted_at is null";

    private final JdbcClient sql;
    private final JsonMapper json;
    private final Inboxes inboxes;
    private final Clock clock;

    Campaigns(JdbcClient sql, JsonMapper json, Inboxes inboxes, Clock clock) {
        this.sql = sql;
        this.json = json;
        this.inboxes = inboxes;
        this.clock = clock;
    }

    /// What the website of that inbox shows, in the order in which they were made.
    public List<Campaign> ongoing(AccountId account, long inbox) {
        return sql.sql(SELECT + " and inbox_id = :inbox and kind = 'ongoing' and enabled order by id")
                .param("account", account.value())
                .param("inbox", inbox)
                .query((row, _) -> campaign(row))
                .list();
    }

    public Optional<Campaign> find(AccountId account, long number) {
        return sql.sql(SELECT + " and id = :number")
                .param("account", account.value())
                .param("number", number)
                .query((row, _) -> campaign(row))
                .optional()
                .filter(this::hasInbox);
    }

    Campaign get(AccountId account, long number) {
        return find(account, number).orElseThrow(Problem::notFound);
    }

    /// The row, locked until the transaction ends.
    Campaign lock(AccountId account, long number) {
        return sql.sql(SELECT + " and id = :number for no key update")
                .param("account", account.value())
                .param("number", number)
                .query((row, _) -> campaign(row))
                .optional()
                .filter(this::hasInbox)
                .orElseThrow(Problem::notFound);
    }

    /// In the order in which they were made.
    ///
    /// @param inbox null: those of all inboxes
    List<Campaign> of(AccountId account, @Nullable Long inbox) {
        return sql
                .sql(SELECT + " and (:inbox::bigint is null or inbox_id = :inbox::bigint) order by id")
                .param("account", account.value())
                .param("inbox", inbox)
                .query((row, _) -> campaign(row))
                .list()
                .stream()
                .filter(this::hasInbox)
                .toList();
    }

    private boolean hasInbox(Campaign campaign) {
        return inboxes.find(campaign.account(), campaign.inboxId()).isPresent();
    }

    Campaign add(AccountId account, Campaign.Draft draft, Campaign.Kind kind) {
        return sql.sql("""
                        with number as (
                          insert into campaign_numbers as n (account_id, last) values (:account, 1)
                          on conflict (account_id) do update set last = n.last + 1
                          returning last
                        )
                        insert into campaigns (account_id, id, title, description, message, inbox_id, sender_id, kind,
                          enabled, scheduled_at, audience, url_pattern, seconds_on_page, only_in_business_hours,
                          template_params, due_at, created_at, updated_at)
                        select :account, last, :title, :description, :message, :inbox, :sender, :kind, :enabled,
                          :scheduledAt, :audience, :url, :seconds, :businessHours, :templateParams::jsonb, :dueAt,
                          :now, :now
                        from number
                        returning\s""" + COLUMNS)
                .params(binds(account, draft, kind))
                .param("templateParams", templateParams(draft, null))
                .query((row, _) -> campaign(row))
                .single();
    }

    Campaign update(Campaign before, Campaign.Draft draft, Campaign.Kind kind) {
        boolean waits = before.status() == Campaign.Status.ACTIVE;
        return sql.sql("""
                        update campaigns
                        set title = :title, description = :description, message = :message, inbox_id = :inbox,
                          sender_id = :sender, kind = :kind, enabled = :enabled, scheduled_at = :scheduledAt,
                          status = case when :kind = 'ongoing' then 'active' else status end,
                          audience = :audience, url_pattern = :url, seconds_on_page = :seconds,
                          only_in_business_hours = :businessHours, template_params = :templateParams::jsonb,
                          due_at = case when :waits then :dueAt::timestamptz else due_at end, updated_at = :now
                        where account_id = :account and id = :number
                        returning\s""" + COLUMNS)
                .params(binds(before.account(), draft, kind))
                .param("templateParams", templateParams(draft, before.templateParams()))
                .param("waits", waits)
                .param("number", before.number())
                .query((row, _) -> campaign(row))
                .single();
    }

    /// Gone for every reader at once; what hangs on it follows in a job.
    void remove(Campaign campaign) {
        sql.sql("""
                        update campaigns set deleted_at = :now, due_at = :now
                        where account_id = :account and id = :number
                        """)
                .param("now", Rows.time(clock.instant()))
                .param("account", campaign.account().value())
                .param("number", campaign.number())
                .update();
    }

    private Map<String, @Nullable Object> binds(AccountId account, Campaign.Draft draft, Campaign.Kind kind) {
        boolean isOneOff = kind == Campaign.Kind.ONE_OFF;
        Campaign.Triggers triggers =
                isOneOff || draft.triggerRules() == null ? Campaign.Triggers.NONE : draft.triggerRules();
        Instant now = clock.instant();
        Instant scheduled = isOneOff ? Objects.requireNonNullElse(draft.scheduledAt(), now) : null;
        boolean enabled = !Boolean.FALSE.equals(draft.enabled());
        boolean isDue = isOneOff && enabled && !draft.labels().isEmpty();
        var binds = new HashMap<String, @Nullable Object>();
        binds.put("account", account.value());
        binds.put("title", draft.title());
        binds.put("description", draft.description().value());
        binds.put("message", draft.message());
        binds.put("inbox", draft.inboxId());
        binds.put("sender", draft.senderId().value());
        binds.put("kind", kind.word());
        binds.put("enabled", enabled);
        binds.put("scheduledAt", Rows.time(scheduled));
        binds.put("audience", isOneOff ? draft.labels().toArray(Long[]::new) : new Long[0]);
        binds.put("url", triggers.url());
        binds.put("seconds", triggers.timeOnPage());
        binds.put("businessHours", Boolean.TRUE.equals(draft.triggerOnlyDuringBusinessHours()));
        binds.put("dueAt", Rows.time(isDue ? scheduled : null));
        binds.put("now", Rows.time(now));
        return binds;
    }

    private @Nullable String templateParams(Campaign.Draft draft, @Nullable Attributes before) {
        if (!draft.templateParams().here()) {
            return before == null ? null : before.json();
        }
        return draft.templateParams().value() == null
                ? null
                : json.writeValueAsString(draft.templateParams().value());
    }

    private static Campaign campaign(ResultSet row) throws SQLException {
        String templateParams = row.getString("template_params");
        return new Campaign(
                new AccountId(row.getLong("account_id")),
                row.getLong("id"),
                row.getString("title"),
                row.getString("description"),
                row.getString("message"),
                row.getLong("inbox_id"),
                Rows.longOrNull(row, "sender_id"),
                Campaign.Kind.of(row.getString("kind")),
                Campaign.Status.of(row.getString("status")),
                row.getBoolean("enabled"),
                Rows.instantOrNull(row, "scheduled_at"),
                Rows.numbers(row, "audience"),
                new Campaign.Triggers(row.getString("url_pattern"), Rows.intOrNull(row, "seconds_on_page")),
                row.getBoolean("only_in_business_hours"),
                templateParams == null ? null : new Attributes(templateParams),
                row.getString("paused_because"),
                Rows.instantOrNull(row, "begun_at"),
                row.getBoolean("gathered"),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "updated_at"));
    }
}
