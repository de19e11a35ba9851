package io.supportly.accounts;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.Role;
import io.supportly.kernel.events.Event;
import io.supportly.kernel.events.EventLog;
import io.supportly.kernel.problems.Problem;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Brings people into an account: a user who exists joins it, a new one is invited.
@Component
final class Inviting {
    private final Users users;
    private final Members members;
    private final CustomRoles customRoles;
    private final Invitations invitations;
    private final EventLog events;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Inviting(
            Users users,
            Members members,
            CustomRoles customRoles,
            Invitations invitations,
            EventLog events,
            TransactionTemplate transactions,
            Clock clock) {
        this.users = users;
        this.members = members;
        this.customRoles = customRoles;
        this.invitations = invitations;
        this.events = events;
        this.transactions = transactions;
        this.clock = clock;
    }

    Agent invite(Caller caller, Agent.Invitation sent) {
        AccountId account = caller.account();
        Agent.Invitation invitation = sent.checked(email -> isMember(account, email));
        String email = Objects.requireNonNull(invitation.email());
        long invited = Objects.requireNonNull(transactions.execute(_ -> {
            Long customRole = invitation.customRoleId();
            if (customRole != null) {
                customRoles.hold(account, customRole);
            }
            long user = users.findOrAdd(Objects.requireNonNull(invitation.name()), email);
            members.add(
                    account,
                    user,
                    Role.of(Objects.requireNonNull(invitation.role())),
                    invitation.availability() == null ? "online" : invitation.availability(),
                    !Boolean.FALSE.equals(invitation.autoOffline()),
                    caller.actorId());
            if (customRole != null) {
                members.give(account, user, customRole);
            }
            invitations.send(caller, user, email);
            events.append(Event.of(caller, "agent_added", clock.instant()).with("user_id", user));
            return user;
        }));
        return members.get(account, invited);
    }

    private boolean isMember(AccountId account, String email) {
        return users.find(email)
                .map(user -> members.find(account, user).isPresent())
                .orElse(false);
    }

    /// Each as an agent; those that can not be invited are left out.
    void inviteAll(Caller caller, List<String> emails) {
        for (String email : emails) {
            String name = email.replaceFirst("@.*", "");
            try {
                invite(caller, new Agent.Invitation(name, email, Role.AGENT.word(), null, null, null));
            } catch (Problem skipped) {
                continue;
            }
        }
    }
}
