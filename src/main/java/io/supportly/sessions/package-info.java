/// Who is signed in: the sessions of browsers and of API clients, signing in and out, passwords that were
/// forgotten, and the pages for all of it. Lends the kernel its [io.supportly.kernel.web.SignIns]. Says
/// nothing, has no door, and hears that somebody was given a new password.
@ApplicationModule(allowedDependencies = {"kernel", "accounts"})
@NullMarked
package io.supportly.sessions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
