package io.supportly.conversations;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.supportly.inboxes.Inbox;
import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.Caller;
import io.supportly.kernel.json.Times;
import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.FromQuery;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/accounts/{account}/conversations")
@Tag(name = "Conversations")
final class ConversationSearchController {
    private final ConversationList list;
    private final Conversations conversations;
    private final ConversationCounts counts;
    private final SearchedMessages messages;
    private final MessageViews views;
    private final UnreadCounts unread;
    private final Inboxes inboxes;

    ConversationSearchController(
            ConversationList list,
            Conversations conversations,
            ConversationCounts counts,
            SearchedMessages messages,
            MessageViews views,
            UnreadCounts unread,
            Inboxes inboxes) {
        this.list = list;
        this.conversations = conversations;
        this.counts = counts;
        this.messages = messages;
        this.views = views;
        this.unread = unread;
        this.inboxes = inboxes;
    }

    record Found(Meta meta, List<Hit> payload) {}

    record Meta(long mineCount, long unassignedCount, long allCount) {}

    record Hit(
            long id,
            UUID uuid,
            long createdAt,
            WithName contact,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            At inbox,

            List<Said> messages,
            long accountId) {}

    record WithName(long id, String name) {}

    record At(long id, String name, String channelType) {
        static At of(Inbox inbox) {
            return new At(inbox.id(), inbox.name(), inbox.channel().wire());
        }
    }

    record Said(@Nullable String content, long id, @Nullable String senderName, int messageType, long createdAt) {}

    record Unread(UnreadCounts.View payload) {}

    @GetMapping("/search")
    @Allow(scope = "conversations.read")
    @Operation(
            summary = "Search conversations",
            description = "Those in which all words of `q` (or words that begin so) were said, in any status, each with"
                    + " the messages that say them. The filters of the list narrow it; without `q` they alone decide.")
    Found search(Caller caller, @FromQuery ConversationQuery query) {
        ConversationQuery checked = query.checked();
        List<Conversations.Whole> page = conversations.of(
                caller.account(),
                list.versions(caller, checked).stream()
                        .map(ConversationList.Version::number)
                        .toList());
        Map<Long, List<Message>> said = messages.in(page, checked.q() == null ? "" : checked.q());
        ConversationCounts.Counts all = counts.of(caller, checked);
        return new Found(
                new Meta(all.mineCount(), all.unassignedCount(), all.allCount()),
                page.stream()
                        .map(whole -> hit(
                                whole, said.getOrDefault(whole.conversation().number(), List.of())))
                        .toList());
    }

    private Hit hit(Conversations.Whole whole, List<Message> said) {
        Conversation conversation = whole.conversation();
        return new Hit(
                conversation.number(),
                conversation.uuid(),
                Times.seconds(conversation.createdAt()),
                new WithName(whole.contact().id(), whole.contact().name()),
                inboxes.find(conversation.account(), conversation.inboxId())
                        .map(At::of)
                        .orElse(null),
                said.stream()
                        .map(message -> new Said(
                                message.content(),
                                message.id(),
                                views.senderName(message, whole.contact()),
                                message.type().ordinal(),
                                Times.seconds(message.createdAt())))
                        .toList(),
                conversation.account().value());
    }

    @GetMapping("/unread_counts")
    @Allow(scope = "conversations.read")
    @Operation(
            summary = "Count unread conversations",
            description = "Open ones with unread messages, by inbox, label and team.")
    Unread unreadCounts(Caller caller) {
        return new Unread(unread.of(caller));
    }
}
