package io.supportly.kernel.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Api;
import io.supportly.testing.TestServer;
import io.supportly.testing.World;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StoppingTest {
    @Test
    void a_request_under_way_is_answered_before_the_server_stops() throws Exception {
        TestServer server = TestServer.with(Map.of());
        var world = new World(server);
        URI address = URI.create(server.address());
        byte[] body = "{\"title\": \"last\"}".getBytes(StandardCharsets.UTF_8);
        String head =
                "POST " + World.prefix(world.acme) + "/labels HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                        + "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\napi_access_token: "
                        + world.ada.headers().get("api_access_token") + "\r\n\r\n";

        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(30_000);
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.UTF_8));
            out.write(body, 0, 4);
            out.flush();
            // Another request is answered: the server has met this one before it.
            world.ada.get("/labels").is(200);
            var stopped = CompletableFuture.runAsync(server::close);
            World.eventually(() -> takesNoMore(world.stranger));
            out.write(body, 4, body.length - 4);
            out.flush();

            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 201").contains("\"title\":\"last\"");
            stopped.get(60, TimeUnit.SECONDS);
        }
        assertThat(server.sql()
                        .sql("select title from labels where account_id = ?")
                        .param(world.acme.value())
                        .query(String.class)
                        .list())
                .containsExactly("last");
    }

    private static boolean takesNoMore(Api anybody) {
        try {
            anybody.get("~/health");
            return false;
        } catch (UncheckedIOException e) {
            return true;
        }
    }
}
