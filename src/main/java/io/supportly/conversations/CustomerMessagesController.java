package io.supportly.conversations;

import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.web.FromQuery;
import io.supportly.kernel.web.Open;
import io.supportly.kernel.web.Required;
import io.supportly.kernel.web.Upload;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/public/api/v1/inboxes/{identifier}/contacts/{source}/conversations/{conversation}/messages")
@Tag(name = "Customer API")
final class CustomerMessagesController {
    private final Customers customers;
    private final Messages messages;
    private final CustomerViews views;
    private final Sending sending;
    private final Submitting submitting;

    CustomerMessagesController(
            Customers customers, Messages messages, CustomerViews views, Sending sending, Submitting submitting) {
        this.customers = customers;
        this.messages = messages;
        this.views = views;
        this.sending = sending;
        this.submitting = submitting;
    }

    record Words(
            @Required(unless = "attachments") @Nullable String content,
            @Nullable String echoId,
            List<Upload> attachments) {
        MessageDraft draft() {
            return MessageDraft.incoming(content, echoId, attachments).checked();
        }
    }

    record Query(@Nullable Long before) {}

    @GetMapping
    @Open(why = Customers.WHY)
    @Operation(
            summary = "List messages",
            description = "The newest 20 that are for the customer, oldest first; `before` an id for those before it.")
    List<CustomerViews.MessageView> list(
            @PathVariable String identifier,
            @PathVariable String source,
            @PathVariable long conversation,
            @FromQuery Query query) {
        return views.shown(customers.conversation(customers.get(identifier, source), conversation), query.before());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Open(why = Customers.WHY)
    @Operation(summary = "Write a message", description = "What the customer writes; it may wake the conversation.")
    CustomerViews.MessageView write(
            @PathVariable String identifier,
            @PathVariable String source,
            @PathVariable long conversation,
            @RequestBody Words body) {
        Customers.Customer customer = customers.get(identifier, source);
        var whole = customers.conversation(customer, conversation);
        Message message = sending.send(customer.caller(), whole.conversation(), body.draft());
        return views.message(message, whole.contact(), body.echoId());
    }

    @PatchMapping("/{id}")
    @Open(why = Customers.WHY)
    @Operation(
            summary = "Fill a message in",
            description = "What the customer chose or filled in: `submitted_values` for a choice, a form or a rating,"
                    + " `submitted_email` for the question for an address. A rating is closed after 14 days.")
    CustomerViews.MessageView submit(
            @PathVariable String identifier,
            @PathVariable String source,
            @PathVariable long conversation,
            @PathVariable long id,
            @RequestBody Submitting.Answers body) {
        Customers.Customer customer = customers.get(identifier, source);
        var whole = customers.conversation(customer, conversation);
        Message message = messages.find(whole.conversation(), id)
                .filter(found -> !found.isPrivate() && found.type() != MessageType.ACTIVITY)
                .orElseThrow(Problem::notFound);
        Message filled = submitting.submit(customer.caller(), whole.conversation(), message, body);
        return views.message(filled, whole.contact(), null);
    }
}
