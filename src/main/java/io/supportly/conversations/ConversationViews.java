package io.supportly.conversations;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.supportly.accounts.Agent;
import io.supportly.accounts.AgentBot;
import io.supportly.accounts.AgentBots;
import io.supportly.accounts.Members;
import io.supportly.contacts.Contact;
import io.supportly.inboxes.Inbox;
import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.json.Attributes;
import io.supportly.kernel.json.Times;
import io.supportly.teams.Team;
import io.supportly.teams.Teams;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// How a conversation looks in the answers of the API (wire contract: Conversation). Names of people, inboxes and teams
/// come from memory, never from the database.
@Component
final class ConversationViews {
    static final int MOST_UNREAD = 10;

    private final MessageViews messages;
    private final Attachments attachments;
    private final Members members;
    private final AgentBots bots;
    private final Inboxes inboxes;
    private final Teams teams;
    private final Clock clock;

    ConversationViews(
            MessageViews messages,
            Attachments attachments,
            Members members,
            AgentBots bots,
            Inboxes inboxes,
            Teams teams,
            Clock clock) {
        this.messages = messages;
        this.attachments = attachments;
        this.members = members;
        this.bots = bots;
        this.inboxes = inboxes;
        this.teams = teams;
        this.clock = clock;
    }

    record Meta(
            Contact.Rest sender,
            String channel,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Object assignee,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String assigneeType,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Object team,

            boolean hmacVerified) {}

    record Rest(
            Meta meta,
            long id,
            List<MessageViews.Push> messages,
            long accountId,
            UUID uuid,
            Attributes additionalAttributes,
            long agentLastSeenAt,
            long assigneeLastSeenAt,
            boolean canReply,
            long contactLastSeenAt,
            Attributes customAttributes,
            long inboxId,
            List<String> labels,
            boolean muted,
            @Nullable String snoozedUntil,
            Status status,
            long createdAt,
            BigDecimal updatedAt,
            long timestamp,
            long firstReplyCreatedAt,
            int unreadCount,
            MessageViews.@Nullable Push lastNonActivityMessage,
            long lastActivityAt,
            @Nullable Priority priority,
            long waitingSince,
            @Nullable Long slaPolicyId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<Agent> participants) {}

    List<Rest> rest(Caller caller, List<Conversations.Whole> page) {
        List<Message> shown = page.stream()
                .flatMap(whole -> Stream.of(whole.last(), whole.lastChat()))
                .filter(Objects::nonNull)
                .toList();
        Map<Long, List<Attachment>> files = attachments.of(shown);
        return page.stream().map(whole -> rest(caller, whole, files, null)).toList();
    }

    Rest rest(Caller caller, Conversations.Whole whole, @Nullable List<Agent> participants) {
        List<Message> shown = Stream.of(whole.last(), whole.lastChat())
                .filter(Objects::nonNull)
                .toList();
        return rest(caller, whole, attachments.of(shown), participants);
    }

    private Rest rest(
            Caller caller,
            Conversations.Whole whole,
            Map<Long, List<Attachment>> files,
            @Nullable List<Agent> participants) {
        Conversation conversation = whole.conversation();
        Conversation.State state = conversation.state();
        Conversation.Times times = conversation.times();
        MessageViews.Push last = push(whole, whole.last(), files);
        return new Rest(
                meta(caller, whole),
                conversation.number(),
                last == null ? List.of() : List.of(last),
                conversation.account().value(),
                conversation.uuid(),
                conversation.additionalAttributes(),
                Times.secondsOrZero(times.agentLastSeenAt()),
                Times.secondsOrZero(times.assigneeLastSeenAt()),
                canReply(conversation),
                Times.secondsOrZero(times.contactLastSeenAt()),
                state.customAttributes(),
                conversation.inboxId(),
                state.labels(),
                whole.contact().blocked(),
                Times.isoOrNull(state.snoozedUntil()),
                state.status(),
                Times.seconds(conversation.createdAt()),
                Times.fractional(conversation.updatedAt()),
                Times.seconds(times.lastActivityAt()),
                Times.secondsOrZero(times.firstReplyAt()),
                Math.min(conversation.tail().unread(), MOST_UNREAD),
                push(whole, whole.lastChat(), files),
                Times.seconds(times.lastActivityAt()),
                state.priority(),
                Times.secondsOrZero(times.waitingSince()),
                null,
                participants);
    }

    private MessageViews.@Nullable Push push(
            Conversations.Whole whole, @Nullable Message message, Map<Long, List<Attachment>> files) {
        return message == null
                ? null
                : messages.push(
                        message, whole.conversation(), whole.contact(), files.getOrDefault(message.id(), List.of()));
    }

    private Meta meta(Caller caller, Conversations.Whole whole) {
        Conversation conversation = whole.conversation();
        AccountId account = conversation.account();
        Long assignee = conversation.state().assigneeId();
        Long team = conversation.state().teamId();
        long user = caller instanceof Caller.Member member ? member.userId() : 0;
        Long assigneeBot = conversation.state().assigneeBotId();
        Agent agent = assignee == null ? null : members.find(account, assignee).orElse(null);
        AgentBot bot =
                assigneeBot == null ? null : bots.find(account, assigneeBot).orElse(null);
        return new Meta(
                whole.contact().rest(),
                channel(conversation),
                bot == null ? agent : bot.slim(),
                bot != null ? "AgentBot" : agent != null ? "User" : null,
                team == null
                        ? null
                        : teams.find(account, team)
                                .map((Team found) -> (Object) found.rest(account, user))
                                .orElse(null),
                conversation.hmacVerified());
    }

    String channel(Conversation conversation) {
        return inboxes.find(conversation.account(), conversation.inboxId())
                .map((Inbox inbox) -> inbox.channel().wire())
                .orElse("");
    }

    /// Some channels close the door a while after the contact's last word.
    boolean canReply(Conversation conversation) {
        Duration window = inboxes.find(conversation.account(), conversation.inboxId())
                .map(ConversationViews::replyWindow)
                .orElse(null);
        var last = conversation.times().lastIncomingAt();
        return window == null || last == null || !last.plus(window).isBefore(clock.instant());
    }

    /// Whether it looks different after a while without any row having changed.
    boolean dependsOnTime(Conversation conversation) {
        return conversation.times().lastIncomingAt() != null
                && inboxes.find(conversation.account(), conversation.inboxId())
                        .map(inbox -> replyWindow(inbox) != null)
                        .orElse(false);
    }

    private static @Nullable Duration replyWindow(Inbox inbox) {
        return switch (inbox.channel()) {
            case WHATSAPP, FACEBOOK_PAGE, INSTAGRAM -> Duration.ofHours(24);
            case TIKTOK -> Duration.ofHours(48);
            case API ->
                inbox.channelSettings().get("additional_attributes") instanceof Map<?, ?> more
                                && more.get("agent_reply_time_window") instanceof Number hours
                        ? Duration.ofHours(hours.longValue())
                        : null;
            default -> null;
        };
    }
}
