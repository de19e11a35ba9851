package io.supportly.widget;

import io.supportly.conversations.CustomerViews;
import io.supportly.conversations.Customers;
import io.supportly.conversations.Visiting;
import io.supportly.kernel.problems.Faults;
import io.supportly.labels.AttributeDefinitions;
import io.supportly.labels.AttributeModel;
import io.supportly.labels.Labels;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Begins a visitor's conversation with what he says first, checked against the form before it: all of it or nothing.
@Component
final class Beginning {
    private static final Said NOTHING = new Said(null, null, null, null, null, List.of());
    private static final int LONGEST_KEY = 255;
    private static final int MOST_KEYS = 100;

    private final Visiting visiting;
    private final Identifying identifying;
    private final AttributeDefinitions definitions;
    private final Labels labels;
    private final JsonMapper json;
    private final TransactionTemplate transactions;

    Beginning(
            Visiting visiting,
            Identifying identifying,
            AttributeDefinitions definitions,
            Labels labels,
            JsonMapper json,
            TransactionTemplate transactions) {
        this.visiting = visiting;
        this.identifying = identifying;
        this.definitions = definitions;
        this.labels = labels;
        this.json = json;
        this.transactions = transactions;
    }

    /// The visitor, who may be another contact now.
    Customers.Customer begin(
            Customers.Customer visitor, WidgetConversationsController.Start start, HttpServletRequest request) {
        Person person =
                start.contact() == null ? Person.NOBODY : start.contact().unidentified();
        Said said = start.message() == null ? NOTHING : start.message();
        var rules = definitions.rules(visitor.inbox().account(), AttributeModel.CONTACT);
        var faults = new Faults();
        person.check(faults, "contact.", rules);
        said.words().check(faults, "message.");
        checkAttributes(faults, visitor, start.customAttributes());
        PreChat.check(faults, visitor.inbox(), visitor.contact(), person, start.customAttributes(), json);
        faults.orThrow();
        var how = how(request, said, start.customAttributes(), List.of());
        return Objects.requireNonNull(transactions.execute(_ -> {
            Customers.Customer he = person.equals(Person.NOBODY)
                    ? visitor
                    : identifying.identify(visitor, person.checked(rules), false);
            visiting.write(he, visiting.begin(he, how).number(), said.words());
            return he;
        }));
    }

    /// Into the conversation that he has, or else as the first word of one.
    CustomerViews.MessageView say(
            Customers.Customer visitor, WidgetMessagesController.Message message, HttpServletRequest request) {
        Said said = message.said();
        Map<String, Object> attributes = message.customAttributes();
        var faults = new Faults();
        said.words().check(faults, "");
        checkAttributes(faults, visitor, attributes);
        if (visiting.last(visitor).isEmpty()) {
            PreChat.check(faults, visitor.inbox(), visitor.contact(), Person.NOBODY, attributes, json);
        }
        faults.orThrow();
        List<String> titles = message.labels() == null ? List.of() : known(visitor, message.labels());
        return visiting.write(visitor, said.words(), how(request, said, attributes, titles));
    }

    private static Visiting.Start how(
            HttpServletRequest request, Said said, @Nullable Map<String, Object> attributes, List<String> titles) {
        var arrival = Arrival.of(request, said.refererUrl(), said.timestamp());
        return new Visiting.Start(arrival.facts(), attributes == null ? Map.of() : attributes, titles);
    }

    /// Those that the account has; a label that was deleted must not keep a message back.
    List<String> known(Customers.Customer visitor, List<String> titles) {
        List<String> wanted = titles.stream()
                .map(title -> title.strip().toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
        var ids = labels.ids(visitor.inbox().account(), wanted);
        return wanted.stream().filter(ids::containsKey).toList();
    }

    void checkAttributes(Faults faults, Customers.Customer visitor, @Nullable Map<String, Object> attributes) {
        if (attributes == null) {
            return;
        }
        faults.check(
                "custom_attributes",
                attributes.size() <= MOST_KEYS,
                "are too many (maximum is " + MOST_KEYS + ")",
                "too_long");
        attributes
                .keySet()
                .forEach(key -> faults.present("custom_attributes", key).atMost("custom_attributes", key, LONGEST_KEY));
        definitions
                .rules(visitor.inbox().account(), AttributeModel.CONVERSATION)
                .check(faults, attributes);
    }
}
