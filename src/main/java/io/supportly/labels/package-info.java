/// Labels: words that agents put on conversations and contacts. Says `label_renamed` and `label_removed`.
/// Its door is [Labels].
@ApplicationModule(allowedDependencies = "kernel")
@NullMarked
package io.supportly.labels;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
