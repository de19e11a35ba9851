/// Campaigns: messages that the account begins, ongoing ones for visitors of a website and one-off ones for contacts
/// with certain labels. What goes out through conversations goes through [io.supportly.conversations.Reaching], so it
/// is in the event log as every message is; says nothing else. Its doors are [Campaigns] and [Addressing], for
/// the website's widget.
@ApplicationModule(allowedDependencies = {"kernel", "accounts", "labels", "inboxes", "contacts", "conversations"})
@NullMarked
package io.supportly.campaigns;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
