/// The event log and its readers.
@NullMarked
package io.supportly.kernel.events;

import org.jspecify.annotations.NullMarked;
