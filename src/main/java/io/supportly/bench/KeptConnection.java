package io.supportly.bench;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One HTTP/1.1 connection that is kept and reopened when the server has closed it. Reads an answer to its end and
/// keeps nothing of it but the status: what the client spends is taken from the server under measurement.
final class KeptConnection implements Closeable {

    private static final int UNTIL_CLOSED = -1;

    private final InetSocketAddress address;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int end;
    private @Nullable SocketChannel channel;
    private boolean closed;

    KeptConnection(InetSocketAddress address) {
        this.address = address;
    }

    /// Sends a request and answers the status it got.
    int exchange(byte[] request) throws IOException {
        SocketChannel open = opened();
        var bytes = ByteBuffer.wrap(request);
        while (bytes.hasRemaining()) {
            open.write(bytes);
        }
        return readAnswer(open);
    }

    /// Ends an exchange under way in another thread, too.
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        dropChannel();
    }

    /// Forgets a connection whose state is unknown; the next exchange opens another.
    synchronized void dropChannel() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }

    private synchronized SocketChannel opened() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        if (channel == null) {
            position = 0;
            end = 0;
            channel = SocketChannel.open(address);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        return channel;
    }

    private int readAnswer(SocketChannel open) throws IOException {
        String start = line(open);
        if (!start.startsWith("HTTP/1.1 ") || start.length() < 12) {
            throw new IOException("not an HTTP/1.1 answer: " + start);
        }
        int status = Integer.parseInt(start, 9, 12, 10);
        int length = UNTIL_CLOSED;
        boolean chunked = false;
        boolean last = false;
        for (String header = line(open); !header.isEmpty(); header = line(open)) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            } else if (lower.startsWith("transfer-encoding:")) {
                chunked = lower.endsWith("chunked");
            } else if (lower.startsWith("connection:")) {
                last = lower.endsWith("close");
            }
        }
        if (chunked) {
            skipChunks(open);
        } else if (length != UNTIL_CLOSED) {
            skip(open, length);
        } else if (status != 204 && status != 304) {
            throw new IOException("an answer without a length");
        }
        if (last) {
            dropChannel();
        }
        return status;
    }

    private void skipChunks(SocketChannel open) throws IOException {
        for (int size = chunkSize(open); size > 0; size = chunkSize(open)) {
            skip(open, size + 2);
        }
        while (!line(open).isEmpty()) {
            // trailers say nothing that is measured
        }
    }

    private int chunkSize(SocketChannel open) throws IOException {
        String line = line(open);
        int extension = line.indexOf(';');
        return Integer.parseInt((extension < 0 ? line : line.substring(0, extension)).strip(), 16);
    }

    private void skip(SocketChannel open, int bytes) throws IOException {
        int left = bytes;
        while (left > end - position) {
            left -= end - position;
            position = end;
            fill(open);
        }
        position += left;
    }

    private String line(SocketChannel open) throws IOException {
        int scanned = position;
        while (true) {
            for (; scanned < end; scanned++) {
                if (buffer[scanned] == '\n') {
                    var line = new String(buffer, position, scanned - position, StandardCharsets.ISO_8859_1);
                    position = scanned + 1;
                    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
                }
            }
            int read = scanned - position;
            fill(open);
            scanned = position + read;
        }
    }

    private void fill(SocketChannel open) throws IOException {
        System.arraycopy(buffer, position, buffer, 0, end - position);
        end -= position;
        position = 0;
        if (end == buffer.length) {
            throw new IOException("a header longer than " + buffer.length + " bytes");
        }
        int read = open.read(ByteBuffer.wrap(buffer, end, buffer.length - end));
        if (read < 0) {
            throw new EOFException("the server closed the connection");
        }
        end += read;
    }
}
