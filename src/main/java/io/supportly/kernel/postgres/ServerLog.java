package io.supportly.kernel.postgres;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/// What the server says, kept in one file and the one before it.
record ServerLog(Path folder) {
    private static final long LIMIT = 10L << 20;

    Path file() {
        return folder.resolve("postgres.log");
    }

    void prepare(ServerUser user) throws IOException {
        Folders.create(folder, user.passable());
        if (!Files.exists(file())) {
            Files.createFile(
                    file(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        user.own(file());
    }

    long size() throws IOException {
        return Files.size(file());
    }

    /// The server appends to a file it holds open, so the file is emptied rather than moved away.
    void bound() throws IOException {
        if (!Files.exists(file()) || size() < LIMIT) {
            return;
        }
        Files.copy(file(), folder.resolve("postgres.log.1"), REPLACE_EXISTING);
        try (var channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            channel.truncate(0);
        }
    }

    /// The gravest line that was written after this position, or the last one.
    String complaintSince(long position) throws IOException {
        try (var channel = Files.newByteChannel(file())) {
            channel.position(position);
            var bytes = Channels.newInputStream(channel).readNBytes(64 << 10);
            var lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return lines.stream()
                    .filter(line -> line.contains("FATAL") || line.contains("PANIC"))
                    .findFirst()
                    .orElse(lines.isEmpty() ? "it said nothing" : lines.getLast());
        }
    }
}
