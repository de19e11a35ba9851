package io.supportly.widget;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.supportly.contacts.Contact;
import io.supportly.conversations.CustomerViews;
import io.supportly.conversations.Customers;
import io.supportly.conversations.Status;
import io.supportly.conversations.Visiting;
import io.supportly.kernel.json.Attributes;
import io.supportly.kernel.json.Times;
import io.supportly.kernel.web.ForVisitors;
import io.supportly.kernel.web.Required;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/widget/conversations")
@Tag(name = "Widget API")
final class WidgetConversationsController {
    private final Visiting visiting;
    private final Beginning beginning;

    WidgetConversationsController(Visiting visiting, Beginning beginning) {
        this.visiting = visiting;
        this.beginning = beginning;
    }

    record Start(
            @Nullable Person contact,
            @Required @Nullable Said message,
            @Nullable Map<String, Object> customAttributes) {}

    /// All are absent where he has none.
    record Last(
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long id,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long inboxId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long contactLastSeenAt,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Status status) {
        static final Last NONE = new Last(null, null, null, null);

        static Last of(Visiting.Talk talk) {
            return new Last(
                    talk.number(), talk.inboxId(), Times.secondsOrZero(talk.contactLastSeenAt()), talk.status());
        }
    }

    record View(
            long id,
            long inboxId,
            long contactLastSeenAt,
            Status status,
            List<CustomerViews.MessageView> messages,
            Attributes customAttributes,
            Contact.Raw contact) {}

    @GetMapping
    @ForVisitors
    @Operation(summary = "Show the visitor's conversation", description = "His last; an empty object before the first.")
    Last last(Customers.Customer visitor) {
        return visiting.last(visitor).map(Last::of).orElse(Last.NONE);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @ForVisitors
    @Operation(
            summary = "Start a conversation",
            description = "With a first message, and with what the form before it asks: each required field that is"
                    + " neither sent nor known is blamed. `contact` is as in `PATCH /contact`.")
    View start(Customers.Customer visitor, @RequestBody Start body, HttpServletRequest request) {
        Customers.Customer he = beginning.begin(visitor, body, request);
        Visiting.Talk talk = visiting.last(he).orElseThrow();
        return new View(
                talk.number(),
                talk.inboxId(),
                Times.secondsOrZero(talk.contactLastSeenAt()),
                talk.status(),
                visiting.said(he, talk.number(), null, null),
                talk.customAttributes(),
                he.shown().raw());
    }
}
