package io.supportly.kernel;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who asks, within which account. Endpoints take one as a parameter; rows are loaded through it.
public sealed interface Caller {
    AccountId account();

    /// The words that the event log keeps for who did it: `User`, `AgentBot`, `AutomationRule`, `System`.
    String actorType();

    /// The id that goes with [#actorType()]; 0 for the system.
    long actorId();

    /// The name to show in activity lines.
    String name();

    default boolean isAdministrator() {
        return false;
    }

    /// A user inside an account that he belongs to.
    ///
    /// @param permissions those of his custom role, which is all that he may then; null where he has none,
    ///     and may all that his role may
    record Member(
            AccountId account,
            long userId,
            String name,
            Role role,
            @Nullable Set<Permission> permissions) implements Caller {
        /// Whether he may do what is for `needed` and stands under that scope.
        public boolean may(Role needed, String scope) {
            return permissions == null ? role.compareTo(needed) >= 0 : Permission.suffice(permissions, needed, scope);
        }

        /// Whether there may be conversations that he sees.
        public boolean mayConverse() {
            return permissions == null || Permission.showConversations(permissions);
        }

        @Override
        public String actorType() {
            return "User";
        }

        @Override
        public long actorId() {
            return userId;
        }

        @Override
        public boolean isAdministrator() {
            return role == Role.ADMINISTRATOR;
        }
    }

    /// An agent bot with its own token; it reaches only the endpoints that allow bots.
    record Bot(AccountId account, long botId, String name) implements Caller {
        @Override
        public String actorType() {
            return "AgentBot";
        }

        @Override
        public long actorId() {
            return botId;
        }
    }

    /// The customer, at an inbox of the account, through the public API.
    record Visitor(AccountId account, long contactId, String name) implements Caller {
        @Override
        public String actorType() {
            return "Contact";
        }

        @Override
        public long actorId() {
            return contactId;
        }
    }

    /// An automation rule: what it does says so, and triggers no rule.
    record Rule(AccountId account, long ruleId, String title) implements Caller {
        public static final String ACTOR = "AutomationRule";

        @Override
        public String actorType() {
            return ACTOR;
        }

        @Override
        public long actorId() {
            return ruleId;
        }

        @Override
        public String name() {
            return "The rule \"" + title + "\"";
        }
    }

    /// Supportly itself, in a job.
    record System(AccountId account) implements Caller {
        @Override
        public String actorType() {
            return "System";
        }

        @Override
        public long actorId() {
            return 0;
        }

        @Override
        public String name() {
            return "Supportly";
        }
    }
}
