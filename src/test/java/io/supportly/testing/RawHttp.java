package io.supportly.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// HTTP/1.1 over one kept connection, byte by byte as it is told: what no well-behaved client would send.
public final class RawHttp implements AutoCloseable {
    private static final int LONGEST_WAIT_MILLIS = 15_000;

    private final URI address;
    private Socket socket;
    private InputStream in;

    /// Header names are in lower case.
    public record Reply(int status, Map<String, String> headers, byte[] body) {
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    public RawHttp(String address) {
        this.address = URI.create(address);
    }

    /// Sends a whole request and reads its answer. A kept connection that the server has closed is opened again.
    public Reply send(byte[] request) throws IOException {
        if (socket != null) {
            try {
                return exchange(request);
            } catch (java.net.SocketTimeoutException e) {
                close();
                throw e;
            } catch (IOException stale) {
                close();
            }
        }
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(LONGEST_WAIT_MILLIS);
        socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), LONGEST_WAIT_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
        return exchange(request);
    }

    private Reply exchange(byte[] request) throws IOException {
        try {
            socket.getOutputStream().write(request);
        } catch (IOException refusedEarly) {
            // The server may answer before it has read everything, and close; its answer is still to be read.
            if (in.available() == 0) {
                throw refusedEarly;
            }
        }
        Reply reply = read();
        if (reply.header("connection").equalsIgnoreCase("close")) {
            close();
        }
        return reply;
    }

    private Reply read() throws IOException {
        String[] start = line().split(" ", 3);
        int status = Integer.parseInt(start[1]);
        var headers = new LinkedHashMap<String, String>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        if (status == 100) {
            return read();
        }
        return new Reply(status, headers, body(status, headers));
    }

    private byte[] body(int status, Map<String, String> headers) throws IOException {
        if (status == 204 || status == 304) {
            return new byte[0];
        }
        if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            return chunks();
        }
        String length = headers.get("content-length");
        return length == null ? in.readAllBytes() : exactly(Integer.parseInt(length));
    }

    private byte[] chunks() throws IOException {
        var body = new ByteArrayOutputStream();
        for (int size = size(line()); size > 0; size = size(line())) {
            body.writeBytes(exactly(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    private static int size(String line) {
        return Integer.parseInt(line.strip(), 16);
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("The answer ended early");
        }
        return bytes;
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("The connection was closed");
            }
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException alreadyGone) {
            // nothing is lost with it
        } finally {
            socket = null;
        }
    }
}
