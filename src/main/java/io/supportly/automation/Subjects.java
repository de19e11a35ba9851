package io.supportly.automation;

import io.supportly.conversations.Facts;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.events.Event;
import io.supportly.labels.AttributeDefinitions;
import io.supportly.labels.AttributeModel;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Shows events to conditions, with what the account defines at this moment.
@Component
final class Subjects {
    private final AttributeDefinitions definitions;
    private final JsonMapper json;
    private final Clock clock;

    Subjects(AttributeDefinitions definitions, JsonMapper json, Clock clock) {
        this.definitions = definitions;
        this.json = json;
        this.clock = clock;
    }

    Subject of(Event event, Facts facts) {
        return new Subject(event, facts, clock.instant(), json, comparisons(event.account()));
    }

    /// The words of the operators that compare a custom attribute; from memory.
    Function<Key.Custom, List<String>> comparisons(AccountId account) {
        return key -> definitions.rules(account, model(key.ofContact())).operators(key.name());
    }

    static AttributeModel model(boolean ofContact) {
        return ofContact ? AttributeModel.CONTACT : AttributeModel.CONVERSATION;
    }
}
