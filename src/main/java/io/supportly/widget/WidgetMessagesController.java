package io.supportly.widget;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.supportly.conversations.Announcing;
import io.supportly.conversations.CustomerViews;
import io.supportly.conversations.Customers;
import io.supportly.conversations.Submitting;
import io.supportly.conversations.UploadDrafts;
import io.supportly.conversations.Visiting;
import io.supportly.kernel.json.Attributes;
import io.supportly.kernel.json.Times;
import io.supportly.kernel.web.ForVisitors;
import io.supportly.kernel.web.FromQuery;
import io.supportly.kernel.web.Required;
import io.supportly.kernel.web.Upload;
import io.supportly.kernel.web.Wrapped;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
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
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping("/api/v1/widget")
@Tag(name = "Widget API")
final class WidgetMessagesController {
    private final Visiting visiting;
    private final Beginning beginning;
    private final Filling filling;
    private final Announcing announcing;

    WidgetMessagesController(Visiting visiting, Beginning beginning, Filling filling, Announcing announcing) {
        this.visiting = visiting;
        this.beginning = beginning;
        this.filling = filling;
        this.announcing = announcing;
    }

    record Query(@Nullable Long before, @Nullable Long after) {}

    record Page(List<CustomerViews.MessageView> payload, Meta meta) {}

    record Meta(
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long contactLastSeenAt) {}

    /// What he writes; the last two count with the first message of a conversation.
    @Wrapped("message")
    record Message(
            @Required(unless = "attachments") @Nullable String content,
            @Nullable Long replyTo,
            @Nullable String refererUrl,
            @Nullable String timestamp,
            @Nullable String echoId,
            List<Upload> attachments,
            @Nullable Map<String, Object> customAttributes,
            @Nullable List<String> labels) {
        Said said() {
            return new Said(content, replyTo, refererUrl, timestamp, echoId, attachments);
        }
    }

    record Sent(
            long id,
            @Nullable String content,
            long inboxId,
            long conversationId,
            int messageType,
            String contentType,
            long createdAt,
            @JsonProperty("private") boolean isPrivate,
            @Nullable String sourceId,
            Attributes contentAttributes,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String echoId,

            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<?> attachments,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Object sender) {
        static Sent of(CustomerViews.MessageView message, long inbox) {
            return new Sent(
                    message.id(),
                    message.content(),
                    inbox,
                    message.conversationId(),
                    message.messageType(),
                    message.contentType(),
                    message.createdAt(),
                    false,
                    null,
                    message.contentAttributes(),
                    message.echoId(),
                    message.attachments(),
                    message.sender());
        }
    }

    record Email(@Nullable String email) {}

    record Values(@Nullable JsonNode submittedValues) {}

    record Answers(
            @Nullable Email contact,
            @Nullable Values message,
            @Nullable JsonNode submittedValues,
            @Nullable String submittedEmail) {
        Submitting.Answers answers() {
            JsonNode values = message == null ? submittedValues : message.submittedValues();
            return new Submitting.Answers(values, contact == null ? submittedEmail : contact.email());
        }
    }

    record Filled(@JsonInclude(JsonInclude.Include.NON_NULL) WidgetContactController.@Nullable Known contact) {}

    @GetMapping("/messages")
    @ForVisitors
    @Operation(
            summary = "List the visitor's messages",
            description = "Of his last conversation, oldest first: the newest 20, the 20 `before` an id, or up to 100"
                    + " `after` one. Notes and activity lines are not for him.")
    Page list(Customers.Customer visitor, @FromQuery Query query) {
        return visiting.last(visitor)
                .map(talk -> new Page(
                        visiting.said(visitor, talk.number(), query.before(), query.after()),
                        new Meta(Times.secondsOrNull(talk.contactLastSeenAt()))))
                .orElseGet(() -> new Page(List.of(), new Meta(null)));
    }

    @PostMapping("/messages")
    @ResponseStatus(HttpStatus.CREATED)
    @ForVisitors
    @Operation(
            summary = "Write a message",
            description =
                    "Into the visitor's last conversation, which it may wake, or into a new one where he has none;"
                            + " that one gets `custom_attributes`, and those of `labels` that the account has. Files come in a"
                            + " form or by the `signed_id` of a direct upload.")
    Sent write(Customers.Customer visitor, @RequestBody Message body, HttpServletRequest request) {
        return Sent.of(beginning.say(visitor, body, request), visitor.inbox().id());
    }

    @PatchMapping("/messages/{id}")
    @ForVisitors
    @Operation(
            summary = "Fill a message in",
            description = "`{\"contact\": {\"email\"}}` where an address is asked for, which becomes the visitor's;"
                    + " otherwise `{\"message\": {\"submitted_values\"}}`: a choice, a form or a rating, which is closed"
                    + " after 14 days.")
    Filled fill(Customers.Customer visitor, @PathVariable long id, @RequestBody Answers body) {
        return new Filled(filling.fill(visitor, id, body.answers())
                .map(he -> WidgetContactController.Known.of(he.contact(), null))
                .orElse(null));
    }

    @PostMapping("/direct_uploads")
    @ResponseStatus(HttpStatus.CREATED)
    @ForVisitors
    @Operation(
            summary = "Announce a visitor's file",
            description =
                    "Answers the address to `PUT` the file to, and the `signed_id` that a message then takes among"
                            + " its `attachments`. Both are good for two days, the id for one message.")
    Announcing.Announced announce(Customers.Customer visitor, @RequestBody UploadDrafts.Announce body) {
        return announcing.announce(visitor.caller(), body);
    }
}
