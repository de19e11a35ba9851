/// How JSON and times look on the wire.
@NullMarked
package io.supportly.kernel.json;

import org.jspecify.annotations.NullMarked;
