package io.supportly.conversations;

import io.supportly.accounts.Agent;
import io.supportly.accounts.Members;
import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.Caller;
import io.supportly.kernel.Role;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.problems.Problem;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What rules and macros do to a conversation, with everything that follows as if an agent did it. Each call joins the
/// caller's transaction; what can not be done is a [Problem].
@Component
public final class Acting {
    private final Conversations conversations;
    private final Changing changing;
    private final Assigning assigning;
    private final Sending sending;
    private final Muting muting;
    private final Transcribing transcribing;
    private final Placeholders placeholders;
    private final Members members;
    private final Inboxes inboxes;
    private final JdbcClient sql;

    Acting(
            Conversations conversations,
            Changing changing,
            Assigning assigning,
            Sending sending,
            Muting muting,
            Transcribing transcribing,
            Placeholders placeholders,
            Members members,
            Inboxes inboxes,
            JdbcClient sql) {
        this.conversations = conversations;
        this.changing = changing;
        this.assigning = assigning;
        this.sending = sending;
        this.muting = muting;
        this.transcribing = transcribing;
        this.placeholders = placeholders;
        this.members = members;
        this.inboxes = inboxes;
        this.sql = sql;
    }

    /// A message to the contact, its placeholders filled.
    public void say(Caller caller, long number, String text, Map<String, Object> attributes) {
        send(caller, number, text, false, attributes);
    }

    /// A note that only agents see.
    public void note(Caller caller, long number, String text, Map<String, Object> attributes) {
        send(caller, number, text, true, attributes);
    }

    private void send(Caller caller, long number, String text, boolean isNote, Map<String, Object> attributes) {
        Conversation conversation = conversations.get(caller, number).conversation();
        sending.send(caller, conversation, MessageDraft.outgoing(text, isNote, attributes));
    }

    public void label(Caller caller, long number, List<String> titles) {
        List<String> more = ConversationActionsController.tidy(titles);
        changing.change(caller, number, state -> state.labelled(more));
    }

    public void unlabel(Caller caller, long number, List<String> titles) {
        List<String> less = ConversationActionsController.tidy(titles);
        changing.change(caller, number, state -> state.unlabelled(less));
    }

    /// To a confirmed agent who may see the inbox; null takes the assignee away.
    public void assign(Caller caller, long number, @Nullable Long user) {
        if (user != null) {
            checkMayTake(conversations.get(caller, number).conversation(), user);
        }
        changing.change(caller, number, state -> state.assignee(user));
    }

    private void checkMayTake(Conversation conversation, long user) {
        Agent agent = members.find(conversation.account(), user)
                .filter(Agent::confirmed)
                .orElseThrow(() -> Problem.invalid("assignee_id", "is no confirmed agent of this account"));
        if (!members.mayConverse(conversation.account(), user)) {
            throw Problem.invalid("assignee_id", Assigning.NO_CONVERSATIONS);
        }
        boolean mayTake = agent.role() == Role.ADMINISTRATOR
                || inboxes.find(conversation.account(), conversation.inboxId())
                        .map(inbox -> inbox.members().contains(user))
                        .orElse(false);
        if (!mayTake) {
            throw Problem.invalid("assignee_id", "is no member of the inbox");
        }
    }

    /// The agent who wrote to the contact last.
    public Optional<Long> lastResponding(Caller caller, long number) {
        return sql.sql("""
                        select sender_id from messages
                        where account_id = :account and conversation_id = :number and type = 1 and not private
                          and sender_type = 'User'
                        order by id desc
                        limit 1
                        """)
                .param("account", caller.account().value())
                .param("number", number)
                .query((row, _) -> row.getLong(1))
                .optional();
    }

    public void assignTeam(Caller caller, long number, @Nullable Long team) {
        assigning.checkTeam(caller, team);
        changing.change(caller, number, state -> assigning.toTeam(caller, state, team));
    }

    public void status(Caller caller, long number, Status status, @Nullable Instant until) {
        changing.change(caller, number, state -> state.status(status, until));
    }

    /// `none` takes it away.
    public void prioritise(Caller caller, long number, String priority) {
        changing.change(caller, number, state -> state.priority(Priority.of(priority)));
    }

    public void mute(Caller caller, long number) {
        muting.mute(caller, number);
    }

    /// To each of the addresses, which stand between commas and may be placeholders.
    public void transcribe(Caller caller, long number, String recipients) {
        Conversations.Whole whole = conversations.get(caller, number);
        String filled = Objects.requireNonNull(placeholders.fill(caller, whole.conversation(), recipients));
        List<String> addresses = Arrays.stream(filled.split(","))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .distinct()
                .toList();
        var faults = new Faults().check("email", !addresses.isEmpty(), "is known of nobody", "blank");
        addresses.forEach(address -> faults.email("email", address));
        faults.orThrow();
        addresses.forEach(address -> transcribing.mail(caller, whole, address));
    }
}
