/// Small facts kept in memory and forgotten on every node when they change.
@NullMarked
package io.supportly.kernel.cache;

import org.jspecify.annotations.NullMarked;
