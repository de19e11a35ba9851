/// Conversations and their messages: receiving, sending, assigning, labelling, snoozing, resolving, and the lists that
/// agents work from. Says `conversation_created`, `conversation_status_changed`, `conversation_updated`,
/// `conversation_removed`, `message_created` and `message_updated`; hears what is removed or renamed in the modules
/// below, and who goes offline, and follows.
/// Its doors are [Conversations] and [Payloads], for rules and macros [Looking], [Acting] and [KeptFiles], for
/// campaigns [Reaching] and [Placeholders], for channels [Dispatches], and for what can not be delivered
/// [Rejecting] and [HandingOver].
@ApplicationModule(allowedDependencies = {"kernel", "accounts", "teams", "labels", "inboxes", "contacts"})
@NullMarked
package io.supportly.conversations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
