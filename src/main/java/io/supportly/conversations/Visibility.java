package io.supportly.conversations;

import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.Caller;
import io.supportly.kernel.Permission;
import io.supportly.kernel.problems.Problem;
import io.supportly.teams.Teams;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Which conversations a caller may see: an administrator, a bot, a rule and the system all of the account, an agent
/// those of his inboxes and teams, a visitor his own. A custom role may leave an agent some or none of his.
@Component
final class Visibility {
    private final Inboxes inboxes;
    private final Teams teams;
    private final Participants participants;

    Visibility(Inboxes inboxes, Teams teams, Participants participants) {
        this.inboxes = inboxes;
        this.teams = teams;
        this.participants = participants;
    }

    /// What a custom role leaves of all that an agent could see, as SQL over `c`, the conversations.
    enum Reach {
        ALL(""),
        UNASSIGNED("c.assignee_id is null or " + Reach.OWN_ONES),
        OWN(Reach.OWN_ONES),
        NONE("false");

        private static final String OWN_ONES = """
                c.assignee_id = :seer or c.id in (select q.conversation_id from participants q
                  where q.account_id = :account and q.user_id = :seer)""";

        private final String clause;

        Reach(String clause) {
            this.clause = clause.isEmpty() ? "" : " and (" + clause + ")";
        }

        static Reach of(Caller.Member member) {
            Set<Permission> permissions = member.permissions();
            if (permissions == null || permissions.contains(Permission.CONVERSATION_MANAGE)) {
                return ALL;
            }
            if (permissions.contains(Permission.CONVERSATION_UNASSIGNED_MANAGE)) {
                return UNASSIGNED;
            }
            return permissions.contains(Permission.CONVERSATION_PARTICIPATING_MANAGE) ? OWN : NONE;
        }
    }

    /// Of what an agent sees: in all of these inboxes, and in the others of what his teams have, as far as he reaches.
    record Sight(Set<Long> inboxes, Set<Long> teams, Reach reach, long user) {
        private static final String PLACES = "(c.inbox_id = any(:inboxes) or c.team_id = any(:teams))";

        String clause() {
            return PLACES + narrowing();
        }

        boolean isNarrow() {
            return reach != Reach.ALL;
        }

        /// What is to be added where the places are asked for another way; empty where he sees all that is there.
        String narrowing() {
            return reach.clause;
        }

        Map<String, Object> binds() {
            Long[] all = inboxes.toArray(Long[]::new);
            Long[] those = teams.toArray(Long[]::new);
            return isNarrow()
                    ? Map.of("inboxes", all, "teams", those, "seer", user)
                    : Map.of("inboxes", all, "teams", those);
        }
    }

    /// Null for whoever sees the whole account.
    @Nullable
    Sight sight(Caller caller) {
        return caller instanceof Caller.Member member && !member.isAdministrator()
                ? new Sight(
                        inboxes.visibleTo(member),
                        teams.teamsOf(member.account(), member.userId()),
                        Reach.of(member),
                        member.userId())
                : null;
    }

    boolean maySee(Caller caller, Conversation conversation) {
        return switch (caller) {
            case Caller.Member member ->
                member.isAdministrator()
                        || ((inboxes.maySee(member, conversation.inboxId()) || isOfTeam(member, conversation))
                                && reaches(member, conversation));
            case Caller.Bot _, Caller.Rule _, Caller.System _ -> true;
            case Caller.Visitor visitor -> visitor.contactId() == conversation.contactId();
        };
    }

    private boolean isOfTeam(Caller.Member member, Conversation conversation) {
        Long team = conversation.state().teamId();
        return team != null && teams.teamsOf(member.account(), member.userId()).contains(team);
    }

    private boolean reaches(Caller.Member member, Conversation conversation) {
        Long assignee = conversation.state().assigneeId();
        return switch (Reach.of(member)) {
            case ALL -> true;
            case UNASSIGNED -> assignee == null || isOwn(member, conversation);
            case OWN -> isOwn(member, conversation);
            case NONE -> false;
        };
    }

    private boolean isOwn(Caller.Member member, Conversation conversation) {
        return Objects.equals(conversation.state().assigneeId(), member.userId())
                || participants
                        .of(conversation.account(), conversation.number())
                        .contains(member.userId());
    }

    void check(Caller caller, Conversation conversation) {
        if (!maySee(caller, conversation)) {
            throw Problem.forbidden();
        }
    }
}
