package io.supportly.kernel.files;

import io.supportly.kernel.files.FileStore.Intake.Stored;
import io.supportly.kernel.files.FileStore.Intake.TooLarge;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Files in a folder, two levels deep by the first letters of their keys. Several nodes can share the folder.
public final class LocalFiles implements FileStore {
    private static final Pattern KEY = Pattern.compile("[0-9a-f]{32}");
    private static final Duration LONGEST_UPLOAD = Duration.ofDays(1);
    private static final int BUFFER = 64 * 1024;

    private final SecureRandom random = new SecureRandom();
    private final Path folder;
    private final Path incoming;

    public LocalFiles(Path folder) {
        this.folder = folder;
        this.incoming = folder.resolve("incoming");
        try {
            Files.createDirectories(incoming);
            removeLeftovers();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The file gets its name only when it is whole and on disk, so that no crash leaves half a file under a key.
    @Override
    public Intake put(InputStream in, long maxBytes) {
        String key = newKey();
        Path arriving = incoming.resolve(key);
        try {
            try {
                var sha256 = sha256();
                long size = receive(in, arriving, maxBytes, sha256);
                if (size > maxBytes) {
                    return new TooLarge(maxBytes);
                }
                Path target = path(key);
                Files.createDirectories(target.getParent());
                Files.move(arriving, target, StandardCopyOption.ATOMIC_MOVE);
                return new Stored(key, size, HexFormat.of().formatHex(sha256.digest()));
            } finally {
                Files.deleteIfExists(arriving);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public InputStream open(String key) {
        try {
            return Files.newInputStream(path(key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<InputStream> find(String key) {
        if (!KEY.matcher(key).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.newInputStream(path(key)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public long size(String key) {
        try {
            return Files.size(path(key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void delete(String key) {
        try {
            Files.deleteIfExists(path(key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The bytes read: more than `maxBytes` means that it stopped there.
    private static long receive(InputStream in, Path arriving, long maxBytes, MessageDigest sha256) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        try (var file = FileChannel.open(arriving, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                size += read;
                if (size > maxBytes) {
                    return size;
                }
                sha256.update(buffer, 0, read);
                var bytes = ByteBuffer.wrap(buffer, 0, read);
                while (bytes.hasRemaining()) {
                    file.write(bytes);
                }
            }
            file.force(true);
        }
        return size;
    }

    /// What uploads left that a crash cut off; younger ones may be another node's.
    private void removeLeftovers() throws IOException {
        Instant oldest = Instant.now().minus(LONGEST_UPLOAD);
        List<Path> arriving;
        try (Stream<Path> files = Files.list(incoming)) {
            arriving = files.toList();
        }
        for (Path file : arriving) {
            try {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(oldest)) {
                    Files.deleteIfExists(file);
                }
            } catch (NoSuchFileException e) {
                continue; // another node was quicker
            }
        }
    }

    private Path path(String key) {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("not a key of this store");
        }
        return folder.resolve(key.substring(0, 2)).resolve(key.substring(2, 4)).resolve(key);
    }

    private String newKey() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
