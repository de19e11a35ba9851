/// Work that is due later or again, as rows run by db-scheduler on any node.
@NullMarked
package io.supportly.kernel.jobs;

import org.jspecify.annotations.NullMarked;
