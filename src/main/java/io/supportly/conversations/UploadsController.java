package io.supportly.conversations;

import io.supportly.kernel.Caller;
import io.supportly.kernel.files.FileStore;
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
    private final Announcing announcing;
    private final FileStore files;

    UploadsController(
            Conversations conversations,
            Attachments attachments,
            Uploads uploads,
            Announcing announcing,
            FileStore files) {
        this.conversations = conversations;
        this.attachments = attachments;
        this.uploads = uploads;
        this.announcing = announcing;
        this.files = files;
    }

    record Kept(String fileUrl, String blobId) {}

    @PostMapping("/api/v1/accounts/{account}/conversations/{id}/direct_uploads")
    @Allow(scope = "messages.write")
    @Operation(
            summary = "Announce a file",
            description =
                    "Answers the address to `PUT` the file to, and the `signed_id` that a message then takes among"
                            + " its `attachments`. Both are good for two days, the id for one message.")
    Announcing.Announced announce(Caller caller, @PathVariable long id, @RequestBody UploadDrafts.Announce body) {
        conversations.get(caller, id);
        return announcing.announce(caller, body);
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
