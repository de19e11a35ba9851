/// The platform API: operators' programs that make and manage accounts, users, memberships and agent bots. Each sees
/// only what it made or was granted. Gives out the tokens of platform apps; what it does is said by the module that it
/// is done in. Its door is [PlatformApps].
@ApplicationModule(allowedDependencies = {"kernel", "accounts"})
@NullMarked
package io.supportly.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
