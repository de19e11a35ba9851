package io.supportly.campaigns;

import io.supportly.kernel.web.Paging;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The recipients of a campaign, to be counted and looked at.
@Component
final class RecipientLists {
    private final JdbcClient sql;

    RecipientLists(JdbcClient sql) {
        this.sql = sql;
    }

    Campaign.Progress progress(Campaign campaign) {
        return sql.sql("""
                        select count(*) as total, count(*) filter (where status in ('pending', 'sending')) as pending,
                          count(*) filter (where status = 'sent') as sent,
                          count(*) filter (where status = 'failed') as failed,
                          count(*) filter (where status = 'skipped') as skipped
                        from campaign_recipients
                        where account_id = :account and campaign_id = :campaign
                        """)
                .param("account", campaign.account().value())
                .param("campaign", campaign.number())
                .query((row, _) -> new Campaign.Progress(
                        row.getLong("total"),
                        row.getLong("pending"),
                        row.getLong("sent"),
                        row.getLong("failed"),
                        row.getLong("skipped")))
                .single();
    }

    /// By the contact's id.
    ///
    /// @param status null: all
    List<Recipient> of(Campaign campaign, @Nullable String status, Paging paging) {
        return sql.sql("""
                        select r.contact_id, k.name, r.status, r.reason, r.conversation_id, r.provider_id, r.settled_at
                        from campaign_recipients r
                        join contacts k on k.account_id = :account and k.id = r.contact_id
                        where r.account_id = :account and r.campaign_id = :campaign
                          and (:status::text is null or r.status = :status::text)
                        order by r.contact_id
                        limit :size offset :offset
                        """)
                .param("account", campaign.account().value())
                .param("campaign", campaign.number())
                .param("status", status)
                .param("size", paging.size())
                .param("offset", paging.offset())
                .query((row, _) -> Recipient.of(row))
                .list();
    }

    long count(Campaign campaign, @Nullable String status) {
        return sql.sql("""
                        select count(*) from campaign_recipients
                        where account_id = :account and campaign_id = :campaign
                          and (:status::text is null or status = :status::text)
                        """)
                .param("account", campaign.account().value())
                .param("campaign", campaign.number())
                .param("status", status)
                .query((row, _) -> row.getLong(1))
                .single();
    }
}
