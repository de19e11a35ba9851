package io.supportly.kernel.files;

import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Pictures of inboxes and people, by links that do not expire.
@Component
public final class Avatars {
    private static final long LARGEST = 15L * 1024 * 1024;
    private static final List<String> TYPES = List.of("image/jpeg", "image/png", "image/gif", "image/webp");
    private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    private final FileStore files;
    private final SignedLinks links;

    Avatars(FileStore files, SignedLinks links) {
        this.files = files;
        this.links = links;
    }

    /// Of the field `avatar`; its own faults are told with the others.
    public void check(Faults faults, List<Upload> sent) {
        for (Upload upload : sent) {
            faults.check("avatar", upload.size() <= LARGEST, "is too large (maximum is 15 MB)", "too_large")
                    .check("avatar", TYPES.contains(type(upload)), "must be a JPEG, PNG, GIF or WebP", "invalid");
        }
    }

    /// A text in a file's place is no picture.
    private static String type(Upload upload) {
        if (upload.part() == null) {
            return "text/plain";
        }
        try (InputStream in = upload.open()) {
            return Sniffing.mediaType(in, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Keeps a checked picture; answers the path of its link, null when none was sent.
    public @Nullable String keep(List<Upload> sent) {
        if (sent.isEmpty()) {
            return null;
        }
        Upload upload = sent.getLast();
        try (InputStream in = upload.open()) {
            return switch (files.put(in, LARGEST)) {
                case FileStore.Intake.Stored stored ->
                    "/files/" + links.sign(stored.key() + "\n" + type(upload), NEVER) + "/avatar";
                case FileStore.Intake.TooLarge _ -> throw new IllegalStateException("Not checked");
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Deletes the picture behind a path that [#keep] answered.
    public void drop(String path) {
        String[] steps = path.split("/");
        Optional<String> payload = steps.length > 2 ? links.open(steps[2]) : Optional.empty();
        payload.ifPresent(text -> files.delete(text.split("\n", 2)[0]));
    }
}
