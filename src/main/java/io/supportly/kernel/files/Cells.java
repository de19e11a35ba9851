package io.supportly.kernel.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/// The cells of a CSV file. What a spreadsheet would take for a formula gets an apostrophe before it, which is taken
/// away again when the file comes back.
public final class Cells {
    private static final String FORMULA = "=+-@\t\r";

    private Cells() {}

    private static String written(String text) {
        return beginsFormula(text, 0) ? "'" + text : text;
    }

    public static String read(String cell) {
        return cell.startsWith("'") && beginsFormula(cell, 1) ? cell.substring(1) : cell;
    }

    private static boolean beginsFormula(String text, int at) {
        return text.length() > at && FORMULA.indexOf(text.charAt(at)) >= 0;
    }

    /// The bytes of these rows.
    public static byte[] bytes(List<List<String>> rows) {
        var text = new StringBuilder();
        try (var printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            for (List<String> row : rows) {
                printer.printRecord(row.stream().map(Cells::written));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// A file that is made while it is read, some rows at a time.
    public static InputStream file(Iterator<byte[]> pieces) {
        return new SequenceInputStream(new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return pieces.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return new ByteArrayInputStream(pieces.next());
            }
        });
    }
}
