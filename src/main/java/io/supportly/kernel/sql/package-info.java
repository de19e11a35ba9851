/// The database: pool, migrations, transactions.
@NullMarked
package io.supportly.kernel.sql;

import org.jspecify.annotations.NullMarked;
