package io.supportly.conversations;

import io.supportly.kernel.problems.Faults;
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
    private final Visiting visiting;

    CustomerMessagesController(Customers customers, Visiting visiting) {
        this.customers = customers;
        this.visiting = visiting;
    }

    record Words(
            @Required(unless = "attachments") @Nullable String content,
            @Nullable String echoId,
            List<Upload> attachments) {
        Visiting.Words checked() {
            var words = new Visiting.Words(content, echoId, null, attachments);
            var faults = new Faults();
            words.check(faults, "");
            faults.orThrow();
            return words;
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
        return visiting.said(customers.get(identifier, source), conversation, query.before(), null);
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
        return visiting.write(customers.get(identifier, source), conversation, body.checked());
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
        return visiting.fill(customers.get(identifier, source), conversation, id, body);
    }
}
