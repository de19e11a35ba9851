/// What a caller can cause: one exception, one table of kinds, one collector of faults.
@NullMarked
package io.supportly.kernel.problems;

import org.jspecify.annotations.NullMarked;
