/// Mails to people: rows first, sent by a job when an SMTP server is configured, else kept for an administrator.
@NullMarked
package io.supportly.kernel.mail;

import org.jspecify.annotations.NullMarked;
