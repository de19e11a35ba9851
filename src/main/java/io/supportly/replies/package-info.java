/// Replies that are written before they are needed: canned responses, which agents put into a message by a short word.
/// What stands between double braces in them is filled in when the message is sent, by whoever sends it.
@ApplicationModule(allowedDependencies = "kernel")
@NullMarked
package io.supportly.replies;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
