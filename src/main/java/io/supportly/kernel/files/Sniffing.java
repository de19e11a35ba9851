package io.supportly.kernel.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypes;
import org.jspecify.annotations.Nullable;

/// Tells what a file is by its content. Its name may make that more exact (a zip is a docx), but never turns
/// something else into a picture.
public final class Sniffing {
    private static final int HEAD = 64 * 1024;
    private static final MimeTypes TYPES = MimeTypes.getDefaultMimeTypes();

    /// What browsers and phones call the same thing by another name.
    private static final Map<String, String> COMMON_NAMES = Map.of(
            "audio/vorbis", "audio/ogg",
            "audio/opus", "audio/ogg",
            "audio/speex", "audio/ogg",
            "video/theora", "video/ogg",
            "video/x-m4v", "video/mp4",
            "application/mp4", "video/mp4",
            "audio/vnd.wave", "audio/wav");

    private Sniffing() {}

    /// Reads the first 64 KB of the stream and leaves it open.
    public static String mediaType(InputStream in, @Nullable String fileName) {
        try {
            byte[] head = in.readNBytes(HEAD);
            String type = type(head, fileName);
            return COMMON_NAMES.getOrDefault(type, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String type(byte[] head, @Nullable String fileName) throws IOException {
        MediaType byContent = detect(head, new Metadata());
        if (fileName == null) {
            return byContent.getBaseType().toString();
        }
        var name = new Metadata();
        name.set(TikaCoreProperties.RESOURCE_NAME_KEY, fileName);
        MediaType byBoth = detect(head, name);
        boolean pictureByNameOnly =
                byBoth.getType().equals("image") && !byContent.getType().equals("image");
        return (pictureByNameOnly ? byContent : byBoth).getBaseType().toString();
    }

    private static MediaType detect(byte[] head, Metadata name) throws IOException {
        return TYPES.detect(new ByteArrayInputStream(head), name);
    }
}
