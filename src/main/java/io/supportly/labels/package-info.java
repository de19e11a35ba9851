/// Words and fields of the account's own: labels, which agents put on conversations and contacts, custom attributes
/// with what their values may be, and filters, which agents save. Says `label_renamed` and `label_removed`. Its doors
/// are [Labels], [AttributeDefinitions] and [Filtering].
@ApplicationModule(allowedDependencies = "kernel")
@NullMarked
package io.supportly.labels;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
