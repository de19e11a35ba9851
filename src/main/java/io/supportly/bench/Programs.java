package io.supportly.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Other programs of this machine.
final class Programs {

    private static final Path POSTGRES_FOLDERS = Path.of("/usr/lib/postgresql");

    private Programs() {}

    static Optional<Path> find(String name) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// Looks on the path, then where Debian keeps what belongs to a version of PostgreSQL, newest first.
    static Optional<Path> findOfPostgres(String name) throws IOException {
        Optional<Path> onPath = find(name);
        if (onPath.isPresent() || !Files.isDirectory(POSTGRES_FOLDERS)) {
            return onPath;
        }
        List<Path> versions = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(POSTGRES_FOLDERS, "[0-9]*")) {
            folders.forEach(versions::add);
        }
        versions.sort(Comparator.comparingInt(
                        (Path folder) -> Integer.parseInt(folder.getFileName().toString()))
                .reversed());
        return versions.stream()
                .map(folder -> folder.resolve("bin").resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// Runs a program to its end and answers all that it printed.
    static String output(ProcessBuilder command) throws IOException, InterruptedException {
        Process process = command.redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException(
                        command.command().getFirst() + " ended with " + process.exitValue() + ": " + printed.strip());
            }
            return printed;
        } finally {
            process.destroy();
        }
    }
}
