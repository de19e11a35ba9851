/// Contacts: the customers, the names that channels give them (contact inboxes), and the search for them. Says
/// `contact_created`, `contact_updated` and `contact_removed`. Its doors are [Contacts] and [ContactInboxes].
@ApplicationModule(allowedDependencies = {"kernel", "accounts", "labels", "inboxes"})
@NullMarked
package io.supportly.contacts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
