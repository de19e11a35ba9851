package io.supportly.kernel.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/// Connects again as soon as a database that was lost is back. The pool would ask ever more seldom, down to every five
/// seconds, in which every request fails. A database that never was there is told of at once.
final class Reconnecting extends DelegatingDataSource {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private volatile boolean wasThere;

    Reconnecting(DataSource dataSource) {
        super(dataSource);
    }

    @Override
    public Connection getConnection() throws SQLException {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (true) {
            try {
                Connection connection = super.getConnection();
                wasThere = true;
                return connection;
            } catch (SQLException e) {
                if (!wasThere || !isAway(e) || System.nanoTime() > end) {
                    throw e;
                }
            }
            pause();
        }
    }

    /// Class 08: nobody answers; 57P: it is going down or coming up.
    private static boolean isAway(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return state.startsWith("08") || state.startsWith("57P");
    }

    private static void pause() throws SQLException {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("Interrupted while waiting for the database", e);
        }
    }
}
