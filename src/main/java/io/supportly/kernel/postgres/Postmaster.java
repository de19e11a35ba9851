package io.supportly.kernel.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The server's main process, as its own pid file tells of it.
record Postmaster(ProcessHandle process, int port, String status) {
    /// A number that no system gives to a process.
    private static final String NOBODY = "999999999";

    /// The living process that the pid file names, whoever it is.
    static Optional<Postmaster> named(Path data) {
        var lines = lines(data);
        if (lines.size() < 4) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                .map(process -> new Postmaster(
                        process,
                        Integer.parseInt(lines.get(3).strip()),
                        lines.size() < 8 ? "" : lines.get(7).strip()))
                .filter(Postmaster::alive);
    }

    private static List<String> lines(Path data) {
        try {
            return Files.readAllLines(pidFile(data));
        } catch (NoSuchFileException stopped) {
            return List.of();
        } catch (IOException failure) {
            throw new PostgresFailure("Cannot read " + pidFile(data), failure);
        }
    }

    private static Path pidFile(Path data) {
        return data.resolve("postmaster.pid");
    }

    /// The number in the pid file belongs to the dead or to a stranger, either of whom would keep PostgreSQL from
    /// starting. The file's other lines stay: by them it sees whether a worker of the dead server still writes.
    static void disown(Path data) throws IOException {
        var lines = new ArrayList<>(lines(data));
        if (!lines.isEmpty()) {
            lines.set(0, NOBODY);
            Files.write(pidFile(data), lines);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean ready() {
        return status.equals("ready");
    }

    /// Whether this is a PostgreSQL on our data, and not a stranger who got an old number.
    boolean runsOn(Path data) {
        var words = commandLine();
        return words.contains("postgres") && words.contains(data.toString());
    }

    boolean runsFrom(Binaries binaries) {
        return commandLine().contains(binaries.program("postgres"));
    }

    /// A process that nobody has collected after its end still has its entry: it counts as dead, as process 1 of a
    /// container seldom collects.
    boolean alive() {
        if (!process.isAlive()) {
            return false;
        }
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(pid()), "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException goneOrNoSuchSystem) {
            return process.isAlive();
        }
    }

    /// Read where everybody may read it: the JDK asks for more than a container's root is allowed.
    private String commandLine() {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid()), "cmdline"))
                    .replace('\0', ' ');
        } catch (IOException noSuchSystem) {
            return process.info().commandLine().orElse("");
        }
    }
}
