/// Webhooks: addresses of the customer's and agent bots that are told of events, the queue of what they are to be told,
/// and the log of what became of it. Hears the whole event log; says nothing, but has messages marked that an API inbox
/// could not be given, and conversations opened of which a bot could not be told.
@ApplicationModule(allowedDependencies = {"kernel", "accounts", "inboxes", "contacts", "conversations"})
@NullMarked
package io.supportly.webhooks;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
