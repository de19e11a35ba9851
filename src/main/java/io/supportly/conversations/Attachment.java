package io.supportly.conversations;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.supportly.kernel.files.FileType;
import org.jspecify.annotations.Nullable;

/// A file that came with a message (wire contract: Attachment).
///
/// @param size in bytes
/// @param thumbKey only for images that could be read
record Attachment(
        long id,
        long messageId,
        long accountId,
        FileType fileType,
        String fileKey,
        String fileName,
        String contentType,
        long size,
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable String thumbKey) {

    record View(
            long id,
            long messageId,
            FileType fileType,
            long accountId,
            @Nullable String extension,
            String dataUrl,
            String thumbUrl,
            @JsonProperty("file_size") long fileSize,
            String contentType,
            @Nullable Integer width,
            @Nullable Integer height) {}

    @Nullable
    String extension() {
        int dot = fileName.lastIndexOf('.');
        return dot < 0 || dot == fileName.length() - 1 ? null : fileName.substring(dot + 1);
    }
}
