package io.supportly.campaigns;

import io.supportly.accounts.Members;
import io.supportly.campaigns.Recipients.Settled;
import io.supportly.campaigns.Recipients.Waiting;
import io.supportly.contacts.Contact;
import io.supportly.conversations.Placeholders;
import io.supportly.inboxes.Channel;
import io.supportly.inboxes.Inbox;
import io.supportly.kernel.Caller;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// What a campaign says to one contact, or why it says nothing to him.
@Component
public final class Addressing {
    private final Placeholders placeholders;
    private final Members members;

    Addressing(Placeholders placeholders, Members members) {
        this.placeholders = placeholders;
        this.members = members;
    }

    /// Empty for whom it may go to.
    static Optional<Settled> skipped(Waiting waiting, Inbox inbox) {
        Contact contact = waiting.contact();
        if (waiting.isGone()) {
            return Optional.of(Settled.skipped(contact.id(), "The contact is gone"));
        }
        if (contact.blocked()) {
            return Optional.of(Settled.skipped(contact.id(), "The contact is blocked"));
        }
        if (inbox.channel() == Channel.EMAIL && contact.email() == null) {
            return Optional.of(Settled.skipped(contact.id(), "The contact has no e-mail address"));
        }
        return SmsGateway.carries(inbox.channel()) && contact.phoneNumber() == null
                ? Optional.of(Settled.skipped(contact.id(), "The contact has no phone number"))
                : Optional.empty();
    }

    /// What the contact is told.
    public String text(Campaign campaign, Inbox inbox, Contact contact) {
        return placeholders.fill(sender(campaign), contact, inbox, campaign.message());
    }

    private Caller sender(Campaign campaign) {
        return Optional.ofNullable(campaign.senderId())
                .<Caller>flatMap(user -> members.caller(campaign.account(), user))
                .orElseGet(() -> new Caller.System(campaign.account()));
    }
}
