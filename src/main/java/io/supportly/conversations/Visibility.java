package io.supportly.conversations;

import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.Caller;
import io.supportly.kernel.problems.Problem;
import io.supportly.teams.Teams;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Which conversations a caller may see: an administrator, a bot, a rule and the system all of the account, an agent
/// those of his inboxes and teams, a visitor his own.
@Component
final class Visibility {
    private final Inboxes inboxes;
    private final Teams teams;

    Visibility(Inboxes inboxes, Teams teams) {
        this.inboxes = inboxes;
        this.teams = teams;
    }

    /// Of what an agent sees: all of these inboxes, and in the others what his teams have.
    record Sight(Set<Long> inboxes, Set<Long> teams) {
        static final String CLAUSE = "(c.inbox_id = any(:inboxes) or c.team_id = any(:teams))";

        Map<String, Object> binds() {
            return Map.of("inboxes", inboxes.toArray(Long[]::new), "teams", teams.toArray(Long[]::new));
        }
    }

    /// Null for whoever sees the whole account.
    @Nullable
    Sight sight(Caller caller) {
        return caller instanceof Caller.Member member && !member.isAdministrator()
                ? new Sight(inboxes.visibleTo(member), teams.teamsOf(member.account(), member.userId()))
                : null;
    }

    boolean maySee(Caller caller, Conversation conversation) {
        return switch (caller) {
            case Caller.Member member ->
                member.isAdministrator()
                        || inboxes.maySee(member, conversation.inboxId())
                        || isOfTeam(member, conversation);
            case Caller.Bot _, Caller.Rule _, Caller.System _ -> true;
            case Caller.Visitor visitor -> visitor.contactId() == conversation.contactId();
        };
    }

    private boolean isOfTeam(Caller.Member member, Conversation conversation) {
        Long team = conversation.state().teamId();
        return team != null && teams.teamsOf(member.account(), member.userId()).contains(team);
    }

    void check(Caller caller, Conversation conversation) {
        if (!maySee(caller, conversation)) {
            throw Problem.forbidden();
        }
    }
}
