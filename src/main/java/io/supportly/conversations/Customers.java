package io.supportly.conversations;

import io.supportly.contacts.Contact;
import io.supportly.contacts.ContactInbox;
import io.supportly.contacts.ContactInboxes;
import io.supportly.contacts.Contacts;
import io.supportly.inboxes.Channel;
import io.supportly.inboxes.Inbox;
import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.Caller;
import io.supportly.kernel.problems.Problem;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Who calls the customer's side of an inbox. What protects an API inbox is that only the integrator knows its
/// identifier and the contact's source id; with HMAC a contact also proves who he is, and then sees all that is his.
@Component
public final class Customers {
    static final String WHY = "the inbox's identifier and the contact's source id are the secret";

    private final Inboxes inboxes;
    private final Contacts contacts;
    private final ContactInboxes contactInboxes;
    private final Conversations conversations;

    Customers(Inboxes inboxes, Contacts contacts, ContactInboxes contactInboxes, Conversations conversations) {
        this.inboxes = inboxes;
        this.contacts = contacts;
        this.contactInboxes = contactInboxes;
        this.conversations = conversations;
    }

    /// A known customer at an inbox.
    public record Customer(Inbox inbox, ContactInbox at, Contact contact) {
        public Caller.Visitor caller() {
            return new Caller.Visitor(inbox.account(), contact.id(), contact.name());
        }

        /// Whether what is known of the contact is his to read and to change. On a website, whoever gives the e-mail
        /// address of somebody becomes one contact with him, long before he proves who he is.
        public boolean isHimself() {
            boolean wasMadeForHim = Objects.equals(at.madeContactId(), contact.id());
            return inbox.channel() == Channel.API || at.hmacVerified() || wasMadeForHim;
        }

        /// The contact as he may read it.
        public Contact shown() {
            return isHimself() ? contact : contact.withheld();
        }

        /// An unverified contact sees only what he began at this very contact inbox.
        boolean maySee(Conversation conversation) {
            return conversation.contactId() == contact.id()
                    && (at.hmacVerified() || conversation.contactInboxId() == at.id());
        }
    }

    Inbox inbox(String identifier) {
        return inboxes.byIdentifier(identifier)
                .filter(inbox -> inbox.channel() == Channel.API)
                .orElseThrow(Problem::notFound);
    }

    Customer get(String identifier, String source) {
        return get(inbox(identifier), source);
    }

    public Customer get(Inbox inbox, String source) {
        return find(inbox, source).orElseThrow(Problem::notFound);
    }

    public Optional<Customer> find(Inbox inbox, String source) {
        return contactInboxes
                .bySource(inbox.account(), inbox.id(), source)
                .flatMap(at -> contacts.find(inbox.account(), at.contactId())
                        .map(contact -> new Customer(inbox, at, contact)));
    }

    Conversations.Whole conversation(Customer customer, long number) {
        return conversations
                .find(customer.inbox().account(), number)
                .filter(whole -> customer.maySee(whole.conversation()))
                .orElseThrow(Problem::notFound);
    }

    /// Whether he proves to be the one with that identifier; refused when the proof is wrong, or missing where the
    /// inbox asks for one.
    public boolean proves(Inbox inbox, @Nullable String identifier, @Nullable String hash) {
        if (identifier == null || hash == null) {
            if (inbox.hmacMandatory()) {
                throw Problem.unauthorized("This inbox needs an identifier and its identifier_hash");
            }
            return false;
        }
        byte[] expected = hmac(inbox.hmacToken(), identifier).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(expected, hash.getBytes(StandardCharsets.UTF_8))) {
            throw Problem.unauthorized("The identifier_hash is not that of the identifier");
        }
        return true;
    }

    private static String hmac(String key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
