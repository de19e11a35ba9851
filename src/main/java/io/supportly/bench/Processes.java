package io.supportly.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// CPU time and memory of processes, as Linux tells them in `/proc`. Elsewhere nothing is known of them.
final class Processes {

    private static final Path PROC = Path.of("/proc");
    private static final long NANOS_PER_TICK = 1_000_000_000L / 100;

    // places in /proc/PID/stat, counted after the name of the program
    private static final int PARENT = 1;
    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;
    private static final int CHILDREN_USER_TIME = 13;
    private static final int CHILDREN_SYSTEM_TIME = 14;

    /// What a process holds, in KiB: its own memory, files it maps, memory it shares.
    record Memory(long own, long files, long shared, long threads) {
        long resident() {
            return own + files + shared;
        }
    }

    private Processes() {}

    /// CPU nanoseconds of one process.
    static OptionalLong cpu(long pid) {
        return stat(pid).map(Processes::cpu).map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    /// CPU nanoseconds of a process and all its children, those that ended included.
    static OptionalLong familyCpu(long pid) {
        return stat(pid)
                .map(stat -> OptionalLong.of(cpu(stat)
                        + endedChildren(stat)
                        + children(pid).stream()
                                .mapToLong(child -> cpu(child).orElse(0))
                                .sum()))
                .orElseGet(OptionalLong::empty);
    }

    /// CPU nanoseconds of the programs this one has run to their end.
    static long endedChildrenCpu() {
        return stat(ProcessHandle.current().pid()).map(Processes::endedChildren).orElse(0L);
    }

    static Optional<Memory> memory(long pid) {
        return read(PROC.resolve(pid + "/status"))
                .map(lines -> new Memory(
                        field(lines, "RssAnon:"),
                        field(lines, "RssFile:"),
                        field(lines, "RssShmem:"),
                        field(lines, "Threads:")));
    }

    /// Memory of a process with its children; pages that they share are counted once.
    static Optional<Memory> familyMemory(long pid) {
        return memory(pid).map(parent -> {
            Memory sum = parent;
            for (long child : children(pid)) {
                Memory more = memory(child).orElse(new Memory(0, 0, 0, 0));
                sum = new Memory(
                        sum.own() + more.own(),
                        Math.max(sum.files(), more.files()),
                        Math.max(sum.shared(), more.shared()),
                        sum.threads() + more.threads());
            }
            return sum;
        });
    }

    /// The main process of the PostgreSQL behind a connection, when it runs on this machine.
    static OptionalLong postmaster(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            long backend = row.getLong(1);
            boolean local = read(PROC.resolve(backend + "/comm"))
                    .filter(name -> name.getFirst().startsWith("postgres"))
                    .isPresent();
            return local
                    ? stat(backend)
                            .map(stat -> OptionalLong.of(number(stat, PARENT)))
                            .orElseGet(OptionalLong::empty)
                    : OptionalLong.empty();
        }
    }

    private static List<Long> children(long pid) {
        List<Long> pids = new ArrayList<>();
        ProcessHandle.of(pid).ifPresent(process -> process.children().forEach(child -> pids.add(child.pid())));
        return pids;
    }

    private static long cpu(String[] stat) {
        return NANOS_PER_TICK * (number(stat, USER_TIME) + number(stat, SYSTEM_TIME));
    }

    private static long endedChildren(String[] stat) {
        return NANOS_PER_TICK * (number(stat, CHILDREN_USER_TIME) + number(stat, CHILDREN_SYSTEM_TIME));
    }

    private static long number(String[] stat, int place) {
        return Long.parseLong(stat[place]);
    }

    private static Optional<String[]> stat(long pid) {
        return read(PROC.resolve(pid + "/stat"))
                .map(List::getFirst)
                .map(line -> line.substring(line.lastIndexOf(')') + 2).split(" ", -1));
    }

    private static long field(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .orElse(0L);
    }

    /// A process may end while it is looked at: what cannot be read is not there.
    private static Optional<List<String>> read(Path file) {
        try {
            return Optional.of(Files.readAllLines(file)).filter(lines -> !lines.isEmpty());
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
