package io.supportly.conversations;

import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Open;
import io.supportly.labels.AttributeDefinitions;
import io.supportly.labels.AttributeModel;
import io.supportly.labels.AttributeRules;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/public/api/v1/inboxes/{identifier}/contacts/{source}/conversations")
@Tag(name = "Customer API")
final class CustomerConversationsController {
    private final Customers customers;
    private final Conversations conversations;
    private final CustomerViews views;
    private final Visiting visiting;
    private final CustomerActing acting;
    private final AttributeDefinitions definitions;

    CustomerConversationsController(
            Customers customers,
            Conversations conversations,
            CustomerViews views,
            Visiting visiting,
            CustomerActing acting,
            AttributeDefinitions definitions) {
        this.customers = customers;
        this.conversations = conversations;
        this.views = views;
        this.visiting = visiting;
        this.acting = acting;
        this.definitions = definitions;
    }

    record Start(@Nullable Map<String, Object> customAttributes) {
        Start checked(AttributeRules rules) {
            var faults = new Faults();
            rules.check(faults, customAttributes);
            faults.orThrow();
            return this;
        }
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Open(why = Customers.WHY)
    @Operation(summary = "Start a conversation", description = "Or get the only one, where the inbox keeps to it.")
    CustomerViews.ConversationView start(
            @PathVariable String identifier, @PathVariable String source, @RequestBody Start body) {
        Customers.Customer customer = customers.get(identifier, source);
        var rules = definitions.rules(customer.inbox().account(), AttributeModel.CONVERSATION);
        var given = body.checked(rules).customAttributes();
        var how = new Visiting.Start(Map.of(), given == null ? Map.of() : given, List.of());
        long number = visiting.begin(customer, how).number();
        return views.conversation(customers.conversation(customer, number));
    }

    @GetMapping
    @Open(why = Customers.WHY)
    @Operation(
            summary = "List a customer's conversations",
            description = "The latest first: those that he began under this source id, all of his when he has proven"
                    + " who he is.")
    List<CustomerViews.ConversationView> list(@PathVariable String identifier, @PathVariable String source) {
        Customers.Customer customer = customers.get(identifier, source);
        return views.conversations(
                conversations.ofContact(customer.caller(), customer.contact().id(), CustomerViews.NEWEST).stream()
                        .filter(whole -> customer.maySee(whole.conversation()))
                        .toList());
    }

    @GetMapping("/{id}")
    @Open(why = Customers.WHY)
    @Operation(summary = "Show a customer's conversation", description = "With what was said.")
    CustomerViews.ConversationView show(
            @PathVariable String identifier, @PathVariable String source, @PathVariable long id) {
        return views.conversation(customers.conversation(customers.get(identifier, source), id));
    }

    @PostMapping("/{id}/toggle_status")
    @Open(why = Customers.WHY)
    @Operation(summary = "End a conversation", description = "A customer can resolve, not reopen, this way.")
    CustomerViews.ConversationView resolve(
            @PathVariable String identifier, @PathVariable String source, @PathVariable long id) {
        Customers.Customer customer = customers.get(identifier, source);
        acting.end(customer, id);
        return views.conversation(customers.conversation(customer, id));
    }

    @PostMapping("/{id}/toggle_typing")
    @Open(why = Customers.WHY)
    @Operation(summary = "Say that the customer types", description = "`typing_status` on or off.")
    Map<String, Object> typing(
            @PathVariable String identifier,
            @PathVariable String source,
            @PathVariable long id,
            @RequestBody TypingController.Typing body) {
        acting.type(customers.get(identifier, source), id, body.on());
        return Map.of();
    }

    @PostMapping("/{id}/update_last_seen")
    @Open(why = Customers.WHY)
    @Operation(summary = "Mark as read", description = "The customer has read what was written to him.")
    Map<String, Object> seen(@PathVariable String identifier, @PathVariable String source, @PathVariable long id) {
        acting.see(customers.get(identifier, source), id);
        return Map.of();
    }
}
