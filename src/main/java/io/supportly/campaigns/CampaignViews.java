package io.supportly.campaigns;

import io.supportly.accounts.Members;
import io.supportly.inboxes.InboxViews;
import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.json.Times;
import io.supportly.kernel.problems.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// How campaigns look in answers (wire contract 14).
@Component
final class CampaignViews {
    private final RecipientLists recipients;
    private final Inboxes inboxes;
    private final Members members;

    CampaignViews(RecipientLists recipients, Inboxes inboxes, Members members) {
        this.recipients = recipients;
        this.inboxes = inboxes;
        this.members = members;
    }

    Campaign.Rest rest(Campaign campaign) {
        return rest(campaign, null);
    }

    /// Counts the recipients: for one campaign, not for lists.
    Campaign.Rest withProgress(Campaign campaign) {
        boolean isOneOff = campaign.kind() == Campaign.Kind.ONE_OFF;
        return rest(campaign, isOneOff ? recipients.progress(campaign) : null);
    }

    private Campaign.Rest rest(Campaign campaign, Campaign.@Nullable Progress progress) {
        boolean isOneOff = campaign.kind() == Campaign.Kind.ONE_OFF;
        return new Campaign.Rest(
                campaign.number(),
                campaign.title(),
                campaign.description(),
                campaign.account().value(),
                InboxViews.withoutSecrets(
                        inboxes.find(campaign.account(), campaign.inboxId()).orElseThrow(Problem::notFound)),
                campaign.senderId() == null
                        ? null
                        : members.find(campaign.account(), campaign.senderId()).orElse(null),
                campaign.message(),
                campaign.templateParams(),
                campaign.status().word(),
                campaign.enabled(),
                campaign.kind().word(),
                isOneOff ? Times.secondsOrNull(campaign.scheduledAt()) : null,
                isOneOff ? Campaign.audience(campaign.audience()) : null,
                campaign.triggers(),
                campaign.onlyInBusinessHours(),
                campaign.pausedBecause(),
                Times.iso(campaign.createdAt()),
                Times.iso(campaign.updatedAt()),
                progress);
    }
}
