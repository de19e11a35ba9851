package io.supportly.conversations;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.supportly.accounts.Agent;
import io.supportly.accounts.Members;
import io.supportly.contacts.Contact;
import io.supportly.kernel.Caller;
import io.supportly.kernel.json.Attributes;
import io.supportly.kernel.json.Times;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.FromQuery;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/accounts/{account}/conversations/{conversation}/messages")
@Tag(name = "Messages", description = "Replies, private notes and what the customer wrote.")
final class MessagesController {
    private static final int NEWEST = 20;
    private static final int AFTER = 100;
    private static final int BETWEEN = 1000;

    private final Conversations conversations;
    private final Messages messages;
    private final Sending sending;
    private final MessageViews views;
    private final Members members;

    MessagesController(
            Conversations conversations, Messages messages, Sending sending, MessageViews views, Members members) {
        this.conversations = conversations;
        this.messages = messages;
        this.sending = sending;
        this.views = views;
        this.members = members;
    }

    record Query(
            @Nullable Long before,
            @Nullable Long after,
            @Nullable Integer limit,
            @Nullable Boolean filterInternalMessages) {
        Messages.Window window() {
            new Faults().between("limit", limit, 1, 100).orThrow();
            int usual = after == null ? NEWEST : before == null ? AFTER : BETWEEN;
            return new Messages.Window(
                    before, after, limit == null ? usual : limit, Boolean.TRUE.equals(filterInternalMessages));
        }
    }

    record Page(Meta meta, List<MessageViews.Rest> payload) {}

    record Meta(
            List<String> labels,
            Attributes additionalAttributes,
            Contact.Push contact,
            @JsonInclude(JsonInclude.Include.NON_NULL) Agent.@Nullable Push assignee,
            @Nullable String agentLastSeenAt,
            @Nullable String assigneeLastSeenAt) {}

    @GetMapping
    @Allow(scope = "messages.read")
    @Operation(
            summary = "List messages",
            description = "The newest 20, oldest first; `before` and `after` an id page through the rest.")
    Page list(Caller caller, @PathVariable long conversation, @FromQuery Query query) {
        var window = query.window();
        var whole = conversations.get(caller, conversation);
        List<Message> found = messages.of(whole.conversation(), window);
        return new Page(meta(whole), views.rest(found, whole.contact()));
    }

    private Meta meta(Conversations.Whole whole) {
        Conversation.State state = whole.conversation().state();
        Long assignee = state.assigneeId();
        return new Meta(
                state.labels(),
                whole.conversation().additionalAttributes(),
                whole.contact().push(),
                assignee == null
                        ? null
                        : members.find(whole.conversation().account(), assignee)
                                .map(Agent::push)
                                .orElse(null),
                Times.isoOrNull(whole.conversation().times().agentLastSeenAt()),
                Times.isoOrNull(whole.conversation().times().assigneeLastSeenAt()));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Allow(scope = "messages.write", bots = true)
    @Operation(
            summary = "Send a message",
            description = "A reply to the customer, or a private note (`private`, or the type `activity`). Files come"
                    + " as `attachments[]` of a form. In an API inbox the type `incoming` takes in what the customer"
                    + " wrote.")
    MessageViews.Rest add(Caller caller, @PathVariable long conversation, @RequestBody MessageDraft draft) {
        MessageDraft checked = draft.checked();
        var whole = conversations.get(caller, conversation);
        Message message = sending.send(caller, whole.conversation(), checked);
        return views.rest(message, whole.contact(), checked.echoId());
    }

    @DeleteMapping("/{id}")
    @Allow(scope = "messages.write")
    @Operation(
            summary = "Delete a message",
            description = "Its text and files are gone for good; that there was one stays visible.")
    MessageViews.Rest delete(Caller caller, @PathVariable long conversation, @PathVariable long id) {
        var whole = conversations.get(caller, conversation);
        return views.rest(messages.delete(caller, whole.conversation(), id), whole.contact(), null);
    }
}
