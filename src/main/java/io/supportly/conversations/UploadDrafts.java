package io.supportly.conversations;

import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Required;
import io.supportly.kernel.web.Upload;
import io.supportly.kernel.web.Wrapped;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The bodies that files are announced and sent with.
public final class UploadDrafts {
    private static final Pattern TYPE = Pattern.compile("[\\w.+-]+/[\\w.+-]+(\\s*;.*)?");
    private static final Pattern MD5 = Pattern.compile("[A-Za-z0-9+/]{22}==");

    private UploadDrafts() {}

    @Wrapped("blob")
    public record Announce(
            @Required @Nullable String filename,
            @Required @Nullable Long byteSize,
            @Nullable String checksum,
            @Nullable String contentType) {
        Announced checked() {
            new Faults()
                    .present("filename", filename)
                    .atMost("filename", filename, 255)
                    .present("byte_size", byteSize)
                    .between("byte_size", byteSize, 1, Attachments.LARGEST)
                    .matches("checksum", checksum, MD5)
                    .matches("content_type", contentType, TYPE)
                    .atMost("content_type", contentType, 255)
                    .orThrow();
            return new Announced(
                    Objects.requireNonNull(filename),
                    Objects.requireNonNull(byteSize),
                    checksum,
                    contentType == null ? "application/octet-stream" : contentType);
        }
    }

    record Announced(
            String filename, long byteSize, @Nullable String checksum, String contentType) {}

    record Sent(@Required List<Upload> attachment) {
        Upload checked() {
            new Faults()
                    .check(
                            "attachment",
                            attachment.size() == 1 && attachment.getFirst().part() != null,
                            "must be one file of a form",
                            "blank")
                    .orThrow();
            return attachment.getFirst();
        }
    }
}
