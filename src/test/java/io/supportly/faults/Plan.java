package io.supportly.faults;

import io.supportly.testing.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What PostgreSQL does for a statement of the application: planned once for all binds, as the pool has it planned,
/// then run.
record Plan(JsonNode root) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int FEW_PAGES = 30;

    static Plan of(Connection connection, Statements.Run run) throws SQLException {
        var sql = new StringBuilder();
        int bind = 0;
        for (char c : run.sql().toCharArray()) {
            sql.append(c == '?' ? "$" + ++bind : c);
        }
        String types = run.binds().stream().map(Plan::type).collect(Collectors.joining(", "));
        String values = run.binds().stream().map(Plan::literal).collect(Collectors.joining(", "));
        try (Statement statement = connection.createStatement()) {
            statement.execute("set plan_cache_mode = force_generic_plan");
            statement.execute("set jit = off");
            statement.execute("prepare asked" + (bind == 0 ? "" : "(" + types + ")") + " as " + sql);
            try (var rows = statement.executeQuery("explain (analyze, buffers, timing off, format json) execute asked"
                    + (bind == 0 ? "" : "(" + values + ")"))) {
                rows.next();
                return new Plan(JSON.readTree(rows.getString(1)).path(0).path("Plan"));
            } finally {
                statement.execute("deallocate asked");
            }
        }
    }

    private static String type(Object bind) {
        return switch (bind) {
            case null -> "unknown";
            case Long _ -> "bigint";
            case Integer _ -> "integer";
            case Short _ -> "smallint";
            case Boolean _ -> "boolean";
            case OffsetDateTime _ -> "timestamptz";
            case UUID _ -> "uuid";
            case Long[] _ -> "bigint[]";
            case Integer[] _ -> "integer[]";
            case String[] _ -> "varchar[]";
            case byte[] _ -> "bytea";
            default -> "varchar";
        };
    }

    private static String literal(Object bind) {
        return switch (bind) {
            case null -> "null";
            case Number number -> number.toString();
            case Boolean truth -> truth.toString();
            case byte[] bytes -> "'\\x" + java.util.HexFormat.of().formatHex(bytes) + "'";
            case Object[] all ->
                "array[" + Arrays.stream(all).map(Plan::literal).collect(Collectors.joining(", ")) + "]::" + type(bind);
            default -> "'" + bind.toString().replace("'", "''") + "'";
        };
    }

    long buffers() {
        return root.path("Shared Hit Blocks").longValue()
                + root.path("Shared Read Blocks").longValue();
    }

    /// How many rows the largest sort (or hash, that stands in for one) took in.
    long sorted() {
        var most = new long[1];
        walk(root, node -> {
            if (node.path("Node Type").asString().endsWith("Sort")) {
                JsonNode below = node.path("Plans").path(0);
                double rows = below.path("Actual Rows").doubleValue();
                most[0] = Math.max(most[0], Math.round(rows));
            }
        });
        return most[0];
    }

    /// The tables that were read from end to end, but for those of a few pages.
    List<String> scanned() {
        var tables = new ArrayList<String>();
        walk(root, node -> {
            if (node.path("Node Type").asString().equals("Seq Scan")
                    && node.path("Shared Hit Blocks").longValue()
                                    + node.path("Shared Read Blocks").longValue()
                            > FEW_PAGES) {
                tables.add(node.path("Relation Name").asString());
            }
        });
        return tables;
    }

    private static void walk(JsonNode node, Consumer<JsonNode> visit) {
        visit.accept(node);
        node.path("Plans").forEach(below -> walk(below, visit));
    }

    /// The nodes one below the other, with their rows and buffers.
    @Override
    public String toString() {
        var text = new StringBuilder();
        print(root, "", text);
        return text.toString();
    }

    private static void print(JsonNode node, String indent, StringBuilder text) {
        text.append(indent)
                .append(node.path("Node Type").asString())
                .append(' ')
                .append(node.path("Index Name")
                        .asString(node.path("Relation Name").asString("")))
                .append(" rows=")
                .append(node.path("Actual Rows").asString())
                .append(" loops=")
                .append(node.path("Actual Loops").asString())
                .append(" buffers=")
                .append(node.path("Shared Hit Blocks").longValue()
                        + node.path("Shared Read Blocks").longValue())
                .append('\n');
        node.path("Plans").forEach(below -> print(below, indent + "  ", text));
    }
}
