package io.supportly.kernel.web;

import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A file in a multipart body, kept on disk by the container until it is read; or, where a text stands in its place,
/// the signed id of a file that came before.
public record Upload(
        String fileName,
        long size,
        @Nullable Part part,
        @Nullable String signedId) {
    static Upload of(Part part) {
        return new Upload(part.getSubmittedFileName(), part.getSize(), part, null);
    }

    static Upload named(String signedId) {
        return new Upload("", 0, null, signedId);
    }

    public InputStream open() throws IOException {
        return Objects.requireNonNull(part).getInputStream();
    }
}
