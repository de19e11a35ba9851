package io.supportly.widget;

import io.supportly.conversations.CustomerActing;
import io.supportly.conversations.Customers;
import io.supportly.conversations.Status;
import io.supportly.conversations.Visiting;
import io.supportly.inboxes.Website;
import io.supportly.kernel.json.Attributes;
import io.supportly.kernel.json.Times;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.web.ForVisitors;
import io.supportly.kernel.web.Required;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/widget/conversations")
@Tag(name = "Widget API")
final class WidgetActionsController {
    private static final List<String> WORDS = List.of("on", "off");

    private final Visiting visiting;
    private final CustomerActing acting;
    private final Beginning beginning;

    WidgetActionsController(Visiting visiting, CustomerActing acting, Beginning beginning) {
        this.visiting = visiting;
        this.acting = acting;
        this.beginning = beginning;
    }

    record Typing(@Required @Nullable String typingStatus) {
        boolean on() {
            new Faults()
                    .present("typing_status", typingStatus)
                    .oneOf("typing_status", typingStatus, WORDS)
                    .orThrow();
            return "on".equals(typingStatus);
        }
    }

    record More(@Required @Nullable Map<String, Object> customAttributes) {}

    record Keys(
            @Required @Nullable List<String> customAttribute,
            @Nullable List<String> customAttributes) {
        List<String> checked() {
            List<String> keys = customAttribute == null ? customAttributes : customAttribute;
            new Faults().present("custom_attribute", keys).orThrow();
            return Objects.requireNonNull(keys);
        }
    }

    record Raw(
            long id,
            UUID uuid,
            long accountId,
            long inboxId,
            long contactId,
            Status status,
            Attributes additionalAttributes,
            Attributes customAttributes,
            @Nullable String contactLastSeenAt,
            String createdAt,
            String updatedAt) {
        static Raw of(Customers.Customer visitor, Visiting.Talk talk) {
            return new Raw(
                    talk.number(),
                    talk.uuid(),
                    visitor.inbox().account().value(),
                    talk.inboxId(),
                    visitor.contact().id(),
                    talk.status(),
                    talk.additionalAttributes(),
                    talk.customAttributes(),
                    Times.isoOrNull(talk.contactLastSeenAt()),
                    Times.iso(talk.createdAt()),
                    Times.iso(talk.updatedAt()));
        }
    }

    @PostMapping("/toggle_typing")
    @ForVisitors
    @Operation(
            summary = "Say that the visitor types",
            description = "`typing_status` on or off; before the first conversation nobody hears it.")
    Map<String, Object> type(Customers.Customer visitor, @RequestBody Typing body) {
        boolean on = body.on();
        visiting.last(visitor).ifPresent(talk -> acting.type(visitor, talk.number(), on));
        return Map.of();
    }

    @PostMapping("/update_last_seen")
    @ForVisitors
    @Operation(summary = "Say that the visitor has read", description = "Everything that was written to him.")
    Map<String, Object> see(Customers.Customer visitor) {
        visiting.last(visitor).ifPresent(talk -> acting.see(visitor, talk.number()));
        return Map.of();
    }

    @PostMapping("/transcript")
    @ForVisitors
    @Operation(
            summary = "Mail the visitor a transcript",
            description = "Of his last conversation, to the address that is known of him; three an hour.")
    Map<String, Object> transcribe(Customers.Customer visitor) {
        acting.transcribe(visitor, last(visitor).number());
        return Map.of();
    }

    private Visiting.Talk last(Customers.Customer visitor) {
        return visiting.last(visitor).orElseThrow(Problem::notFound);
    }

    @RequestMapping(
            path = "/toggle_status",
            method = {RequestMethod.GET, RequestMethod.POST})
    @ForVisitors
    @Operation(
            summary = "End the conversation",
            description = "A visitor can resolve, not reopen, this way; 403 unless the inbox has the feature"
                    + " `end_conversation`.")
    Map<String, Object> end(Customers.Customer visitor) {
        if (!Website.of(visitor.inbox()).hasFeature(Website.ENDS_CONVERSATIONS)) {
            throw Problem.forbidden();
        }
        acting.end(visitor, last(visitor).number());
        return Map.of();
    }

    @PostMapping("/set_custom_attributes")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @ForVisitors
    @Operation(summary = "Set custom attributes of the conversation", description = "Under these keys; others stay.")
    void setCustomAttributes(Customers.Customer visitor, @RequestBody More body) {
        var faults = new Faults().present("custom_attributes", body.customAttributes());
        beginning.checkAttributes(faults, visitor, body.customAttributes());
        faults.orThrow();
        acting.setAttributes(visitor, last(visitor).number(), Objects.requireNonNull(body.customAttributes()));
    }

    @PostMapping("/destroy_custom_attributes")
    @ForVisitors
    @Operation(
            summary = "Delete custom attributes of the conversation",
            description = "Those with the keys in `custom_attribute`.")
    Raw destroyCustomAttributes(Customers.Customer visitor, @RequestBody Keys body) {
        List<String> keys = body.checked();
        return Raw.of(visitor, acting.removeAttributes(visitor, last(visitor).number(), keys));
    }
}
