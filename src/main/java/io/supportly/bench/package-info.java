/// Measures a running server against the limit of its database.
///
/// The same operations run as whole HTTP requests and as bare SQL on a schema made for them, on the same PostgreSQL and
/// one after the other, so that a result is a share and not a figure of one machine. Needs no Spring; says and hears no
/// events.
@NullMarked
package io.supportly.bench;

import org.jspecify.annotations.NullMarked;
