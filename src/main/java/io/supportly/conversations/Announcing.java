package io.supportly.conversations;

import io.supportly.kernel.Caller;
import io.supportly.kernel.Settings;
import io.supportly.kernel.json.Times;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Takes word of a file that is to come before its message, and says where to send it.
@Component
public final class Announcing {
    private final Uploads uploads;
    private final String baseUrl;

    Announcing(Uploads uploads, Settings settings) {
        this.uploads = uploads;
        this.baseUrl = settings.baseUrl();
    }

    /// @param signedId what a message takes among its attachments
    public record Announced(
            long id,
            String key,
            String filename,
            String contentType,
            Map<String, Object> metadata,
            String serviceName,
            long byteSize,
            @Nullable String checksum,
            String createdAt,
            String signedId,
            String attachableSgid,
            Target directUpload) {}

    public record Target(String url, Map<String, String> headers) {}

    public Announced announce(Caller caller, UploadDrafts.Announce draft) {
        Uploads.Blob blob = uploads.announce(caller, draft.checked());
        String signed = uploads.sign(blob);
        var headers = new TreeMap<String, String>(Map.of("Content-Type", blob.contentType()));
        if (blob.checksum() != null) {
            headers.put("Content-MD5", blob.checksum());
        }
        return new Announced(
                blob.id(),
                signed,
                blob.fileName(),
                blob.contentType(),
                Map.of(),
                "local",
                blob.size(),
                blob.checksum(),
                Times.iso(blob.createdAt()),
                signed,
                signed,
                new Target(baseUrl + "/files/uploads/" + signed, headers));
    }
}
