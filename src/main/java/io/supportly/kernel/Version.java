package io.supportly.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which Supportly this is: what the build wrote down or, started from the sources, what they say.
public final class Version {
    private static final Pattern IN_POM = Pattern.compile("<artifactId>supportly</artifactId>\\s*<version>([^<]+)<");

    public static final String CURRENT = read();

    private Version() {}

    private static String read() {
        try (InputStream built = Version.class.getResourceAsStream("/META-INF/build-info.properties")) {
            if (built == null) {
                return fromSources(Path.of("pom.xml"));
            }
            var properties = new Properties();
            properties.load(built);
            return properties.getProperty("build.version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String fromSources(Path pom) throws IOException {
        if (!Files.exists(pom)) {
            return "unknown";
        }
        Matcher version = IN_POM.matcher(Files.readString(pom));
        return version.find() ? version.group(1) : "unknown";
    }
}
