package io.supportly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `docs/security.md` names classes and tests, and each of them is there.
class SecurityDocumentTest {
    private static final Path DOCUMENT = Path.of("docs/security.md");
    private static final Pattern NAME = Pattern.compile("`([A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)(?:#([a-z0-9_]+))?`");
    private static final Pattern TEST = Pattern.compile("\\bvoid ([a-z0-9_]+)\\(");

    /// Names of headers and attributes, written as classes are.
    private static final Set<String> NO_CLASSES = Set.of("Secure", "SameSite", "HttpOnly");

    @Test
    void every_class_and_every_test_that_it_names_exists() throws IOException {
        Map<String, Path> classes = classes();
        var missing = new TreeSet<String>();
        var named = NAME.matcher(Files.readString(DOCUMENT));
        while (named.find()) {
            Path file = classes.get(named.group(1));
            String test = named.group(2);
            if (file == null
                    ? !NO_CLASSES.contains(named.group(1))
                    : test != null && !tests(file).contains(test)) {
                missing.add(named.group());
            }
        }

        assertThat(missing).isEmpty();
    }

    private static Map<String, Path> classes() throws IOException {
        var classes = new TreeMap<String, Path>();
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .forEach(file -> classes.put(file.getFileName().toString().replace(".java", ""), file));
        }
        return classes;
    }

    private static Set<String> tests(Path file) {
        try {
            return TEST.matcher(Files.readString(file))
                    .results()
                    .map(match -> match.group(1))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
