/// Teams: groups of agents that conversations are routed to. Says `team_removed`; hears nothing. Its door is [Teams].
@ApplicationModule(allowedDependencies = {"kernel", "accounts"})
@NullMarked
package io.supportly.teams;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
