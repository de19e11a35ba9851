package io.supportly.widget;

import io.supportly.campaigns.Addressing;
import io.supportly.campaigns.Campaign;
import io.supportly.campaigns.Campaigns;
import io.supportly.contacts.ContactInboxes;
import io.supportly.conversations.CustomerActing;
import io.supportly.conversations.Customers;
import io.supportly.conversations.Reaching;
import io.supportly.conversations.Visiting;
import io.supportly.inboxes.Inbox;
import io.supportly.kernel.json.Attributes;
import io.supportly.kernel.problems.Problem;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Shows a website's campaigns, and begins a conversation with the one that a visitor takes up: once, and only where he
/// has none. His browser decides when to show it; whether it may be shown at all is decided here again.
@Component
final class Campaigning {
    private static final String FIELD = "event_info.campaign_id";

    private final Campaigns campaigns;
    private final Addressing addressing;
    private final Reaching reaching;
    private final Visiting visiting;
    private final CustomerActing acting;
    private final ContactInboxes contactInboxes;
    private final JsonMapper json;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Campaigning(
            Campaigns campaigns,
            Addressing addressing,
            Reaching reaching,
            Visiting visiting,
            CustomerActing acting,
            ContactInboxes contactInboxes,
            JsonMapper json,
            TransactionTemplate transactions,
            Clock clock) {
        this.campaigns = campaigns;
        this.addressing = addressing;
        this.reaching = reaching;
        this.visiting = visiting;
        this.acting = acting;
        this.contactInboxes = contactInboxes;
        this.json = json;
        this.transactions = transactions;
        this.clock = clock;
    }

    List<Campaign> shown(Customers.Customer visitor) {
        return campaigns.ongoing(visitor.inbox().account(), visitor.inbox().id());
    }

    /// What it says to this visitor, who may not read all that is known of him.
    String text(Campaign campaign, Customers.Customer visitor) {
        return addressing.text(campaign, visitor.inbox(), visitor.shown());
    }

    void begin(Customers.Customer visitor, long number, Arrival arrival, Map<String, Object> attributes) {
        Inbox website = visitor.inbox();
        Campaign campaign = campaigns
                .find(website.account(), number)
                .filter(found -> found.kind() == Campaign.Kind.ONGOING && found.inboxId() == website.id())
                .filter(Campaign::enabled)
                .orElseThrow(() -> Problem.invalid(FIELD, "is no campaign that this website shows"));
        if (campaign.onlyInBusinessHours() && !website.isOpenAt(clock.instant())) {
            throw Problem.invalid(FIELD, "is shown during working hours only");
        }
        var word = new Reaching.Word(number, campaign.senderId(), text(campaign, visitor));
        var facts = new Attributes(json.writeValueAsString(arrival.facts()));
        transactions.executeWithoutResult(_ -> {
            contactInboxes.lock(visitor.at());
            if (visiting.last(visitor).isEmpty()) {
                long begun = reaching.reach(website, visitor.contact(), visitor.at(), word, facts)
                        .conversation();
                if (!attributes.isEmpty()) {
                    acting.setAttributes(visitor, begun, attributes);
                }
            }
        });
    }
}
