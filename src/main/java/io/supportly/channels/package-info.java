/// The channels that messages travel through, a package for each. They hear the event log, carry what was said in their
/// inboxes to the contacts, and mark what they could not carry. Nobody calls them.
@ApplicationModule(allowedDependencies = {"kernel", "accounts", "inboxes", "contacts", "conversations"})
@NullMarked
package io.supportly.channels;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
