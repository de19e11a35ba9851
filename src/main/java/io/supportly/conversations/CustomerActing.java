package io.supportly.conversations;

import io.supportly.kernel.json.Attributes;
import io.supportly.kernel.problems.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// What a customer does to a conversation of his beside writing: types, sees, labels, ends it. Another's is not found.
@Component
public final class CustomerActing {
    private final Customers customers;
    private final Changing changing;
    private final Seeing seeing;
    private final Transcribing transcribing;
    private final ApplicationEventPublisher live;
    private final JsonMapper json;

    CustomerActing(
            Customers customers,
            Changing changing,
            Seeing seeing,
            Transcribing transcribing,
            ApplicationEventPublisher live,
            JsonMapper json) {
        this.customers = customers;
        this.changing = changing;
        this.seeing = seeing;
        this.transcribing = transcribing;
        this.live = live;
        this.json = json;
    }

    public void type(Customers.Customer customer, long number, boolean on) {
        Conversation conversation = customers.conversation(customer, number).conversation();
        live.publishEvent(new TypingChanged(
                conversation.account(), number, conversation.inboxId(), customer.caller(), on, false));
    }

    public void see(Customers.Customer customer, long number) {
        seeing.seenByContact(customers.conversation(customer, number).conversation());
    }

    public void end(Customers.Customer customer, long number) {
        change(customer, number, state -> state.status(Status.RESOLVED, null));
    }

    /// Puts labels on; those that it has stay.
    public void label(Customers.Customer customer, long number, List<String> titles) {
        change(customer, number, state -> state.labelled(titles));
    }

    public void unlabel(Customers.Customer customer, long number, String title) {
        change(customer, number, state -> state.unlabelled(List.of(title)));
    }

    /// What stands under other keys stays.
    public Visiting.Talk setAttributes(Customers.Customer customer, long number, Map<String, Object> more) {
        return changeAttributes(customer, number, attributes -> {
            attributes.putAll(more);
            return attributes;
        });
    }

    public Visiting.Talk removeAttributes(Customers.Customer customer, long number, List<String> keys) {
        return changeAttributes(customer, number, attributes -> {
            keys.forEach(attributes::remove);
            return attributes;
        });
    }

    private Visiting.Talk changeAttributes(
            Customers.Customer customer, long number, UnaryOperator<Map<String, Object>> change) {
        return change(
                customer,
                number,
                state -> state.customAttributes(attributes(change.apply(map(state.customAttributes())))));
    }

    private Visiting.Talk change(Customers.Customer customer, long number, UnaryOperator<Conversation.State> change) {
        customers.conversation(customer, number);
        return Visiting.Talk.of(changing.change(customer.caller(), number, change));
    }

    /// To his own address, which somebody else may have: a few an hour.
    public void transcribe(Customers.Customer customer, long number) {
        String email = customer.contact().email();
        if (email == null) {
            throw Problem.invalid("email", "is not known of this contact", "blank");
        }
        transcribing.mail(customer.caller(), customers.conversation(customer, number), email);
    }

    private Attributes attributes(Map<String, Object> map) {
        return map.isEmpty() ? Attributes.NONE : new Attributes(json.writeValueAsString(map));
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> map(Attributes attributes) {
        return json.readValue(attributes.json(), LinkedHashMap.class);
    }
}
