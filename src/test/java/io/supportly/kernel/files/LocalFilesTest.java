package io.supportly.kernel.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.supportly.kernel.files.FileStore.Intake.Stored;
import io.supportly.kernel.files.FileStore.Intake.TooLarge;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFilesTest {
    @TempDir
    Path folder;

    private LocalFiles files;

    @BeforeEach
    void open() {
        files = new LocalFiles(folder);
    }

    @Test
    void what_was_put_can_be_read_again() throws IOException {
        var stored = stored(files.put(bytes("abc"), 3));

        assertThat(stored.size()).isEqualTo(3);
        assertThat(stored.sha256()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(files.size(stored.key())).isEqualTo(3);
        try (InputStream in = new LocalFiles(folder).open(stored.key())) {
            assertThat(in).hasContent("abc");
        }
        assertThat(regularFiles())
                .containsExactly(folder.resolve(stored.key().substring(0, 2))
                        .resolve(stored.key().substring(2, 4))
                        .resolve(stored.key()));
    }

    @Test
    void the_same_content_twice_gets_two_keys() {
        assertThat(stored(files.put(bytes("abc"), 9)).key())
                .isNotEqualTo(stored(files.put(bytes("abc"), 9)).key());
    }

    @Test
    void what_is_too_large_is_not_read_to_its_end_nor_kept() throws IOException {
        var endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        };

        assertThat(files.put(endless, 1_000_000)).isEqualTo(new TooLarge(1_000_000));
        assertThat(regularFiles()).isEmpty();
    }

    @Test
    void an_upload_that_breaks_off_leaves_nothing() throws IOException {
        var broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("hung up");
            }
        };

        assertThatThrownBy(() -> files.put(broken, 10)).isInstanceOf(UncheckedIOException.class);
        assertThat(regularFiles()).isEmpty();
    }

    @Test
    void deleting_twice_is_no_fault() {
        String key = stored(files.put(bytes("abc"), 3)).key();

        files.delete(key);
        files.delete(key);

        assertThatThrownBy(() -> files.open(key)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void a_key_can_not_lead_out_of_the_folder() {
        assertThatThrownBy(() -> files.open("../../etc/passwd")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> files.delete("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_a_crash_left_behind_is_cleared_a_day_later() throws IOException {
        Path old = Files.writeString(folder.resolve("incoming/old"), "half");
        Path young = Files.writeString(folder.resolve("incoming/young"), "half");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));

        new LocalFiles(folder);

        assertThat(regularFiles()).containsExactly(young);
    }

    private List<Path> regularFiles() throws IOException {
        try (var all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private static Stored stored(FileStore.Intake intake) {
        return assertThat(intake).asInstanceOf(type(Stored.class)).actual();
    }
}
