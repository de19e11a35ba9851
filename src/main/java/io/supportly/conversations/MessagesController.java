package io.supportly.conversations;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.supportly.accounts.Agent;
import io.supportly.accounts.Members;
import io.supportly.contacts.Contact;
import io.supportly.inboxes.Channel;
import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.Caller;
import io.supportly.kernel.json.Attributes;
import io.supportly.kernel.json.Times;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.problems.Kind;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.FromQuery;
import io.supportly.kernel.web.Required;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
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
    private final Inboxes inboxes;

    MessagesController(
            Conversations conversations,
            Messages messages,
            Sending sending,
            MessageViews views,
            Members members,
            Inboxes inboxes) {
        this.conversations = conversations;
        this.messages = messages;
        this.sending = sending;
        this.views = views;
        this.members = members;
        this.inboxes = inboxes;
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
        var found = conversations.getWithContact(caller, conversation);
        List<Message> page = messages.of(found.conversation(), window);
        return new Page(meta(found), views.rest(page, found.contact()));
    }

    private Meta meta(Conversations.WithContact found) {
        Conversation.State state = found.conversation().state();
        Long assignee = state.assigneeId();
        return new Meta(
                state.labels(),
                found.conversation().additionalAttributes(),
                found.contact().push(),
                assignee == null
                        ? null
                        : members.find(found.conversation().account(), assignee)
                                .map(Agent::push)
                                .orElse(null),
                Times.isoOrNull(found.conversation().times().agentLastSeenAt()),
                Times.isoOrNull(found.conversation().times().assigneeLastSeenAt()));
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
        if (checked.type() == MessageType.INCOMING) { // shown with its sender, who is read along
            var found = conversations.getWithContact(caller, conversation);
            return views.rest(sending.send(caller, found.conversation(), checked), found.contact(), checked.echoId());
        }
        Conversation found = conversations.getAlone(caller, conversation);
        return views.rest(sending.send(caller, found, checked), found, checked.echoId());
    }

    record Progress(
            @Required @Nullable String status, @Nullable String externalError) {
        MessageStatus checked() {
            new Faults()
                    .present("status", status)
                    .oneOf("status", status, MessageStatus.WORDS)
                    .atMost("external_error", externalError, 20_000)
                    .orThrow();
            return MessageStatus.of(String.valueOf(status));
        }
    }

    @PatchMapping("/{id}")
    @Allow(scope = "messages.write")
    @Operation(
            summary = "Say how far a message has come",
            description = "`status` sent, delivered, read or failed, the last with `external_error`. For API inboxes:"
                    + " other channels know by themselves.")
    MessageViews.Rest progress(
            Caller caller, @PathVariable long conversation, @PathVariable long id, @RequestBody Progress body) {
        MessageStatus status = body.checked();
        Conversation found = conversations.getAlone(caller, conversation);
        boolean isApi = inboxes.find(caller.account(), found.inboxId())
                .map(inbox -> inbox.channel() == Channel.API)
                .orElse(false);
        if (!isApi) {
            throw Problem.of(Kind.FORBIDDEN, "Only messages of API inboxes are told how far they have come");
        }
        Message message = messages.setStatus(caller, found, id, status, body.externalError());
        return views.rest(message, found, null);
    }

    @PostMapping("/{id}/retry")
    @Allow(scope = "messages.write")
    @Operation(summary = "Send a message again", description = "One to the customer that could not be delivered.")
    MessageViews.Rest retry(Caller caller, @PathVariable long conversation, @PathVariable long id) {
        Conversation found = conversations.getAlone(caller, conversation);
        return views.rest(messages.retry(caller, found, id), found, null);
    }

    @DeleteMapping("/{id}")
    @Allow(scope = "messages.write")
    @Operation(
            summary = "Delete a message",
            description = "Its text and files are gone for good; that there was one stays visible.")
    MessageViews.Rest delete(Caller caller, @PathVariable long conversation, @PathVariable long id) {
        Conversation found = conversations.getAlone(caller, conversation);
        return views.rest(messages.delete(caller, found, id), found, null);
    }
}
