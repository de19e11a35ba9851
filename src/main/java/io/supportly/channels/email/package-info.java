/// E-mail: what is said to contacts in e-mail inboxes goes out as mails, in the thread that they know.
@NullMarked
package io.supportly.channels.email;

import org.jspecify.annotations.NullMarked;
