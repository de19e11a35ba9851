package io.supportly.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// How many statements a database has run so far, or, where the server does not count them, how many transactions.
final class StatementCounter {

    enum Unit {
        STATEMENTS("""
                select coalesce(sum(calls), 0)
                from pg_stat_statements
                where dbid = (select oid from pg_database where datname = current_database())
                  and query !~* '^\\s*(begin|start|commit|rollback|set|show|discard)'
                """),
        TRANSACTIONS("""
                select xact_commit + xact_rollback
                from pg_stat_database
                where datname = current_database()
                """);

        private final String sql;

        Unit(String sql) {
            this.sql = sql;
        }
    }

    private final Connection connection;
    private final Unit unit;

    private StatementCounter(Connection connection, Unit unit) {
        this.connection = connection;
        this.unit = unit;
    }

    static StatementCounter on(Connection connection) throws SQLException {
        return new StatementCounter(connection, countsStatements(connection) ? Unit.STATEMENTS : Unit.TRANSACTIONS);
    }

    Unit unit() {
        return unit;
    }

    long count() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(unit.sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /// The extension can be created without its library and fails only when it is asked, hence the question.
    private static boolean countsStatements(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create extension if not exists pg_stat_statements");
            statement.execute(Unit.STATEMENTS.sql);
            return true;
        } catch (SQLException notLoaded) {
            return false;
        }
    }
}
