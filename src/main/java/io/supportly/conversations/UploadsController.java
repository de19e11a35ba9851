package io.supportly.conversations;

import io.supportly.kernel.Caller;
import io.supportly.kernel.Settings;
import io.supportly.kernel.files.FileStore;
import io.supportly.kernel.json.Times;
import io.supportly.kernel.problems.Kind;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.Open;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Files", description = "Attachments, by the links that messages carry.")
final class UploadsController {
    private final Conversations conversations;
    private final Attachments attachments;
    private final Uploads uploads;
    private final FileStore files;
    private final String baseUrl;

    UploadsController(
            Conversations conversations, Attachments attachments, Uploads uploads, FileStore files, Settings settings) {
        this.conversations = conversations;
        this.attachments = attachments;
        this.uploads = uploads;
        this.files = files;
        this.baseUrl = settings.baseUrl();
    }

    record Kept(String fileUrl, String blobId) {}

    record View(
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

    record Target(String url, Map<String, String> headers) {}

    @PostMapping("/api/v1/accounts/{account}/conversations/{id}/direct_uploads")
    @Allow(scope = "messages.write")
    @Operation(
            summary = "Announce a file",
            description =
                    "Answers the address to `PUT` the file to, and the `signed_id` that a message then takes among"
                            + " its `attachments`. Both are good for two days, the id for one message.")
    View announce(Caller caller, @PathVariable long id, @RequestBody UploadDrafts.Announce body) {
        conversations.get(caller, id);
        Uploads.Blob blob = uploads.announce(caller, body.checked());
        String signed = uploads.sign(blob);
        var headers = new TreeMap<String, String>(Map.of("Content-Type", blob.contentType()));
        if (blob.checksum() != null) {
            headers.put("Content-MD5", blob.checksum());
        }
        return new View(
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

    @PatchMapping("/files/uploads/{token}")
    @Open(why = "the address is signed, expires, and takes one file of the announced size")
    @Operation(summary = "Send an announced file", description = "Its bytes as the body, by `PUT`.")
    Map<String, Object> receive(@PathVariable String token, HttpServletRequest request) throws IOException {
        Uploads.Blob blob = uploads.find(token).orElseThrow(Problem::notFound);
        if (blob.fileKey() != null) {
            throw Problem.of(Kind.CONFLICT, "The file has come already");
        }
        var bytes = new DigestInputStream(request.getInputStream(), md5());
        FileStore.Intake intake = files.put(bytes, blob.size());
        if (!(intake instanceof FileStore.Intake.Stored stored)) {
            throw Problem.of(
                    Kind.TOO_LARGE, "The file is larger than the " + blob.size() + " bytes that were announced");
        }
        String sum = Base64.getEncoder().encodeToString(bytes.getMessageDigest().digest());
        boolean whole = stored.size() == blob.size()
                && (blob.checksum() == null || blob.checksum().equals(sum));
        if (!whole || !uploads.came(blob, stored.key())) {
            files.delete(stored.key());
            throw Problem.invalid(null, "The file is not the one that was announced: its size or checksum differs");
        }
        return Map.of();
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @PostMapping("/api/v1/accounts/{account}/upload")
    @Allow(scope = "messages.write")
    @Operation(
            summary = "Upload a file",
            description = "As `attachment` of a form. Answers its address, and the `blob_id` that a message can take"
                    + " among its `attachments`.")
    Kept upload(Caller caller, @RequestBody UploadDrafts.Sent body) {
        Attachments.Stored stored = attachments.take(body.checked());
        var draft = new UploadDrafts.Announced(stored.fileName(), stored.size(), null, stored.contentType());
        Uploads.Blob blob = uploads.keep(caller, draft, stored.fileKey());
        return new Kept(attachments.lastingLink(stored), uploads.sign(blob));
    }
}
