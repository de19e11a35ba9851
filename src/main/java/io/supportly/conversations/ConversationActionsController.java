package io.supportly.conversations;

import io.supportly.accounts.Agent;
import io.supportly.accounts.AgentBot;
import io.supportly.accounts.AgentBots;
import io.supportly.accounts.Members;
import io.supportly.kernel.Caller;
import io.supportly.kernel.Role;
import io.supportly.kernel.json.Attributes;
import io.supportly.kernel.json.Times;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.web.Allow;
import io.supportly.labels.AttributeDefinitions;
import io.supportly.labels.AttributeModel;
import io.supportly.teams.Teams;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

@RestController
@RequestMapping("/api/v1/accounts/{account}/conversations/{id}")
@Tag(name = "Conversation actions", description = "What agents do with a conversation.")
final class ConversationActionsController {
    private final Conversations conversations;
    private final Changing changing;
    private final Assigning assigning;
    private final Participants participants;
    private final Seeing seeing;
    private final ConversationViews views;
    private final Members members;
    private final AgentBots bots;
    private final Teams teams;
    private final Muting muting;
    private final AttributeDefinitions definitions;
    private final JsonMapper json;
    private final TransactionTemplate transactions;

    ConversationActionsController(
            Conversations conversations,
            Changing changing,
            Assigning assigning,
            Participants participants,
            Seeing seeing,
            ConversationViews views,
            Members members,
            AgentBots bots,
            Teams teams,
            Muting muting,
            AttributeDefinitions definitions,
            JsonMapper json,
            TransactionTemplate transactions) {
        this.conversations = conversations;
        this.changing = changing;
        this.assigning = assigning;
        this.participants = participants;
        this.seeing = seeing;
        this.views = views;
        this.members = members;
        this.bots = bots;
        this.teams = teams;
        this.muting = muting;
        this.definitions = definitions;
        this.json = json;
        this.transactions = transactions;
    }

    record Toggled(ToggledStatus payload) {}

    record ToggledStatus(
            boolean success,
            long conversationId,
            Status currentStatus,
            @Nullable String snoozedUntil) {}

    record Labels(List<String> payload) {}

    record CustomAttributes(Attributes customAttributes) {}

    @PostMapping("/toggle_status")
    @Allow(scope = "conversations.write", bots = true)
    @Operation(
            summary = "Toggle the status",
            description = "Without `status` an open conversation is resolved and any other opened. An agent who opens"
                    + " a conversation becomes its assignee.")
    Toggled toggleStatus(Caller caller, @PathVariable long id, @RequestBody ConversationDrafts.Toggle draft) {
        var checked = draft.checked();
        Conversation after = changing.change(caller, id, state -> toggled(caller, state, checked));
        return new Toggled(new ToggledStatus(
                true, id, after.state().status(), Times.isoOrNull(after.state().snoozedUntil())));
    }

    private static Conversation.State toggled(
            Caller caller, Conversation.State state, ConversationDrafts.Toggle draft) {
        Status other = state.status() == Status.OPEN ? Status.RESOLVED : Status.OPEN;
        Status status = draft.status() == null ? other : Status.of(draft.status());
        Conversation.State next = state.status(status, draft.snoozedUntil());
        boolean takes = status == Status.OPEN && caller instanceof Caller.Member member && member.role() == Role.AGENT;
        return takes ? next.assignee(caller.actorId()) : next;
    }

    @PostMapping("/toggle_priority")
    @Allow(scope = "conversations.write", bots = true)
    @Operation(summary = "Set the priority", description = "`none` or null takes it away.")
    Map<String, Object> togglePriority(
            Caller caller, @PathVariable long id, @RequestBody ConversationDrafts.PriorityDraft draft) {
        var checked = draft.checked();
        changing.change(caller, id, state -> state.priority(Priority.of(checked.priority())));
        return Map.of();
    }

    @PostMapping("/assignments")
    @Allow(scope = "conversations.write", bots = true)
    @Operation(
            summary = "Assign a conversation",
            description = "To an agent, to a bot (`assignee_type` AgentBot) or to a team; `assignee_id` wins when both"
                    + " are sent. Answers the agent, bot or team, null when nobody is assigned.")
    @Nullable
    Object assign(Caller caller, @PathVariable long id, @RequestBody ConversationDrafts.Assignment draft) {
        if (draft.checked().isToBot()) {
            AgentBot bot = bots.get(
                    caller.account(), Objects.requireNonNull(draft.assigneeId().value()));
            changing.change(caller, id, state -> state.assigneeBot(bot.id()));
            return bot.slim();
        }
        if (draft.assigneeId().here() || !draft.teamId().here()) {
            Long user = draft.assigneeId().value();
            assigning.checkAgent(caller, user, "assignee_id");
            changing.change(caller, id, state -> state.assignee(user));
            return user == null ? null : members.get(caller.account(), user);
        }
        Long team = draft.teamId().value();
        assigning.checkTeam(caller, team);
        changing.change(caller, id, state -> assigning.toTeam(caller, state, team));
        return team == null ? null : teams.get(caller.account(), team).raw(caller.account());
    }

    @GetMapping("/labels")
    @Allow(scope = "conversations.read", bots = true)
    @Operation(summary = "List a conversation's labels", description = "By title, as they were put on.")
    Labels labels(Caller caller, @PathVariable long id) {
        return new Labels(conversations.get(caller, id).conversation().state().labels());
    }

