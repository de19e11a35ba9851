package io.supportly.kernel.files;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Set;

/// How a file is shown: as a picture, with a player, or as a download. Only pictures and media may be shown
/// within our own pages; everything else could be a page itself.
public enum FileType {
    IMAGE,
    AUDIO,
    VIDEO,
    FILE;

    private static final Set<String> IMAGES =
            Set.of("image/jpeg", "image/jpg", "image/png", "image/gif", "image/bmp", "image/webp");
    private static final Set<String> VIDEOS = Set.of("video/ogg", "video/mp4", "video/webm", "video/quicktime");

    public static FileType of(String mediaType) {
        String type = mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (IMAGES.contains(type)) {
            return IMAGE;
        }
        if (VIDEOS.contains(type)) {
            return VIDEO;
        }
        return type.startsWith("audio/") ? AUDIO : FILE;
    }

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
