package io.supportly.conversations;

import io.supportly.accounts.Agent;
import io.supportly.accounts.AgentBot;
import io.supportly.accounts.AgentBots;
import io.supportly.accounts.Members;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.teams.Team;
import io.supportly.teams.Teams;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What the server writes into a conversation about who did what.
@Component
final class ActivityLines {
    private static final String SYSTEM = "The system";

    private final Members members;
    private final AgentBots bots;
    private final Teams teams;

    ActivityLines(Members members, AgentBots bots, Teams teams) {
        this.members = members;
        this.bots = bots;
        this.teams = teams;
    }

    /// @param reason why the assignee is whom he is
    List<String> of(
            Caller caller,
            Conversation.State before,
            Conversation.State after,
            AccountId account,
            AssignmentReason reason) {
        var lines = new ArrayList<String>();
        String who = caller instanceof Caller.System ? SYSTEM : caller.name();
        if (before.status() != after.status()) {
            lines.add(status(who, caller, after.status()));
        }
        if (before.priority() != after.priority()) {
            lines.add(priority(who, before, after));
        }
        if (!Objects.equals(before.teamId(), after.teamId())) {
            lines.add(team(who, after, account));
        }
        if (!Objects.equals(before.assigneeId(), after.assigneeId())
                || !Objects.equals(before.assigneeBotId(), after.assigneeBotId())) {
            lines.add(
                    reason.isAutomatic()
                            ? given(account, after.assigneeId(), reason)
                            : assignee(who, caller, after, account));
        }
        labels(who, before, after, lines);
        return lines;
    }

    private static String status(String who, Caller caller, Status status) {
        if (caller instanceof Caller.Visitor && status == Status.OPEN) {
            return "The conversation was reopened by a new message from " + who;
        }
        return switch (status) {
            case OPEN -> who + " reopened the conversation";
            case RESOLVED -> who + " resolved the conversation";
            case PENDING -> who + " marked the conversation as pending";
            case SNOOZED -> who + " snoozed the conversation";
        };
    }

    private static String priority(String who, Conversation.State before, Conversation.State after) {
        Priority old = before.priority();
        Priority now = after.priority();
        if (now == null) {
            return who + " removed the priority";
        }
        return old == null
                ? who + " set the priority to " + now.word()
                : who + " changed the priority from " + old.word() + " to " + now.word();
    }

    private String team(String who, Conversation.State after, AccountId account) {
        Long team = after.teamId();
        if (team == null) {
            return who + " took the conversation from its team";
        }
        return who + " assigned the team "
                + teams.find(account, team).map(Team::name).orElse("#" + team);
    }

    private String assignee(String who, Caller caller, Conversation.State after, AccountId account) {
        Long bot = after.assigneeBotId();
        if (bot != null) {
            return who + " assigned the conversation to "
                    + bots.find(account, bot).map(AgentBot::name).orElse("#" + bot);
        }
        Long assignee = after.assigneeId();
        if (assignee == null) {
            return who + " unassigned the conversation";
        }
        if (caller instanceof Caller.Member member && member.userId() == assignee) {
            return who + " took the conversation";
        }
        return who + " assigned the conversation to " + nameOf(account, assignee);
    }

    /// That somebody has it, or nobody, and that no one chose him.
    String given(AccountId account, @Nullable Long assignee, AssignmentReason reason) {
        String what = assignee == null ? "unassigned the conversation" : "assigned the conversation to ";
        return SYSTEM + " " + what + (assignee == null ? "" : nameOf(account, assignee)) + " (" + reason.told() + ")";
    }

    private String nameOf(AccountId account, long user) {
        return members.find(account, user).map(Agent::name).orElse("#" + user);
    }

    private static void labels(String who, Conversation.State before, Conversation.State after, List<String> lines) {
        List<String> added = after.labels().stream()
                .filter(label -> !before.labels().contains(label))
                .toList();
        List<String> removed = before.labels().stream()
                .filter(label -> !after.labels().contains(label))
                .toList();
        if (!added.isEmpty()) {
            lines.add(who + " added " + String.join(", ", added));
        }
        if (!removed.isEmpty()) {
            lines.add(who + " removed " + String.join(", ", removed));
        }
    }
}
