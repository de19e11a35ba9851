/// Apps of others that act for users: who registers them, what a user grants them in an account, and the codes and
/// tokens that carry it (OAuth 2.0 with PKCE). Lends the kernel an Authenticator. Says nothing; hears that a member has
/// left. Has no door.
@ApplicationModule(allowedDependencies = {"kernel", "accounts"})
@NullMarked
package io.supportly.oauth;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
