package io.supportly.conversations;

import io.supportly.accounts.Accounts;
import io.supportly.accounts.Agent;
import io.supportly.accounts.AgentBot;
import io.supportly.accounts.AgentBots;
import io.supportly.accounts.Members;
import io.supportly.contacts.Contact;
import io.supportly.contacts.ContactInbox;
import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.events.Event;
import io.supportly.kernel.json.Times;
import io.supportly.teams.Team;
import io.supportly.teams.Teams;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// How conversations and messages are told to the outside (wire contract X3.2): what many events name, of whichever
/// accounts, is loaded with a statement for each kind and shown as webhooks carry it.
@Component
public final class Payloads {
    private static final String CONVERSATIONS = "select " + Conversation.COLUMNS + ", " + Contact.columns("k") + ", "
            + ContactInbox.columns("ci") + ", " + Message.columns("p") + """
             from unnest(:accounts::bigint[], :conversations::bigint[]) as named (account, conversation)
            join conversations c on c.account_id = named.account and c.id = named.conversation
            join contacts k on k.account_id = c.account_id and k.id = c.contact_id
            join contact_inboxes ci on ci.account_id = c.account_id and ci.id = c.contact_inbox_id
            left join messages p
              on p.account_id = c.account_id and p.conversation_id = c.id and p.id = c.last_public_message_id
            """;

    private static final String MESSAGES = "select " + Message.columns("m") + """
             from unnest(:accounts::bigint[], :conversations::bigint[], :messages::bigint[])
              as named (account, conversation, message)
            join messages m
              on m.account_id = named.account and m.conversation_id = named.conversation and m.id = named.message
            """;

    private final JdbcClient sql;
    private final ConversationViews views;
    private final MessageViews messages;
    private final Attachments attachments;
    private final Accounts accounts;
    private final Members members;
    private final AgentBots bots;
    private final Inboxes inboxes;
    private final Teams teams;

    Payloads(
            JdbcClient sql,
            ConversationViews views,
            MessageViews messages,
            Attachments attachments,
            Accounts accounts,
            Members members,
            AgentBots bots,
            Inboxes inboxes,
            Teams teams) {
        this.sql = sql;
        this.views = views;
        this.messages = messages;
        this.attachments = attachments;
        this.accounts = accounts;
        this.members = members;
        this.bots = bots;
        this.inboxes = inboxes;
        this.teams = teams;
    }

    private record Place(AccountId account, long conversation, long message) {
        static Place of(Event event, @Nullable Long message) {
            return new Place(
                    event.account(), Objects.requireNonNull(event.conversationId()), message == null ? 0 : message);
        }
    }

    /// @param lastPublic the newest message that the contact may see
    private record Told(
            Conversation conversation,
            Contact contact,
            ContactInbox contactInbox,
            @Nullable Message lastPublic) {}

    /// The bodies of what was named and is still there.
    public static final class Found {
        private final Map<Place, ConversationPush> conversations;
        private final Map<Place, MessageWebhook> messages;

        private Found(Map<Place, ConversationPush> conversations, Map<Place, MessageWebhook> messages) {
            this.conversations = conversations;
            this.messages = messages;
        }

        public Optional<Object> conversation(Event event) {
            return event.conversationId() == null
                    ? Optional.empty()
                    : Optional.ofNullable(conversations.get(Place.of(event, null)));
        }

        /// Never an activity line.
        public Optional<Object> message(Event event) {
            return event.conversationId() == null || event.messageId() == null
                    ? Optional.empty()
                    : Optional.ofNullable(messages.get(Place.of(event, event.messageId())));
        }
    }

