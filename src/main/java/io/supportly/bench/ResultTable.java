package io.supportly.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The results as one table for a terminal; it is a Markdown table as well.
final class ResultTable {

    private static final List<String> HEADS = List.of(
            "operation",
            "rps at 8",
            "rps at 32",
            "limit tps",
            "ratio",
            "p50 ms",
            "p99 ms",
            "p99 at 32",
            "SQL/request",
            "server µs",
            "postgres µs",
            "client µs",
            "failures");

    private ResultTable() {}

    static String of(List<Result> results) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADS);
        results.forEach(result -> rows.add(cells(result)));
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < HEADS.size(); column++) {
            int at = column;
            widths.add(rows.stream().mapToInt(row -> row.get(at).length()).max().orElseThrow());
        }
        var table = new StringBuilder(line(rows.getFirst(), widths));
        table.append(line(widths.stream().map("-"::repeat).toList(), widths));
        rows.stream().skip(1).forEach(row -> table.append(line(row, widths)));
        return table.toString();
    }

    private static List<String> cells(Result result) {
        return List.of(
                result.operation(),
                number("%,.0f", result.rps()),
                number("%,.0f", result.rps32()),
                number("%,.0f", result.limitTps()),
                result.ratio() == null ? "-" : number("%.0f%%", result.ratio() * 100),
                number("%.2f", result.p50Ms()),
                number("%.2f", result.p99Ms()),
                number("%.2f", result.p99Ms32()),
                result.statements() != null
                        ? number("%.1f", result.statements())
                        : result.transactions() == null ? "-" : number("%.1f transactions", result.transactions()),
                number("%,.0f", result.serverMicros()),
                number("%,.0f", result.postgresMicros()),
                number("%,.0f", result.clientMicros()),
                result.failures() == 0 ? "0" : result.failures() + " FAILED");
    }

    private static String number(String format, @Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, format, value);
    }

    private static String line(List<String> cells, List<Integer> widths) {
        var line = new StringBuilder("|");
        for (int i = 0; i < cells.size(); i++) {
            String space = " ".repeat(widths.get(i) - cells.get(i).length());
            line.append(' ')
                    .append(i == 0 ? cells.get(i) + space : space + cells.get(i))
                    .append(" |");
        }
        return line.append('\n').toString();
    }
}
