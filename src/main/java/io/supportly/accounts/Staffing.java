package io.supportly.accounts;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.Role;
import io.supportly.kernel.events.Event;
import io.supportly.kernel.events.EventLog;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Changes what the people of an account are in it, and lets them go. An administrator always remains.
@Component
final class Staffing {
    private final Users users;
    private final Members members;
    private final CustomRoles customRoles;
    private final EventLog events;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Staffing(
            Users users,
            Members members,
            CustomRoles customRoles,
            EventLog events,
            TransactionTemplate transactions,
            Clock clock) {
        this.users = users;
        this.members = members;
        this.customRoles = customRoles;
        this.events = events;
        this.transactions = transactions;
        this.clock = clock;
    }

    Agent change(Caller caller, long user, Agent.Change sent) {
        AccountId account = caller.account();
        Agent before = members.get(account, user);
        Agent.Change change = sent.checked(before.role());
        Role role = change.role() == null ? before.role() : Role.of(change.role());
        transactions.executeWithoutResult(_ -> {
            if (role == Role.AGENT) {
                members.keepAdministrator(account, user, "role");
            }
            members.update(account, user, role, change.wantedAvailability(), change.autoOffline());
            if (change.customRoleId().here()) {
                give(account, user, change.customRoleId().value());
            }
            if (change.name() != null) {
                users.rename(user, change.name());
                members.changedEverywhere(user);
            }
            events.append(members.get(account, user).updated(caller, before, clock.instant()));
        });
        return members.get(account, user);
    }

    private void give(AccountId account, long user, @Nullable Long customRole) {
        if (customRole != null) {
            customRoles.hold(account, customRole);
        }
        members.give(account, user, customRole);
    }

    void remove(Caller caller, long user) {
        AccountId account = caller.account();
        members.get(account, user);
        transactions.executeWithoutResult(_ -> {
            members.keepAdministrator(account, user, "id");
            takeOut(caller, user);
        });
    }

    /// Also the last administrator. To be called in a transaction.
    void takeOut(Caller caller, long user) {
        members.remove(caller.account(), user);
        events.append(Event.of(caller, "agent_removed", clock.instant()).with("user_id", user));
        users.deleteIfNowhere(user);
    }
}
