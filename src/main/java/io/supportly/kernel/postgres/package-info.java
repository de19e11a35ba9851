/// A PostgreSQL server of our own, for everybody who names no other by `DATABASE_URL`.
///
/// Owns `postgres/` and `logs/postgres.log` under the home folder: the unpacked programs, the data,
/// the password and the port. Starts the server, watches it, brings it back when it dies, and stops it.
/// Knows nothing of Spring and nothing of what is stored; says nothing but log lines.
@NullMarked
package io.supportly.kernel.postgres;

import org.jspecify.annotations.NullMarked;
