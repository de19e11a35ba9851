package io.supportly.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// An SMTP server that answers every recipient in the same way, and remembers what it took.
public final class FakeSmtp implements AutoCloseable {
    private final ServerSocket server;
    private final List<String> taken = Collections.synchronizedList(new ArrayList<>());
    private volatile String toRecipients = "250 OK";

    public FakeSmtp() {
        this(0);
    }

    /// Comes up where somebody was before.
    public FakeSmtp(int port) {
        try {
            server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::serve);
    }

    /// From now on, as in `550 5.1.1 No such user`; what it took before is forgotten.
    public FakeSmtp answers(String recipients) {
        taken.clear();
        toRecipients = recipients;
        return this;
    }

    public String url() {
        return "smtp://127.0.0.1:" + port();
    }

    public int port() {
        return server.getLocalPort();
    }

    /// Whole messages, in the order in which they came.
    public List<String> taken() {
        return List.copyOf(taken);
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> talk(socket));
            } catch (SocketException e) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void talk(Socket socket) {
        try (socket) {
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            say(socket, "220 fake");
            String line = in.readLine();
            while (line != null && !line.startsWith("QUIT")) {
                if (line.startsWith("DATA")) {
                    say(socket, "354 go on");
                    taken.add(untilDot(in));
                }
                say(socket, line.startsWith("RCPT") ? toRecipients : "250 OK");
                line = in.readLine();
            }
            say(socket, "221 bye");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String untilDot(BufferedReader in) throws IOException {
        var message = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            message.append(line).append('\n');
        }
        return message.toString();
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
