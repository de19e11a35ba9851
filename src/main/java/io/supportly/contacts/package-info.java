/// Contacts: the customers, the names that channels give them (contact inboxes), the companies that they belong to,
/// what agents note about them, and their ways in and out as files. Says `contact_created`, `contact_updated`,
/// `contact_merged` and `contact_removed`. Its doors are [Contacts], [ContactInboxes], [Labelling] and [Merging].
@ApplicationModule(allowedDependencies = {"kernel", "accounts", "labels", "inboxes"})
@NullMarked
package io.supportly.contacts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
