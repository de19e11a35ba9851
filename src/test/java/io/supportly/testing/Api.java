package io.supportly.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Somebody who calls the API: with a token or none, below a path of his own. A path that starts with `/api`,
/// `/public` or `~` (the root) is taken as it is.
public record Api(String address, String prefix, Map<String, String> headers) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /// A part of a multipart body; `fileName` null makes it a plain field.
    public record Part(String name, String fileName, String mediaType, byte[] bytes) {
        public static Part field(String name, String value) {
            return new Part(name, null, null, value.getBytes(StandardCharsets.UTF_8));
        }
    }

    public Api with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Api(address, prefix, more);
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer post(String path) {
        return send("POST", path, new byte[0]);
    }

    public Answer post(String path, Map<String, ?> body) {
        return send("POST", path, JSON.writeValueAsBytes(body));
    }

    public Answer patch(String path, Map<String, ?> body) {
        return send("PATCH", path, JSON.writeValueAsBytes(body));
    }

    public Answer put(String path, Map<String, ?> body) {
        return send("PUT", path, JSON.writeValueAsBytes(body));
    }

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    public Answer delete(String path, Map<String, ?> body) {
        return send("DELETE", path, JSON.writeValueAsBytes(body));
    }

    /// Anything, also what is no JSON at all.
    public Answer send(String method, String path, byte[] body) {
        return send(method, path, body, "application/json");
    }

    public Answer multipart(String path, Part... parts) {
        return multipart("POST", path, parts);
    }

    public Answer multipart(String method, String path, Part... parts) {
        String boundary = "------------------------0123456789abcdef";
        var out = new ByteArrayOutputStream();
        for (Part part : parts) {
            String head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + part.name() + "\""
                    + (part.fileName() == null ? "" : "; filename=\"" + part.fileName() + "\"")
                    + (part.mediaType() == null ? "" : "\r\nContent-Type: " + part.mediaType())
                    + "\r\n\r\n";
            out.writeBytes(head.getBytes(StandardCharsets.UTF_8));
            out.writeBytes(part.bytes());
            out.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        out.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return send(method, path, out.toByteArray(), "multipart/form-data; boundary=" + boundary);
    }

    public Answer send(String method, String path, byte[] body, String contentType) {
        var request = HttpRequest.newBuilder(URI.create(address + full(path))).timeout(Duration.ofSeconds(60));
        headers.forEach(request::header);
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", contentType).method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        }
        try {
            return new Answer(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String full(String path) {
        if (path.startsWith("~")) {
            return path.substring(1);
        }
        boolean absolute =
                Arrays.stream(new String[] {"/api/", "/public/", "/auth/"}).anyMatch(path::startsWith);
        return absolute ? path : prefix + path;
    }
}
