package io.supportly.conversations;

import io.supportly.contacts.Contact;
import io.supportly.contacts.ContactInbox;
import io.supportly.contacts.ContactInboxes;
import io.supportly.inboxes.Inbox;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.json.Attributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The first word of a campaign to a contact: a conversation with one message, which is nobody's until the contact
/// answers and counts as no reply. Joins the caller's transaction.
@Component
public final class Reaching {
    private final Opening opening;
    private final Posting posting;
    private final ContactInboxes contactInboxes;
    private final JdbcClient sql;
    private final TransactionTemplate transactions;

    Reaching(
            Opening opening,
            Posting posting,
            ContactInboxes contactInboxes,
            JdbcClient sql,
            TransactionTemplate transactions) {
        this.opening = opening;
        this.posting = posting;
        this.contactInboxes = contactInboxes;
        this.sql = sql;
        this.transactions = transactions;
    }

    /// @param sender the agent whose words they are; null: nobody's
    public record Word(long campaign, @Nullable Long sender, String text) {}

    public record Reached(long conversation, long message) {}

    /// Where the contact was last known at the inbox.
    public Reached reach(Inbox inbox, Contact contact, Word word, Attributes additionalAttributes) {
        return Objects.requireNonNull(transactions.execute(
                _ -> reach(inbox, contact, contactInboxes.lastOrNew(contact, inbox), word, additionalAttributes)));
    }

    /// Where he is at this moment.
    ///
    /// @param additionalAttributes of the conversation, as where he is, in which language, or what a mail is about
    public Reached reach(Inbox inbox, Contact contact, ContactInbox at, Word word, Attributes additionalAttributes) {
        var system = new Caller.System(inbox.account());
        var start = Opening.Start.campaigned(word.campaign(), word.sender() != null, additionalAttributes);
        return Objects.requireNonNull(transactions.execute(_ -> {
            long number = opening.openAt(system, inbox, contact, at, start);
            Message message =
                    posting.post(system, number, Posting.Post.ofCampaign(word.campaign(), word.sender(), word.text()));
            return new Reached(number, message.id());
        }));
    }

    /// Takes a campaign that is gone out of some of its conversations; how many these were.
    public int forget(AccountId account, long campaign, int most) {
        return sql.sql("""
                        update conversations set campaign_id = null
                        where account_id = :account and id = any(array(
                          select id from conversations
                          where account_id = :account and campaign_id = :campaign
                          order by id
                          limit :most
                          for no key update))
                        """)
                .param("account", account.value())
                .param("campaign", campaign)
                .param("most", most)
                .update();
    }
}
