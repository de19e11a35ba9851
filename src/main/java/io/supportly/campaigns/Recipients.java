package io.supportly.campaigns;

import io.supportly.contacts.Contact;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Every recipient in the database, as the sending goes on; to be looked at they are in [RecipientLists].
@Component
final class Recipients {
    /// Only while the campaign is being sent; a pause holds at once.
    private static final String WHILE_SENDING = """
            and exists (select from campaigns c
              where c.account_id = :account and c.id = :campaign and c.status = 'processing' and c.deleted_at is null)
            """;

    private final JdbcClient sql;
    private final Clock clock;

    Recipients(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// Whose turn it is.
    ///
    /// @param isGone whether he was removed meanwhile
    record Waiting(Contact contact, boolean isGone) {
        static Waiting of(ResultSet row) throws SQLException {
            return new Waiting(Contact.of(row, "k"), row.getBoolean("gone"));
        }
    }

    /// How it ended with one.
    record Settled(
            long contact,
            Recipient.Status status,
            @Nullable String reason,
            @Nullable String providerId) {
        static Settled skipped(long contact, String reason) {
            return new Settled(contact, Recipient.Status.SKIPPED, reason, null);
        }

        static Settled failed(long contact, String reason) {
            return new Settled(contact, Recipient.Status.FAILED, reason, null);
        }

        /// As if it had not been tried: nothing has left the house.
        static Settled again(long contact) {
            return new Settled(contact, Recipient.Status.PENDING, null, null);
        }
    }

    /// Adds the next contacts of the audience; false when there were no more. Where it was is written with them.
    boolean gather(Campaign campaign, List<String> labels, int most) {
        return sql.sql("""
                        with found as materialized (
                          select k.id from contacts k
                          where k.account_id = :account and k.labels <> '{}' and k.labels && :labels::text[]
                            and k.deleted_at is null
                            and k.id > (select coalesce(c.gathered_until, 0) from campaigns c
                              where c.account_id = :account and c.id = :campaign)
                          order by k.id
                          limit :most
                        ), added as (
                          insert into campaign_recipients (account_id, campaign_id, contact_id)
                          select :account, :campaign, id from found
                          on conflict do nothing
                        )
                        update campaigns
                        set gathered_until = coalesce((select max(id) from found), gathered_until),
                          gathered = (select count(*) from found) < :most
                        where account_id = :account and id = :campaign
                        returning not gathered
                        """)
                .param("account", campaign.account().value())
                .param("campaign", campaign.number())
                .param("labels", labels.toArray(String[]::new))
                .param("most", most)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    List<Waiting> pending(Campaign campaign, int most) {
        return sql.sql("select k.deleted_at is not null as gone, " + Contact.columns("k") + """
                         from campaign_recipients r
                        join contacts k on k.account_id = :account and k.id = r.contact_id
                        where r.account_id = :account and r.campaign_id = :campaign and r.status = 'pending'
                        order by r.contact_id
                        limit :most
                        """)
                .param("account", campaign.account().value())
                .param("campaign", campaign.number())
                .param("most", most)
                .query((row, _) -> Waiting.of(row))
                .list();
    }

    /// Takes one, to be written to in the same transaction; false when he is not to be any more.
    boolean take(Campaign campaign, long contact) {
        return sql.sql("""
                        update campaign_recipients set status = 'sent', settled_at = :now
                        where account_id = :account and campaign_id = :campaign and contact_id = :contact
                          and status = 'pending'
                        """ + WHILE_SENDING)
                        .param("now", Rows.time(clock.instant()))
                        .param("account", campaign.account().value())
                        .param("campaign", campaign.number())
                        .param("contact", contact)
                        .update()
                == 1;
    }

    void wrote(Campaign campaign, long contact, long conversation) {
        sql.sql("""
                        update campaign_recipients set conversation_id = :conversation
                        where account_id = :account and campaign_id = :campaign and contact_id = :contact
                        """)
                .param("conversation", conversation)
                .param("account", campaign.account().value())
                .param("campaign", campaign.number())
                .param("contact", contact)
                .update();
    }

    /// Takes some, to be called for after the commit: whoever is found so later was perhaps sent to.
    /// An array is made once; a list that locks as it goes could be asked again for each row, and find others.
    List<Waiting> claim(Campaign campaign, int most) {
        return sql.sql("""
                        with claimed as (
                          update campaign_recipients set status = 'sending', claimed_at = :now
                          where account_id = :account and campaign_id = :campaign and contact_id = any(array(
                            select r.contact_id from campaign_recipients r
                            where r.account_id = :account and r.campaign_id = :campaign and r.status = 'pending'
                            order by r.contact_id
                            limit :most
                            for update skip locked))
                        """ + WHILE_SENDING + """
                          returning contact_id
                        )
                        select k.deleted_at is not null as gone,\s""" + Contact.columns("k") + """
                         from claimed
                        join contacts k on k.account_id = :account and k.id = claimed.contact_id
                        order by k.id
                        """)
                .param("now", Rows.time(clock.instant()))
                .param("account", campaign.account().value())
                .param("campaign", campaign.number())
                .param("most", most)
                .query((row, _) -> Waiting.of(row))
                .list();
    }

    void settle(Campaign campaign, List<Settled> settled) {
        if (settled.isEmpty()) {
            return;
        }
        sql.sql("""
                        update campaign_recipients r
                        set status = s.status, reason = s.reason, provider_id = s.provider_id,
                          settled_at = case when s.status = 'pending' then null else :now::timestamptz end
                        from unnest(:contacts::bigint[], :statuses::text[], :reasons::text[], :ids::text[])
                          s (contact_id, status, reason, provider_id)
                        where r.account_id = :account and r.campaign_id = :campaign and r.contact_id = s.contact_id
                          and r.status in ('pending', 'sending')
                        """)
                .param("now", Rows.time(clock.instant()))
                .param("contacts", settled.stream().map(Settled::contact).toArray(Long[]::new))
                .param(
                        "statuses",
                        settled.stream().map(one -> one.status().word()).toArray(String[]::new))
                .param("reasons", settled.stream().map(Settled::reason).toArray(String[]::new))
                .param("ids", settled.stream().map(Settled::providerId).toArray(String[]::new))
                .param("account", campaign.account().value())
                .param("campaign", campaign.number())
                .update();
    }

    /// Those whose answer never came, as the server stopped in between: safe is not to send again.
    void giveUp(Campaign campaign, Instant claimedBefore, String reason) {
        sql.sql("""
                        update campaign_recipients set status = 'failed', reason = :reason, settled_at = :now
                        where account_id = :account and campaign_id = :campaign and status = 'sending'
                          and claimed_at < :before
                        """)
                .param("reason", reason)
                .param("now", Rows.time(clock.instant()))
                .param("account", campaign.account().value())
                .param("campaign", campaign.number())
                .param("before", Rows.time(claimedBefore))
                .update();
    }

    /// Some of those who are not to be sent to any more; how many these were.
    int skip(Campaign campaign, String reason, int most) {
        return sql.sql("""
                        update campaign_recipients set status = 'skipped', reason = :reason, settled_at = :now
                        where account_id = :account and campaign_id = :campaign and contact_id = any(array(
                          select r.contact_id from campaign_recipients r
                          where r.account_id = :account and r.campaign_id = :campaign and r.status = 'pending'
                          order by r.contact_id
                          limit :most
                          for update))
                        """)
                .param("reason", reason)
                .param("now", Rows.time(clock.instant()))
                .param("account", campaign.account().value())
                .param("campaign", campaign.number())
                .param("most", most)
                .update();
    }

    /// Some of a campaign that is gone; how many these were.
    int remove(AccountId account, long campaign, int most) {
        return sql.sql("""
                        delete from campaign_recipients
                        where account_id = :account and campaign_id = :campaign and contact_id in (
                          select r.contact_id from campaign_recipients r
                          where r.account_id = :account and r.campaign_id = :campaign
                          order by r.contact_id
                          limit :most)
                        """)
                .param("account", account.value())
                .param("campaign", campaign)
                .param("most", most)
                .update();
    }

    boolean any(Campaign campaign, Recipient.Status status) {
        return sql.sql("""
                        select exists (
                          select from campaign_recipients
                          where account_id = :account and campaign_id = :campaign and status = :status)
                        """)
                .param("account", campaign.account().value())
                .param("campaign", campaign.number())
                .param("status", status.word())
                .query((row, _) -> row.getBoolean(1))
                .single();
    }
}
