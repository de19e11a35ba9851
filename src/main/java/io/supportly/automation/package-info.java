/// Rules that act on events by themselves, and macros that agents run by hand: both are lists of actions for one
/// executor. Hears the event log; what it does to conversations goes through [io.supportly.conversations.Acting], so it
/// is in the log as what a rule did. Says nothing by itself and has no door.
@ApplicationModule(
        allowedDependencies = {"kernel", "accounts", "teams", "labels", "inboxes", "contacts", "conversations"})
@NullMarked
package io.supportly.automation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