    @PostMapping("/labels")
    @Allow(scope = "conversations.write", bots = true)
    @Operation(summary = "Set a conversation's labels", description = "Replaces them all.")
    Labels setLabels(Caller caller, @PathVariable long id, @RequestBody ConversationDrafts.LabelsDraft draft) {
        List<String> labels = tidy(draft.checked());
        return new Labels(changing.change(caller, id, state -> state.labels(labels))
                .state()
                .labels());
    }

    static List<String> tidy(List<String> labels) {
        return labels.stream()
                .map(label -> label.strip().toLowerCase(Locale.ROOT))
                .filter(label -> !label.isEmpty())
                .distinct()
                .toList();
    }

    @PostMapping("/custom_attributes")
    @Allow(scope = "conversations.write", bots = true)
    @Operation(summary = "Set custom attributes", description = "Replaces them all.")
    CustomAttributes customAttributes(
            Caller caller, @PathVariable long id, @RequestBody ConversationDrafts.AttributesDraft draft) {
        var rules = definitions.rules(caller.account(), AttributeModel.CONVERSATION);
        var attributes = new Attributes(json.writeValueAsString(draft.checked(rules)));
        changing.change(caller, id, state -> state.customAttributes(attributes));
        return new CustomAttributes(
                conversations.get(caller, id).conversation().state().customAttributes());
    }

    @PostMapping("/mute")
    @Allow(scope = "conversations.write")
    @Operation(
            summary = "Mute",
            description = "Blocks the contact and resolves the conversation; what he writes then reopens nothing.")
    Map<String, Object> mute(Caller caller, @PathVariable long id) {
        muting.mute(caller, id);
        return Map.of();
    }

    @PostMapping("/unmute")
    @Allow(scope = "conversations.write")
    @Operation(summary = "Unmute", description = "The contact is heard again.")
    Map<String, Object> unmute(Caller caller, @PathVariable long id) {
        muting.unmute(caller, id);
        return Map.of();
    }

    @PostMapping("/update_last_seen")
    @Allow(scope = "conversations.write")
    @Operation(summary = "Mark as seen", description = "Nothing is unread until the contact writes again.")
    ConversationViews.Rest seen(Caller caller, @PathVariable long id) {
        seeing.seen(caller, conversations.get(caller, id).conversation());
        return views.rest(caller, conversations.get(caller, id), null);
    }

    @PostMapping("/unread")
    @Allow(scope = "conversations.write")
    @Operation(summary = "Mark as unread", description = "From the contact's newest message on.")
    ConversationViews.Rest unread(Caller caller, @PathVariable long id) {
        seeing.unread(caller, conversations.get(caller, id).conversation());
        return views.rest(caller, conversations.get(caller, id), null);
    }

    @GetMapping("/participants")
    @Allow(scope = "conversations.read")
    @Operation(summary = "List participants", description = "The agents who follow the conversation.")
    List<Agent> participants(Caller caller, @PathVariable long id) {
        conversations.get(caller, id);
        return members.only(caller.account(), participants.of(caller.account(), id));
    }

    @PostMapping("/participants")
    @Allow(scope = "conversations.write")
    @Operation(summary = "Add participants", description = "Answers those who were added.")
    List<Agent> addParticipants(
            Caller caller, @PathVariable long id, @RequestBody ConversationDrafts.PeopleDraft draft) {
        return members.only(caller.account(), added(caller, id, draft.checked()));
    }

    private List<Long> added(Caller caller, long id, List<Long> users) {
        conversations.get(caller, id);
        users.forEach(user -> assigning.checkAgent(caller, user, "user_ids"));
        return participants.add(caller.account(), id, users);
    }

    @PatchMapping("/participants")
    @Allow(scope = "conversations.write")
    @Operation(summary = "Set the participants", description = "Exactly these; answers all.")
    List<Agent> setParticipants(
            Caller caller, @PathVariable long id, @RequestBody ConversationDrafts.PeopleDraft draft) {
        List<Long> wanted = draft.checked();
        transactions.executeWithoutResult(_ -> {
            added(caller, id, wanted);
            List<Long> gone = participants.of(caller.account(), id).stream()
                    .filter(user -> !wanted.contains(user))
                    .toList();
            participants.remove(caller.account(), id, gone);
        });
        return members.only(caller.account(), wanted);
    }

    @DeleteMapping("/participants")
    @Allow(scope = "conversations.write")
    @Operation(summary = "Remove participants", description = "These no longer follow the conversation.")
    Map<String, Object> removeParticipants(
            Caller caller, @PathVariable long id, @RequestBody ConversationDrafts.PeopleDraft draft) {
        conversations.get(caller, id);
        participants.remove(caller.account(), id, draft.checked());
        return Map.of();
    }

    @DeleteMapping
    @Allow(role = Role.ADMINISTRATOR, scope = "conversations.write")
    @Operation(summary = "Delete a conversation", description = "For good, with its messages and files.")
    Map<String, Object> remove(Caller caller, @PathVariable long id) {
        if (!changing.remove(caller, id)) {
            throw Problem.notFound();
        }
        return Map.of();
    }
}
