package io.supportly.conversations;

import io.supportly.accounts.Agent;
import io.supportly.accounts.Members;
import io.supportly.inboxes.Inbox;
import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Role;
import io.supportly.teams.Team;
import io.supportly.teams.Teams;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Finds somebody for an open conversation that nobody has, in the transaction in which it became so: one of the
/// members of its inbox who are online, and of its team where it has one. The team says whether that is wanted, or
/// without one the inbox. Where nobody is there the conversation waits ([AssignmentQueue]).
@Component
final class HandingOut {
    private final Inboxes inboxes;
    private final Teams teams;
    private final Members members;
    private final Choosing choosing;
    private final AssignmentQueue queue;
    private final Clock clock;

    HandingOut(Inboxes inboxes, Teams teams, Members members, Choosing choosing, AssignmentQueue queue, Clock clock) {
        this.inboxes = inboxes;
        this.teams = teams;
        this.members = members;
        this.choosing = choosing;
        this.queue = queue;
        this.clock = clock;
    }

    /// @param waits whether it is to be given to somebody later
    record Outcome(@Nullable Long agent, boolean waits) {
        static final Outcome NOBODY = new Outcome(null, false);
        static final Outcome LATER = new Outcome(null, true);

        Conversation on(Conversation conversation) {
            return agent == null
                    ? conversation
                    : conversation.with(conversation.state().assignee(agent));
        }
    }

    /// Whether a change leaves an open conversation with nobody who could answer.
    boolean becomesFree(Conversation before, Conversation after, boolean isHandover) {
        Conversation.State now = after.state();
        if (now.status() != Status.OPEN || (now.assigneeBotId() != null && !isHandover)) {
            return false;
        }
        boolean opens = before.state().status() != Status.OPEN;
        if (now.assigneeId() != null) {
            return opens && now.assigneeId().equals(before.state().assigneeId()) && !mayAnswer(after, now.assigneeId());
        }
        boolean isForTeam =
                now.teamId() != null && !now.teamId().equals(before.state().teamId());
        return opens || isForTeam;
    }

    private boolean mayAnswer(Conversation conversation, long user) {
        AccountId account = conversation.account();
        Long team = conversation.state().teamId();
        return members.find(account, user)
                .filter(_ -> members.mayConverse(account, user))
                .map(agent -> agent.role() == Role.ADMINISTRATOR
                        || inboxes.find(account, conversation.inboxId())
                                .map(inbox -> inbox.members().contains(user))
                                .orElse(false)
                        || (team != null && teams.teamsOf(account, user).contains(team)))
                .orElse(false);
    }

    Outcome seek(AccountId account, long inbox, @Nullable Long team) {
        Optional<Inbox> found = inboxes.find(account, inbox).filter(at -> isWanted(at, team));
        if (found.isEmpty()) {
            return Outcome.NOBODY;
        }
        List<Long> there = there(found.get(), team);
        return (there.isEmpty() ? Optional.<Long>empty() : choosing.choose(found.get(), there))
                .map(agent -> new Outcome(agent, false))
                .orElse(Outcome.LATER);
    }

    /// Whether it is worth while to look at those who wait there.
    boolean isSomebodyThere(AccountId account, long inbox, @Nullable Long team) {
        return inboxes.find(account, inbox)
                .filter(at -> isWanted(at, team) && !there(at, team).isEmpty())
                .isPresent();
    }

    private boolean isWanted(Inbox inbox, @Nullable Long team) {
        return team == null
                ? inbox.autoAssignment().enabled()
                : teams.find(inbox.account(), team).map(Team::allowAutoAssign).orElse(false);
    }

    private List<Long> there(Inbox inbox, @Nullable Long team) {
        Set<Long> ofTeam = team == null
                ? inbox.members()
                : teams.find(inbox.account(), team).map(Team::members).orElse(Set.of());
        return inbox.members().stream()
                .filter(ofTeam::contains)
                .filter(user -> members.find(inbox.account(), user)
                        .map(Agent::takesWork)
                        .orElse(false))
                .filter(user -> members.mayConverse(inbox.account(), user))
                .toList();
    }

    void waitFor(Conversation conversation, AssignmentReason reason) {
        Instant since = Objects.requireNonNullElse(conversation.times().waitingSince(), clock.instant());
        queue.add(
                conversation.account(),
                conversation.number(),
                conversation.inboxId(),
                conversation.state().teamId(),
                since,
                reason);
    }

    /// A new one.
    void waitFor(AccountId account, long number, long inbox, @Nullable Long team, Instant since) {
        queue.add(account, number, inbox, team, since, AssignmentReason.AUTO_ASSIGNMENT);
    }

    /// Whether any inbox takes conversations from who goes offline.
    boolean givesBack(AccountId account) {
        return !inboxesThatGiveBack(account).isEmpty();
    }

    List<Long> inboxesThatGiveBack(AccountId account) {
        return inboxes.of(account).stream()
                .filter(inbox -> inbox.autoAssignment().enabled()
                        && inbox.autoAssignment().reassignsOnOffline())
                .map(Inbox::id)
                .toList();
    }
}
