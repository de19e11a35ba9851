package io.supportly.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.Driver;

/// A PostgreSQL database and who reads it.
public record Database(String jdbcUrl, String user, String password) {

    Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl, user, password);
    }

    /// Another database of the same server.
    Database named(String name) {
        return new Database("jdbc:postgresql://" + host() + ":" + port() + "/" + name, user, password);
    }

    String host() {
        return part("PGHOST");
    }

    String port() {
        return part("PGPORT");
    }

    String name() {
        return part("PGDBNAME");
    }

    private String part(String key) {
        Properties parts = Driver.parseURL(jdbcUrl, null);
        if (parts == null || parts.getProperty(key) == null) {
            throw new IllegalArgumentException("not the address of a PostgreSQL database: " + jdbcUrl);
        }
        return parts.getProperty(key);
    }
}