    public Found find(List<Event> events) {
        Set<Place> named = events.stream()
                .filter(event -> event.conversationId() != null)
                .map(event -> Place.of(event, null))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Set<Place> said = events.stream()
                .filter(event -> event.conversationId() != null && event.messageId() != null)
                .map(event -> Place.of(event, event.messageId()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        List<Told> wholes = named.isEmpty() ? List.of() : conversations(named);
        List<Message> told = said.isEmpty() ? List.of() : messages(said);
        Map<Long, List<Attachment>> files = files(wholes, told);
        var pushes = new HashMap<Place, ConversationPush>();
        var contacts = new HashMap<Place, Contact>();
        for (Told whole : wholes) {
            var place = new Place(
                    whole.conversation().account(), whole.conversation().number(), 0);
            pushes.put(place, push(whole, files));
            contacts.put(place, whole.contact());
        }
        var bodies = new HashMap<Place, MessageWebhook>();
        for (Message message : told) {
            var place = new Place(message.account(), message.conversation(), 0);
            ConversationPush push = pushes.get(place);
            if (push != null && message.type() != MessageType.ACTIVITY) {
                bodies.put(
                        new Place(message.account(), message.conversation(), message.id()),
                        body(message, push, Objects.requireNonNull(contacts.get(place)), files));
            }
        }
        return new Found(pushes, bodies);
    }

    /// Who types, where (wire contract X3.3). Empty when the conversation is gone.
    public Optional<Object> typing(TypingChanged typing) {
        return conversations(Set.of(new Place(typing.account(), typing.conversation(), 0))).stream()
                .findFirst()
                .map(told -> new Typing(
                        typist(typing.caller(), told.contact()),
                        push(told, files(List.of(told), List.of())),
                        typing.isPrivate()));
    }

    private record Typing(@Nullable Object user, ConversationPush conversation, boolean isPrivate) {}

    private @Nullable Object typist(Caller caller, Contact contact) {
        return switch (caller) {
            case Caller.Member member ->
                members.find(member.account(), member.userId()).map(Agent::push).orElse(null);
            case Caller.Bot bot ->
                bots.find(bot.account(), bot.botId()).map(AgentBot::push).orElse(null);
            case Caller.Visitor _ -> contact.push();
            case Caller.Rule _, Caller.System _ -> null;
        };
    }

    private List<Told> conversations(Set<Place> places) {
        return sql.sql(CONVERSATIONS)
                .param(
                        "accounts",
                        places.stream().map(place -> place.account().value()).toArray(Long[]::new))
                .param("conversations", places.stream().map(Place::conversation).toArray(Long[]::new))
                .query((row, _) -> new Told(
                        Conversation.of(row),
                        Contact.of(row, "k"),
                        ContactInbox.of(row, "ci"),
                        Message.orNull(row, "p")))
                .list();
    }

    private List<Message> messages(Set<Place> places) {
        return sql.sql(MESSAGES)
                .param(
                        "accounts",
                        places.stream().map(place -> place.account().value()).toArray(Long[]::new))
                .param("conversations", places.stream().map(Place::conversation).toArray(Long[]::new))
                .param("messages", places.stream().map(Place::message).toArray(Long[]::new))
                .query((row, _) -> Message.of(row, "m"))
                .list();
    }

    /// A statement for each account of which a message has files.
    private Map<Long, List<Attachment>> files(List<Told> wholes, List<Message> told) {
        Stream<Message> last = wholes.stream().map(Told::lastPublic).filter(Objects::nonNull);
        Map<AccountId, List<Message>> byAccount = Stream.concat(last, told.stream())
                .filter(message -> message.attachmentCount() > 0)
                .distinct()
                .collect(Collectors.groupingBy(Message::account));
        var files = new HashMap<Long, List<Attachment>>();
        byAccount.values().forEach(having -> files.putAll(attachments.of(having)));
        return files;
    }

    private ConversationPush push(Told whole, Map<Long, List<Attachment>> files) {
        Conversation conversation = whole.conversation();
        Conversation.State state = conversation.state();
        Conversation.Times times = conversation.times();
        Message last = whole.lastPublic();
        return new ConversationPush(
                conversation.additionalAttributes(),
                views.canReply(conversation),
                views.channel(conversation),
                whole.contactInbox().raw(),
                conversation.number(),
                conversation.inboxId(),
                last == null
                        ? List.of()
                        : List.of(messages.push(
                                last.saying(normalised(last.content())),
                                conversation,
                                whole.contact(),
                                files.getOrDefault(last.id(), List.of()))),
                state.labels(),
                meta(whole),
                state.status(),
                state.customAttributes(),
                Times.isoOrNull(state.snoozedUntil()),
                Math.min(conversation.tail().unread(), ConversationViews.MOST_UNREAD),
                Times.isoOrNull(times.firstReplyAt()),
                state.priority(),
                Times.secondsOrZero(times.waitingSince()),
                Times.secondsOrZero(times.agentLastSeenAt()),
                Times.secondsOrZero(times.contactLastSeenAt()),
                Times.seconds(times.lastActivityAt()),
                Times.seconds(times.lastActivityAt()),
                Times.seconds(conversation.createdAt()),
                Times.fractional(conversation.updatedAt()),
                inAccount(conversation.account()));
    }

    private ConversationPush.Meta meta(Told whole) {
        AccountId account = whole.conversation().account();
        Conversation.State state = whole.conversation().state();
        Object assignee = null;
        String type = null;
        if (state.assigneeId() != null) {
            assignee = members.find(account, state.assigneeId())
                    .map(agent -> (Object) agent.push())
                    .orElse(null);
            type = assignee == null ? null : "User";
        } else if (state.assigneeBotId() != null) {
            assignee = bots.find(account, state.assigneeBotId())
                    .map(bot -> (Object) bot.push())
                    .orElse(null);
            type = assignee == null ? null : "AgentBot";
        }
        Team team = state.teamId() == null
                ? null
                : teams.find(account, state.teamId()).orElse(null);
        return new ConversationPush.Meta(
                whole.contact().push(),
                assignee,
                type,
                team == null ? null : team.push(),
                whole.contactInbox().hmacVerified());
    }

    private MessageWebhook body(
            Message message, ConversationPush conversation, Contact contact, Map<Long, List<Attachment>> files) {
        return new MessageWebhook(
                inAccount(message.account()),
                message.additionalAttributes(),
                message.contentAttributes(),
                message.contentType().word(),
                message.content(),
                conversation,
                Times.iso(message.createdAt()),
                message.id(),
                inboxes.find(message.account(), message.inboxId())
                        .map(inbox -> new MessageWebhook.InInbox(inbox.id(), inbox.name()))
                        .orElse(null),
                message.type().word(),
                message.isPrivate(),
                sender(message, contact),
                message.sourceId(),
                attachments.views(files.getOrDefault(message.id(), List.of())));
    }

    private @Nullable Object sender(Message message, Contact contact) {
        if (message.senderType() == null || message.senderId() == null) {
            return null;
        }
        return switch (message.senderType()) {
            case "Contact" -> contact.webhook(accounts.get(message.account()).name());
            case "User" ->
                members.find(message.account(), message.senderId())
                        .map(MessageWebhook.UserWebhook::of)
                        .orElse(null);
            default ->
                bots.find(message.account(), message.senderId())
                        .map(AgentBot::inWebhook)
                        .orElse(null);
        };
    }

    private Contact.InAccount inAccount(AccountId account) {
        return new Contact.InAccount(account.value(), accounts.get(account).name());
    }

    /// Editors write a line break as a backslash at the line's end; receivers show the text as it is.
    private static @Nullable String normalised(@Nullable String content) {
        return content == null ? null : content.replace("\\\n", "\n").replaceAll("\n+$", "");
    }
}
