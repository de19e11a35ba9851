package io.supportly.conversations;

import io.supportly.contacts.ContactInboxes;
import io.supportly.kernel.Caller;
import io.supportly.kernel.json.Attributes;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.web.Upload;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// What a customer himself says and reads, from wherever he reaches an inbox: he begins conversations, writes, fills in
/// what he is asked. Another's conversation is not found. What else he does to one is in [CustomerActing].
@Component
public final class Visiting {
    private static final int NEWER = 100;

    private final Customers customers;
    private final ContactInboxes contactInboxes;
    private final Opening opening;
    private final Changing changing;
    private final Sending sending;
    private final Submitting submitting;
    private final Messages messages;
    private final CustomerViews views;
    private final JdbcClient sql;
    private final JsonMapper json;
    private final TransactionTemplate transactions;

    Visiting(
            Customers customers,
            ContactInboxes contactInboxes,
            Opening opening,
            Changing changing,
            Sending sending,
            Submitting submitting,
            Messages messages,
            CustomerViews views,
            JdbcClient sql,
            JsonMapper json,
            TransactionTemplate transactions) {
        this.customers = customers;
        this.contactInboxes = contactInboxes;
        this.opening = opening;
        this.changing = changing;
        this.sending = sending;
        this.submitting = submitting;
        this.messages = messages;
        this.views = views;
        this.sql = sql;
        this.json = json;
        this.transactions = transactions;
    }

    /// A conversation as its customer may know it.
    public record Talk(
            long number,
            UUID uuid,
            long inboxId,
            Status status,
            @Nullable Instant contactLastSeenAt,
            Attributes additionalAttributes,
            Attributes customAttributes,
            Instant createdAt,
            Instant updatedAt) {
        static Talk of(Conversation conversation) {
            return new Talk(
                    conversation.number(),
                    conversation.uuid(),
                    conversation.inboxId(),
                    conversation.state().status(),
                    conversation.times().contactLastSeenAt(),
                    conversation.additionalAttributes(),
                    conversation.state().customAttributes(),
                    conversation.createdAt(),
                    conversation.updatedAt());
        }
    }

    /// What he writes.
    ///
    /// @param replyTo a message that he answers
    public record Words(
            @Nullable String content,
            @Nullable String echoId,
            @Nullable Long replyTo,
            List<Upload> attachments) {
        /// Blames the fields below `prefix`.
        public void check(Faults faults, String prefix) {
            MessageDraft.checkWords(faults, prefix, content, echoId, attachments);
        }

        MessageDraft draft() {
            return MessageDraft.incoming(content, echoId, replyTo, attachments);
        }
    }

    /// How a conversation begins.
    public record Start(
            Map<String, Object> additionalAttributes, Map<String, Object> customAttributes, List<String> labels) {}

    /// The last at the inbox that he began in this session; or, once he has proven who he is, in any in which he had
    /// proven it.
    public Optional<Talk> last(Customers.Customer customer) {
        return sql.sql("select " + Conversation.COLUMNS + """
                         from conversations c
                        where c.account_id = :account and c.contact_id = :contact and c.inbox_id = :inbox
                          and (c.contact_inbox_id = :at or (:proven and c.hmac_verified))
                        order by c.id desc
                        limit 1
                        """)
                .param("account", customer.inbox().account().value())
                .param("contact", customer.contact().id())
                .param("inbox", customer.inbox().id())
                .param("at", customer.at().id())
                .param("proven", customer.at().hmacVerified())
                .query((row, _) -> Talk.of(Conversation.of(row)))
                .optional();
    }

    public Talk get(Customers.Customer customer, long number) {
        return Talk.of(customers.conversation(customer, number).conversation());
    }

    /// A new one, or the only one where the inbox keeps to it.
    public Talk begin(Customers.Customer customer, Start start) {
        Caller.Visitor caller = customer.caller();
        var opened = new Opening.Start(
                Status.OPEN,
                null,
                null,
                null,
                attributes(start.additionalAttributes()),
                attributes(start.customAttributes()),
                null);
        return Objects.requireNonNull(transactions.execute(_ -> {
            long number = opening.openAt(caller, customer.inbox(), customer.contact(), customer.at(), opened);
            if (!start.labels().isEmpty()) {
                changing.change(caller, number, state -> state.labelled(start.labels()));
            }
            return get(customer, number);
        }));
    }

    /// In the conversation that he has, or else in one that begins so; two messages at once begin one.
    public CustomerViews.MessageView write(Customers.Customer customer, Words words, Start otherwise) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            contactInboxes.lock(customer.at());
            Talk talk = last(customer).orElseGet(() -> begin(customer, otherwise));
            return write(customer, talk.number(), words);
        }));
    }

    public CustomerViews.MessageView write(Customers.Customer customer, long number, Words words) {
        Conversation conversation = customers.conversation(customer, number).conversation();
        Message message = sending.send(customer.caller(), conversation, words.draft());
        return views.message(message, customer.shown(), words.echoId());
    }

    /// In the order in which it was written: the newest, those before a message, or those after one.
    public List<CustomerViews.MessageView> said(
            Customers.Customer customer, long number, @Nullable Long before, @Nullable Long after) {
        Conversation conversation = customers.conversation(customer, number).conversation();
        var window = new Messages.Window(before, after, after == null ? CustomerViews.NEWEST : NEWER, true);
        return views.messages(messages.of(conversation, window), customer.shown());
    }

    /// What he fills into a message that asks.
    public CustomerViews.MessageView fill(
            Customers.Customer customer, long number, long id, Submitting.Answers answers) {
        Conversation conversation = customers.conversation(customer, number).conversation();
        Message asking = messages.find(conversation, id)
                .filter(found -> !found.isPrivate() && found.type() != MessageType.ACTIVITY)
                .orElseThrow(Problem::notFound);
        Message filled = submitting.submit(customer.caller(), conversation, asking, answers);
        return views.message(filled, customer.shown(), null);
    }

    private Attributes attributes(Map<String, Object> map) {
        return map.isEmpty() ? Attributes.NONE : new Attributes(json.writeValueAsString(map));
    }
}
