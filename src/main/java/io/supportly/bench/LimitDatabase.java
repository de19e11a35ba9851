package io.supportly.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// The database in which the limit is measured: the ideal schema with synthetic data, on the server under measurement.
/// It is filled once and kept for later runs of the same scale.
final class LimitDatabase {

    static final String NAME = "supportly_limit";
    static final int FIRST_NAMES = 600;

    private final Database database;
    private final Path folder;

    private LimitDatabase(Database database, Path folder) {
        this.database = database;
        this.folder = folder;
    }

    /// The database beside the given one, created when it is not there.
    static LimitDatabase beside(Database neighbour, Path folder) throws SQLException {
        try (Connection connection = neighbour.connect();
                Statement statement = connection.createStatement()) {
            if (!there(connection, "select exists (select from pg_database where datname = ?)", NAME)) {
                statement.execute("create database " + NAME);
            }
        }
        return new LimitDatabase(neighbour.named(NAME), folder);
    }

    Database database() {
        return database;
    }

    Path script(Operation operation) {
        return folder.resolve("pgbench").resolve(operation.title() + ".sql");
    }

    boolean holds(Scale scale) throws SQLException {
        try (Connection connection = database.connect()) {
            if (!there(connection, "select to_regclass(?) is not null", "public.limit_scale")) {
                return false;
            }
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "select contacts, conversations, messages from public.limit_scale")) {
                return row.next() && scale.equals(new Scale(row.getInt(1), row.getInt(2), row.getInt(3)));
            }
        }
    }

    /// Fills the schema anew. The scale is noted last, so that a fill that broke off is never taken for a whole one.
    void fill(Scale scale) throws IOException, SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists public.limit_scale");
            set(connection, "scale.contacts", scale.contacts());
            set(connection, "scale.conversations", scale.conversations());
            set(connection, "scale.messages", scale.messages());
            for (String file : List.of("words.sql", "generate.sql", "ideal.sql")) {
                execute(statement, file);
            }
            statement.execute(
                    "create table public.limit_scale as select %d as contacts, %d as conversations, %d as messages"
                            .formatted(scale.contacts(), scale.conversations(), scale.messages()));
        }
    }

    /// The vocabulary by number; the first 600 are the first names of contacts.
    List<String> words() throws IOException, SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            if (!there(connection, "select to_regclass(?) is not null", "gen.words")) {
                execute(statement, "words.sql");
            }
            List<String> words = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery("select w from gen.words order by n")) {
                while (rows.next()) {
                    words.add(rows.getString(1));
                }
            }
            return words;
        }
    }

    /// Statement by statement, because `vacuum` refuses to run together with others. In these files each statement ends
    /// with its line, and comments have lines of their own.
    private void execute(Statement statement, String file) throws IOException, SQLException {
        var sql = new StringBuilder();
        for (String line : Files.readAllLines(folder.resolve(file))) {
            if (line.startsWith("--")) {
                continue;
            }
            sql.append(line).append('\n');
            if (line.endsWith(";")) {
                statement.execute(sql.toString());
                sql.setLength(0);
            }
        }
    }

    private static void set(Connection connection, String setting, int value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select set_config(?, ?, false)")) {
            statement.setString(1, setting);
            statement.setString(2, Integer.toString(value));
            statement.execute();
        }
    }

    private static boolean there(Connection connection, String question, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(question)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
