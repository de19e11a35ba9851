package io.supportly.campaigns;

import io.supportly.conversations.Reaching;
import io.supportly.inboxes.Inbox;
import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.AccountId;
import io.supportly.labels.Labels;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/// Takes a campaign one step on, whatever state it is found in: its audience is gathered, some are sent to, those left
/// of a cancelled one are skipped, what hangs on a deleted one is taken away. Each step is short and can be repeated.
@Component
final class Advancing {
    private static final int GATHERED_TOGETHER = 5_000;
    private static final int SKIPPED_TOGETHER = 5_000;
    private static final int FORGOTTEN_TOGETHER = 500;
    private static final String CANCELLED = "The campaign was cancelled";

    private final Campaigns campaigns;
    private final Progressing progressing;
    private final Recipients recipients;
    private final WritingConversations conversations;
    private final CallingGateways gateways;
    private final Reaching reaching;
    private final Inboxes inboxes;
    private final Labels labels;

    Advancing(
            Campaigns campaigns,
            Progressing progressing,
            Recipients recipients,
            WritingConversations conversations,
            CallingGateways gateways,
            Reaching reaching,
            Inboxes inboxes,
            Labels labels) {
        this.campaigns = campaigns;
        this.progressing = progressing;
        this.recipients = recipients;
        this.conversations = conversations;
        this.gateways = gateways;
        this.reaching = reaching;
        this.inboxes = inboxes;
        this.labels = labels;
    }

    /// Whether there is more to do at once. One whose inbox is gone goes with the inbox.
    boolean advance(AccountId account, long number) {
        Campaign campaign = campaigns.find(account, number).orElse(null);
        if (campaign == null) {
            return progressing.isRemoved(account, number) && clear(account, number);
        }
        return switch (campaign.status()) {
            case ACTIVE -> progressing.begin(campaign);
            case PROCESSING -> send(campaign);
            case CANCELLED -> end(campaign);
            case PAUSED, COMPLETED -> progressing.rest(campaign);
        };
    }

    private boolean send(Campaign campaign) {
        if (!campaign.gathered()) {
            recipients.gather(campaign, audience(campaign), GATHERED_TOGETHER);
            return true;
        }
        Inbox inbox = inboxes.find(campaign.account(), campaign.inboxId()).orElseThrow();
        boolean isSms = SmsGateway.carries(inbox.channel());
        return switch (isSms ? gateways.some(campaign, inbox) : conversations.some(campaign, inbox)) {
            case Step.More() -> true;
            case Step.Done() -> progressing.complete(campaign);
            case Step.Wait wait -> progressing.leaveAlone(campaign, wait.pause());
            case Step.Stop stop -> progressing.stop(campaign, stop.why());
        };
    }

    /// Calls that are under way come to their end first.
    private boolean end(Campaign campaign) {
        if (recipients.skip(campaign, CANCELLED, SKIPPED_TOGETHER) > 0) {
            return true;
        }
        return gateways.isSettled(campaign)
                ? progressing.rest(campaign)
                : progressing.leaveAlone(campaign, CallingGateways.LOST);
    }

    /// Those of its labels that are still there.
    private List<String> audience(Campaign campaign) {
        Map<Long, String> titles = labels.titles(campaign.account());
        return campaign.audience().stream()
                .map(titles::get)
                .filter(Objects::nonNull)
                .toList();
    }

    private boolean clear(AccountId account, long number) {
        return reaching.forget(account, number, FORGOTTEN_TOGETHER) > 0
                || recipients.remove(account, number, SKIPPED_TOGETHER) > 0
                || progressing.purge(account, number);
    }
}
