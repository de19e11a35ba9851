/// Inboxes: the channels that conversations come in through, with their settings and members. An inbox is data that
/// conversations need; the adapters of the channels are elsewhere. Says `inbox_created`, `inbox_updated` and
/// `inbox_removed`. Its door is [Inboxes].
@ApplicationModule(allowedDependencies = {"kernel", "accounts"})
@NullMarked
package io.supportly.inboxes;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
