package io.supportly.kernel.web;

import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;

/// A file in a multipart body, kept on disk by the container until it is read.
public record Upload(String fileName, long size, Part part) {
    public InputStream open() throws IOException {
        return part.getInputStream();
    }
}
