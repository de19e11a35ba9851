package io.supportly.accounts;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.Role;
import io.supportly.kernel.events.Event;
import io.supportly.kernel.events.EventLog;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.problems.Problem;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// What operators do to accounts and users from the command line.
@Component
public final class Operating {
    private final Accounts accounts;
    private final Users users;
    private final Members members;
    private final Tokens tokens;
    private final EventLog events;
    private final ApplicationEventPublisher replaced;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Operating(
            Accounts accounts,
            Users users,
            Members members,
            Tokens tokens,
            EventLog events,
            ApplicationEventPublisher replaced,
            TransactionTemplate transactions,
            Clock clock) {
        this.accounts = accounts;
        this.users = users;
        this.members = members;
        this.tokens = tokens;
        this.events = events;
        this.replaced = replaced;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// Told once.
    ///
    /// @param password only where it was made up
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Login(
            @Nullable AccountId accountId,
            long userId,
            String email,
            @Nullable String password,
            String token) {}

    /// @param name of a new user; a user who exists keeps his
    /// @param password replaces that of a user who exists; a new one needs none, as one is made up
    public record Person(
            String email, @Nullable String name, @Nullable String password) {
        private void check(Faults faults) {
            faults.present("email", email).email("email", email).atMost("name", name, 255);
            if (password != null) {
                Passwords.check(faults, password);
            }
        }
    }

    /// A new account with its administrator.
    public Login account(String name, Person administrator) {
        var faults = new Faults().present("name", name).atMost("name", name, 255);
        administrator.check(faults);
        faults.orThrow();
        return Objects.requireNonNull(
                transactions.execute(_ -> join(accounts.add(name), administrator, Role.ADMINISTRATOR)));
    }

    /// A confirmed user in an account.
    public Login user(AccountId account, Person person, String role) {
        var faults = new Faults().oneOf("role", role, Agent.ROLES);
        person.check(faults);
        if (!accounts.exists(account)) {
            faults.add("account", "does not exist", "not_found");
        }
        faults.orThrow();
        return Objects.requireNonNull(transactions.execute(_ -> join(account, person, Role.of(role))));
    }

    private Login join(AccountId account, Person person, Role role) {
        Optional<Long> known = users.find(person.email());
        boolean needsPassword =
                person.password() == null && known.filter(users::isConfirmed).isEmpty();
        String made = needsPassword ? Secrets.password() : null;
        String name = person.name() == null ? person.email().replaceFirst("@.*", "") : person.name();
        long user = known.orElseGet(() -> users.findOrAdd(name, person.email()));
        members.add(account, user, role, null);
        if (made != null || person.password() != null) {
            users.confirm(user, made == null ? Objects.requireNonNull(person.password()) : made);
            members.changedEverywhere(user);
            replaced.publishEvent(new PasswordReplaced(user));
        }
        events.append(Event.of(new Caller.System(account), "agent_added", clock.instant())
                .with("user_id", user));
        return new Login(account, user, person.email(), made, tokens.rotateForUser(user));
    }

    /// A new token for the user; his old one stops working at once.
    public Login token(String email) {
        long user =
                users.find(email).orElseThrow(() -> Problem.invalid("email", "is no user's: " + email, "not_found"));
        return new Login(null, user, email, null, tokens.rotateForUser(user));
    }
}
