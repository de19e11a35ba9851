package io.supportly.campaigns;

import io.supportly.campaigns.Recipients.Settled;
import io.supportly.campaigns.Recipients.Waiting;
import io.supportly.contacts.Contact;
import io.supportly.conversations.Reaching;
import io.supportly.inboxes.Channel;
import io.supportly.inboxes.Inbox;
import io.supportly.kernel.json.Attributes;
import io.supportly.kernel.problems.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Sends through API and e-mail inboxes: a conversation for each contact, in one transaction with what is written down
/// about him. It happens once or not at all, whenever the server stops.
@Component
final class WritingConversations {
    private static final int BATCH = 50;

    private final Recipients recipients;
    private final Addressing addressing;
    private final Reaching reaching;
    private final JsonMapper json;
    private final TransactionTemplate transactions;

    WritingConversations(
            Recipients recipients,
            Addressing addressing,
            Reaching reaching,
            JsonMapper json,
            TransactionTemplate transactions) {
        this.recipients = recipients;
        this.addressing = addressing;
        this.reaching = reaching;
        this.json = json;
        this.transactions = transactions;
    }

    Step some(Campaign campaign, Inbox inbox) {
        List<Waiting> waiting = recipients.pending(campaign, BATCH);
        if (waiting.isEmpty()) {
            return Step.DONE;
        }
        var settled = new ArrayList<Settled>();
        for (Waiting one : waiting) {
            if (Thread.currentThread().isInterrupted()) {
                break;
            }
            Optional<Settled> skipped = Addressing.skipped(one, inbox);
            skipped.ifPresentOrElse(
                    settled::add, () -> failure(campaign, inbox, one.contact()).ifPresent(settled::add));
        }
        recipients.settle(campaign, settled);
        return Step.MORE;
    }

    private Optional<Settled> failure(Campaign campaign, Inbox inbox, Contact contact) {
        try {
            transactions.executeWithoutResult(_ -> write(campaign, inbox, contact));
            return Optional.empty();
        } catch (Problem e) {
            return Optional.of(Settled.failed(contact.id(), Objects.requireNonNull(e.getMessage())));
        }
    }

    private void write(Campaign campaign, Inbox inbox, Contact contact) {
        if (!recipients.take(campaign, contact.id())) {
            return;
        }
        String text = addressing.text(campaign, inbox, contact);
        var word = new Reaching.Word(campaign.number(), campaign.senderId(), text);
        Reaching.Reached reached = reaching.reach(inbox, contact, word, about(campaign, inbox));
        recipients.wrote(campaign, contact.id(), reached.conversation());
    }

    /// The channel mails the message like any other, and takes the subject from here.
    private Attributes about(Campaign campaign, Inbox inbox) {
        return inbox.channel() == Channel.EMAIL
                ? new Attributes(json.writeValueAsString(Map.of("mail_subject", campaign.title())))
                : Attributes.NONE;
    }
}
