/// Where attachments and avatars live: the store, what a file is by its content, its small rendition, and the
/// signed links through which it is read.
@NullMarked
package io.supportly.kernel.files;

import org.jspecify.annotations.NullMarked;
