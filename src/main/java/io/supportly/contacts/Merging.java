package io.supportly.contacts;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.events.Event;
import io.supportly.kernel.events.EventLog;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.sql.Rows;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Makes one contact of two: the base keeps what it has and gets what only the other one had. The other one's
/// conversations are for the module that has them to move.
@Component
public final class Merging {
    private final Contacts contacts;
    private final JdbcClient sql;
    private final EventLog events;
    private final Clock clock;

    Merging(Contacts contacts, JdbcClient sql, EventLog events, Clock clock) {
        this.contacts = contacts;
        this.sql = sql;
        this.events = events;
        this.clock = clock;
    }

    /// Within the caller's transaction.
    public Contact merge(Caller caller, long base, long mergee) {
        if (base == mergee) {
            throw Problem.invalid("mergee_contact_id", "must be another contact than the base");
        }
        // In one order, so that two merges of the same contacts wait for each other instead of for ever.
        Stream.of(base, mergee).sorted().forEach(id -> contacts.lock(caller, id));
        Contact before = contacts.lock(caller, base);
        Contact other = contacts.lock(caller, mergee);
        Instant now = clock.instant();
        retire(caller.account(), base, mergee, now);
        Contact after = fill(before, other, now);
        move(caller.account(), base, mergee);
        events.append(Event.of(caller, "contact_merged", now)
                .contact(base)
                .with("base_contact_id", base)
                .with("mergee_contact_id", mergee));
        events.append(Event.of(caller, "contact_updated", now)
                .contact(base)
                .with("changed_attributes", Contacts.changed(before, after)));
        return after;
    }

    /// Gone for every reader, his names free for the base; whoever was merged into him goes where he goes.
    private void retire(AccountId account, long base, long mergee, Instant now) {
        sql.sql("""
                        update contacts
                        set deleted_at = :now, merged_into = :base, name = '', email = null, phone_number = null,
                          identifier = null, avatar_url = '', additional_attributes = '{}', custom_attributes = '{}',
                          labels = '{}', company_id = null
                        where account_id = :account and id = :mergee
                        """)
                .param("now", Rows.time(now))
                .param("base", base)
                .param("account", account.value())
                .param("mergee", mergee)
                .update();
        sql.sql("update contacts set merged_into = :base where account_id = :account and merged_into = :mergee")
                .param("base", base)
                .param("account", account.value())
                .param("mergee", mergee)
                .update();
    }

    private Contact fill(Contact base, Contact other, Instant now) {
        return sql.sql("""
                        update contacts k
                        set name = case when name = '' then :name else name end,
                          email = coalesce(email, :email), phone_number = coalesce(phone_number, :phone),
                          identifier = coalesce(identifier, :identifier),
                          avatar_url = case when avatar_url = '' then :avatar else avatar_url end,
                          company_id = coalesce(company_id, :company),
                          labels = array(select distinct label from unnest(labels || :labels::text[]) label order by label),
                          additional_attributes = :additional::jsonb || (
                            select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(additional_attributes)
                            where value not in ('null', '""')),
                          custom_attributes = :custom::jsonb || (
                            select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(custom_attributes)
                            where value not in ('null', '""')),
                          last_activity_at = greatest(last_activity_at, :active), updated_at = :now
                        where k.account_id = :account and k.id = :id
                        returning\s""" + Contact.columns("k"))
                .param("name", other.name())
                .param("email", other.email())
                .param("phone", other.phoneNumber())
                .param("identifier", other.identifier())
                .param("avatar", other.avatarUrl())
                .param("company", other.companyId())
                .param("labels", other.labels().toArray(String[]::new))
                .param("additional", other.additionalAttributes().json())
                .param("custom", other.customAttributes().json())
                .param("active", Rows.time(other.lastActivityAt()))
                .param("now", Rows.time(now))
                .param("account", base.account().value())
                .param("id", base.id())
                .query((row, _) -> Contact.of(row, "k"))
                .single();
    }

    private void move(AccountId account, long base, long mergee) {
        sql.sql("update contact_inboxes set contact_id = :base where account_id = :account and contact_id = :mergee")
                .param("base", base)
                .param("account", account.value())
                .param("mergee", mergee)
                .update();
        sql.sql("update contact_notes set contact_id = :base where account_id = :account and contact_id = :mergee")
                .param("base", base)
                .param("account", account.value())
                .param("mergee", mergee)
                .update();
    }

    /// Into whom he was merged, held where he is until the transaction ends; empty when that one is deleted by now.
    public Optional<Long> heir(AccountId account, long mergee) {
        return sql.sql("""
                        select base.id
                        from contacts mergee
                        join contacts base
                          on base.account_id = mergee.account_id and base.id = mergee.merged_into
                            and base.deleted_at is null
                        where mergee.account_id = :account and mergee.id = :mergee
                        for share
                        """)
                .param("account", account.value())
                .param("mergee", mergee)
                .query((row, _) -> row.getLong(1))
                .optional();
    }

    /// Whether so much time has passed since the merge that nobody who read him before it can still be writing.
    public boolean isSettled(AccountId account, long mergee, Instant before) {
        return sql.sql("select deleted_at < :before from contacts where account_id = :account and id = :mergee")
                .param("before", Rows.time(before))
                .param("account", account.value())
                .param("mergee", mergee)
                .query((row, _) -> row.getBoolean(1))
                .optional()
                .orElse(true);
    }
}
