/// The website channel: what the widget on a customer's website calls for its visitors. Gives out their sessions, says
/// `webwidget_triggered` and, through the modules below, what visitors do. Hears nothing and has no door.
@ApplicationModule(
        allowedDependencies = {"kernel", "accounts", "labels", "inboxes", "contacts", "conversations", "campaigns"})
@NullMarked
package io.supportly.widget;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
