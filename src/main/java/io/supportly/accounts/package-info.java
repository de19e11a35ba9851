/// Who there is: accounts, users, their membership and roles, who of them is there, agent bots, and the access tokens
/// of both.
/// Says `agent_added`, `agent_updated`, `agent_removed`; hears nothing. Its doors are [Accounts], [Members] and
/// [AgentBots].
@ApplicationModule(allowedDependencies = "kernel")
@NullMarked
package io.supportly.accounts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
