/// What operators and monitors ask: whether the server lives, whether it is ready, which version it is.
@NullMarked
package io.supportly.kernel.operation;

import org.jspecify.annotations.NullMarked;
