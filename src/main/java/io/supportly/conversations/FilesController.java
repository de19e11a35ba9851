package io.supportly.conversations;

import io.supportly.kernel.files.FileStore;
import io.supportly.kernel.files.FileType;
import io.supportly.kernel.files.SignedLinks;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.web.Open;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Files", description = "Attachments, by the links that messages carry.")
final class FilesController {
    private final FileStore files;
    private final SignedLinks links;

    FilesController(FileStore files, SignedLinks links) {
        this.files = files;
        this.links = links;
    }

    /// Only pictures, sound and video are shown in place; anything else is for saving, so that no page of a stranger
    /// runs under our name.
    @GetMapping("/files/{token}/{name}")
    @Open(why = "the link is signed and expires")
    @Operation(summary = "Open a file", description = "By the signed link in a message; it expires after a day.")
    ResponseEntity<Resource> open(@PathVariable String token, @PathVariable String name) {
        String[] payload = links.open(token).orElseThrow(Problem::notFound).split("\n", 2);
        InputStream in = files.find(payload[0]).orElseThrow(Problem::notFound);
        boolean inline = FileType.of(payload[1]) != FileType.FILE;
        var disposition = (inline ? ContentDisposition.inline() : ContentDisposition.attachment())
                .filename(name, StandardCharsets.UTF_8)
                .build();
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, inline ? payload[1] : "application/octet-stream")
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
                .contentLength(files.size(payload[0]))
                .body(new InputStreamResource(in));
    }
}
