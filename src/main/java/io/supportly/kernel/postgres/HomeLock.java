package io.supportly.kernel.postgres;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The claim of one living process on a home folder; the system drops it when the process dies.
final class HomeLock implements AutoCloseable {
    /// Closing any channel on a file drops the whole process's lock on it, so a second attempt within this
    /// process must be turned away before the file is opened.
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path home;
    private final FileChannel channel;

    private HomeLock(Path home, FileChannel channel) {
        this.home = home;
        this.channel = channel;
    }

    static HomeLock take(Path home) throws IOException {
        if (!HELD_HERE.add(home)) {
            throw taken(home, "this process");
        }
        try {
            return new HomeLock(home, locked(home));
        } catch (IOException | RuntimeException failure) {
            HELD_HERE.remove(home);
            throw failure;
        }
    }

    private static FileChannel locked(Path home) throws IOException {
        var channel = FileChannel.open(home.resolve("supportly.lock"), CREATE, READ, WRITE);
        try {
            if (channel.tryLock() == null) {
                throw taken(home, "process " + holder(channel));
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
            return channel;
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        var bytes = ByteBuffer.allocate(32);
        channel.read(bytes, 0);
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII).strip();
    }

    private static HomeTaken taken(Path home, String holder) {
        return new HomeTaken("Another Supportly (%s) uses %s: stop it first, or set SUPPORTLY_HOME to another folder"
                .formatted(holder, home));
    }

    @Override
    public void close() throws IOException {
        channel.close();
        HELD_HERE.remove(home);
    }
}
