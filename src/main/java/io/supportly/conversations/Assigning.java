package io.supportly.conversations;

import io.supportly.accounts.Members;
import io.supportly.kernel.Caller;
import io.supportly.kernel.problems.Problem;
import io.supportly.teams.Team;
import io.supportly.teams.Teams;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Gives conversations to agents and teams.
@Component
final class Assigning {
    static final String NO_CONVERSATIONS = "is an agent whose role has no conversations";

    private final Members members;
    private final Teams teams;

    Assigning(Members members, Teams teams) {
        this.members = members;
        this.teams = teams;
    }

    void checkAgent(Caller caller, @Nullable Long user, String field) {
        if (user != null && members.find(caller.account(), user).isEmpty()) {
            throw Problem.invalid(field, "is no agent of this account", "not_found");
        }
        if (user != null && !members.mayConverse(caller.account(), user)) {
            throw Problem.invalid(field, NO_CONVERSATIONS);
        }
    }

    void checkTeam(Caller caller, @Nullable Long team) {
        if (team != null && teams.find(caller.account(), team).isEmpty()) {
            throw Problem.invalid("team_id", "is no team of this account", "not_found");
        }
    }

    /// The team; an assignee who is not in it is let go.
    Conversation.State toTeam(Caller caller, Conversation.State state, @Nullable Long team) {
        Team found = team == null ? null : teams.find(caller.account(), team).orElse(null);
        boolean outside =
                found != null && state.assigneeId() != null && !found.members().contains(state.assigneeId());
        return (outside ? state.assignee(null) : state).team(team);
    }
}
