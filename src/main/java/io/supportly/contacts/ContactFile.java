package io.supportly.contacts;

import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.problems.Problem;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/// A CSV file of contacts, read row by row: UTF-8, with a byte order mark or without, the names of the columns first.
/// What can not be read is a [Problem] of the field `import_file`.
final class ContactFile implements Closeable {
    private static final int LONGEST_ROW = 1_000_000;
    private static final int MOST_COLUMNS = 200;
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Set<String> NAMING = Set.of("name", "email", "phone_number", "identifier");
    private static final Map<String, String> OTHER_NAMES =
            Map.of("phone", "phone_number", "e_mail", "email", "full_name", "name", "company", "company_name");

    private final RowLimit limit;
    private final CSVParser parser;
    private final Iterator<CSVRecord> rows;

    /// As they are called in the file.
    final List<String> headers;

    /// The fields that they mean, empty for a column that is not for us.
    final List<String> columns;

    private ContactFile(InputStream in) throws IOException {
        limit = new RowLimit(new InputStreamReader(
                withoutMark(in),
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
        parser = CSVParser.parse(
                limit, CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get());
        rows = parser.iterator();
        headers = hasNext() ? List.of(next().values()) : List.of();
        columns = headers.stream().map(ContactFile::field).toList();
    }

    static ContactFile open(InputStream in) {
        try {
            return new ContactFile(in);
        } catch (IOException | Problem e) {
            closeQuietly(in);
            throw e instanceof IOException unread ? unreadable(unread) : (Problem) e;
        }
    }

    private static void closeQuietly(InputStream in) {
        try {
            in.close();
        } catch (IOException e) {
            return; // it could not be read in the first place
        }
    }

    /// Every fault of the columns at once.
    ContactFile checked() {
        var faults = new Faults();
        if (headers.isEmpty()) {
            throw Problem.invalid("import_file", "is blank", "blank");
        }
        faults.check("import_file", headers.size() <= MOST_COLUMNS, "has more than 200 columns", "too_long");
        faults.check(
                "import_file",
                columns.stream().anyMatch(NAMING::contains),
                "needs a column name, email, phone_number or identifier",
                "invalid");
        var seen = new HashSet<String>();
        for (String column : columns) {
            faults.atMost("import_file", column, 255);
            faults.check(
                    "import_file",
                    column.isEmpty() || seen.add(column),
                    "has two columns " + shortened(column),
                    "invalid");
        }
        faults.orThrow();
        return this;
    }

    private static String shortened(String column) {
        return column.length() > 50 ? column.substring(0, 50) + "…" : column;
    }

    private static String field(String header) {
        String words = BETWEEN_WORDS.matcher(header.toLowerCase(Locale.ROOT)).replaceAll("_");
        String field = words.replaceFirst("^_", "").replaceFirst("_$", "");
        return OTHER_NAMES.getOrDefault(field, field);
    }

    private static InputStream withoutMark(InputStream in) throws IOException {
        var buffered = new BufferedInputStream(in);
        buffered.mark(MARK.length);
        if (!Arrays.equals(buffered.readNBytes(MARK.length), MARK)) {
            buffered.reset();
        }
        return buffered;
    }

    boolean hasNext() {
        try {
            limit.begin();
            return rows.hasNext();
        } catch (UncheckedIOException e) {
            throw unreadable(Objects.requireNonNull(e.getCause()));
        }
    }

    CSVRecord next() {
        try {
            return rows.next();
        } catch (UncheckedIOException e) {
            throw unreadable(Objects.requireNonNull(e.getCause()));
        }
    }

    private static Problem unreadable(IOException e) {
        if (e instanceof CharacterCodingException) {
            return Problem.invalid("import_file", "is not UTF-8");
        }
        if (e instanceof TooLong) {
            return Problem.invalid("import_file", "has a row of more than " + LONGEST_ROW + " characters", "too_long");
        }
        return Problem.invalid("import_file", "is no CSV file that can be read: " + e.getMessage());
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class TooLong extends IOException {}

    /// A quote that is never closed must not take the whole file for one cell.
    private static final class RowLimit extends FilterReader {
        private long left = LONGEST_ROW;

        RowLimit(Reader in) {
            super(in);
        }

        void begin() {
            left = LONGEST_ROW;
        }

        @Override
        public int read() throws IOException {
            char[] one = new char[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(char[] into, int from, int most) throws IOException {
            if (left <= 0) {
                throw new TooLong();
            }
            int read = super.read(into, from, most);
            left -= Math.max(read, 0);
            return read;
        }
    }
}
