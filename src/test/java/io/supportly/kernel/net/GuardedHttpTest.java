package io.supportly.kernel.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.supportly.kernel.net.Outcome.Answered;
import io.supportly.kernel.net.Outcome.Failed;
import io.supportly.kernel.net.Outcome.Refused;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class GuardedHttpTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(10);

    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private GuardedHttp open;

    /// One request as the receiver saw it.
    private record Seen(String method, String target, Map<String, List<String>> headers, String body, int fromPort) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        answer("/", 200, Map.of("X-Thing", "1"), "hello");
        server.start();
        open = new GuardedHttp(true, GuardedHttpTest::loopback);
    }

    @AfterEach
    void stop() throws IOException {
        open.close();
        server.stop(0);
    }

    @Test
    void a_post_carries_body_and_headers_and_brings_the_answer() {
        var outcome = open.post(at("/hook?a=b%20c"), Map.of("X-One", "1"), "ping".getBytes(UTF_8), LONG);

        var answered = answered(outcome);
        assertThat(answered.succeeded()).isTrue();
        assertThat(answered.headers()).containsEntry("x-thing", "1");
        assertThat(new String(answered.body(), UTF_8)).isEqualTo("hello");
        assertThat(answered.took()).isPositive();
        assertThat(seen).hasSize(1);
        assertThat(seen.getFirst().target).isEqualTo("/hook?a=b%20c");
        assertThat(seen.getFirst().body).isEqualTo("ping");
        assertThat(seen.getFirst().headers)
                .containsEntry("X-one", List.of("1"))
                .containsEntry("Host", List.of("receiver.test:" + port()));
    }

    @Test
    void connections_are_kept_for_the_next_call() {
        open.get(at("/"), Map.of(), LONG);
        open.get(at("/"), Map.of(), LONG);

        assertThat(seen.get(0).fromPort).isEqualTo(seen.get(1).fromPort);
    }

    @Test
    void a_name_that_leads_to_a_private_address_is_refused() throws IOException {
        try (var guarded = new GuardedHttp(false, GuardedHttpTest::loopback)) {
            assertThat(guarded.get(at("/"), Map.of(), LONG))
                    .isEqualTo(new Refused("receiver.test has a loopback address"));
        }
        assertThat(seen).isEmpty();
    }

    @Test
    void one_private_address_among_public_ones_is_enough_to_refuse() throws IOException {
        try (var guarded = new GuardedHttp(false, host -> List.of(address("93.184.216.34"), address("10.0.0.7")))) {
            assertThat(guarded.get(at("/"), Map.of(), LONG)).isInstanceOf(Refused.class);
        }
    }

    @Test
    void a_name_is_looked_up_once_so_that_rebinding_gains_nothing() throws IOException {
        var lookups = new AtomicInteger();
        Resolver rebinding =
                host -> lookups.getAndIncrement() == 0 ? List.of(address("169.254.169.254")) : loopback(host);
        Resolver rebindingLater =
                host -> lookups.getAndIncrement() == 0 ? loopback(host) : List.of(address("169.254.169.254"));

        try (var guarded = new GuardedHttp(true, rebinding)) {
            assertThat(guarded.get(at("/"), Map.of(), LONG)).isInstanceOf(Refused.class);
            assertThat(lookups).hasValue(1);
        }
        lookups.set(0);
        try (var guarded = new GuardedHttp(true, rebindingLater)) {
            answered(guarded.get(at("/"), Map.of(), LONG));
            assertThat(lookups).hasValue(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://127.1/",
                "http://2130706433/",
                "http://0.0.0.0/",
                "http://[::1]/",
                "http://[::ffff:127.0.0.1]/",
                "http://[::ffff:a9fe:a9fe]/",
                "http://[64:ff9b::7f00:1]/",
                "http://[fe80::1]/",
                "http://169.254.169.254/latest",
                "http://10.1.2.3/",
                "http://localhost/"
            })
    void a_literal_private_address_is_refused(String address) throws IOException {
        try (var guarded = new GuardedHttp(false)) {
            assertThat(guarded.get(URI.create(address), Map.of(), LONG)).isInstanceOf(Refused.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://receiver.test/",
                "file:///etc/passwd",
                "http://user:word@receiver.test/",
                "http://receiver.test:25/",
                "http://receiver.test:0/",
                "http://receiver.test:70000/",
                "/hook",
                "http:///hook",
                "mailto:ada@acme.test"
            })
    void what_is_no_plain_web_address_is_refused(String address) {
        assertThat(open.get(URI.create(address), Map.of(), LONG)).isInstanceOf(Refused.class);
    }

    @Test
    void headers_that_would_split_or_steer_the_request_are_refused() {
        assertThat(open.get(at("/"), Map.of("X-A", "1\r\nX-B: 2"), LONG)).isInstanceOf(Refused.class);
        assertThat(open.get(at("/"), Map.of("X-A\r\nX-B", "1"), LONG)).isInstanceOf(Refused.class);
        assertThat(open.get(at("/"), Map.of("Host", "inside"), LONG)).isInstanceOf(Refused.class);
        assertThat(open.get(at("/"), Map.of("Transfer-Encoding", "chunked"), LONG))
                .isInstanceOf(Refused.class);
        assertThat(seen).isEmpty();
    }

    @Test
    void a_redirect_is_not_followed_unless_asked() {
        answer("/moved", 302, Map.of("Location", "/"), "");

        var answered = answered(open.post(at("/moved"), Map.of(), new byte[0], LONG));

        assertThat(answered.status()).isEqualTo(302);
        assertThat(answered.succeeded()).isFalse();
        assertThat(seen).hasSize(1);
    }

    @Test
    void a_redirect_to_another_host_is_followed_without_credentials() {
        answer("/moved", 302, Map.of("Location", "http://other.test:" + port() + "/"), "");

        var call = Call.post(at("/moved"), "secret".getBytes(UTF_8))
                .header("Authorization", "Bearer word")
                .following(5)
                .within(LONG);

        assertThat(answered(open.send(call)).status()).isEqualTo(200);
        assertThat(seen.getLast().method).isEqualTo("GET");
        assertThat(seen.getLast().body).isEmpty();
        assertThat(seen.getLast().headers).doesNotContainKey("Authorization");
    }

    @Test
    void a_permanent_redirect_repeats_the_body() {
        answer("/moved", 308, Map.of("Location", "/there"), "");

        answered(open.send(Call.post(at("/moved"), "again".getBytes(UTF_8)).following(1)));

        assertThat(seen.getLast()).extracting(Seen::method, Seen::body).containsExactly("POST", "again");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://inside.test/", "http://169.254.169.254/latest/meta-data", "ftp://other.test/",
                "http://a:b@other.test/", "http://other.test:22/", "http://not a host/"
            })
    void a_redirect_to_where_no_call_may_go_is_refused(String location) throws IOException {
        answer("/moved", 302, Map.of("Location", location), "");
        Resolver resolver = host -> host.equals("receiver.test") ? loopback(host) : List.of(address("169.254.169.254"));

        try (var guarded = new GuardedHttp(true, resolver)) {
            assertThat(guarded.send(Call.get(at("/moved")).following(5))).isInstanceOf(Refused.class);
        }
    }

    @Test
    void a_circle_of_redirects_ends() {
        answer("/circle", 302, Map.of("Location", "/circle"), "");

        assertThat(open.send(Call.get(at("/circle")).following(5))).isEqualTo(new Refused("more than 5 redirects"));
        assertThat(seen).hasSize(6);
    }

    @Test
    void a_receiver_that_hangs_is_left_at_the_deadline_and_its_connections_come_back() throws Exception {
        try (var receiver = new Dripping("");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Future<Outcome>>();
            for (int i = 0; i < 40; i++) {
                calls.add(threads.submit(() -> open.get(receiver.uri(), Map.of(), SHORT)));
            }
            for (var call : calls) {
                assertThat(call.get()).isEqualTo(new Failed("no answer within 300 ms"));
            }
            answered(open.get(at("/"), Map.of(), LONG));
            receiver.dripsNow("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            assertThat(answered(open.get(receiver.uri(), Map.of(), LONG)).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void an_answer_that_never_ends_is_left_at_the_deadline() throws Exception {
        try (var headers = new Dripping("HTTP/1.1 100 Continue\r\n\r\n");
                var body = new Dripping("HTTP/1.1 200 OK\r\n\r\n")) {
            headers.endlessly();
            body.endlessly();

            assertThat(open.get(headers.uri(), Map.of(), SHORT)).isInstanceOf(Failed.class);
            assertThat(open.send(Call.get(body.uri()).within(SHORT).keeping(Integer.MAX_VALUE - 8)))
                    .isInstanceOf(Failed.class);
            headers.untilHungUp();
            body.untilHungUp();
        }
    }

    @Test
    void a_lookup_that_hangs_is_left_at_the_deadline() throws IOException {
        Resolver hanging = host -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new UnknownHostException(host);
        };
        try (var guarded = new GuardedHttp(true, hanging)) {
            assertThat(guarded.get(at("/"), Map.of(), SHORT)).isInstanceOf(Failed.class);
        }
    }

    @Test
    void a_long_answer_is_cut_and_not_read_on() {
        answer("/long", 200, Map.of(), "x".repeat(3_000_000));

        var answered = answered(open.send(Call.get(at("/long")).keeping(1000)));
        var whole = answered(open.send(Call.get(at("/long")).keeping(3_000_000)));

        assertThat(answered.body()).hasSize(1000);
        assertThat(answered.truncated()).isTrue();
        assertThat(whole.body()).hasSize(3_000_000);
        assertThat(whole.truncated()).isFalse();
    }

    @Test
    void an_endless_header_fails() throws Exception {
        try (var receiver = new Dripping("HTTP/1.1 200 OK\r\nX: " + "y".repeat(100_000))) {
            assertThat(open.get(receiver.uri(), Map.of(), LONG)).isInstanceOf(Failed.class);
        }
    }

    @Test
    void what_can_not_be_reached_fails_and_says_why() throws IOException {
        int closed;
        try (var socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        Resolver nobody = host -> {
            throw new UnknownHostException(host);
        };
        try (var lost = new GuardedHttp(true, nobody)) {
            assertThat(lost.get(at("/"), Map.of(), LONG)).isEqualTo(new Failed("the host receiver.test is not known"));
        }
        assertThat(open.get(URI.create("http://receiver.test:" + closed), Map.of(), LONG))
                .isEqualTo(new Failed("could not connect to receiver.test"));
    }

    @Test
    void tls_trusts_only_a_certificate_for_the_name_that_was_called(@TempDir Path folder) throws Exception {
        SSLContext tls = certified("receiver.test", folder.resolve("keys"));
        var secure = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(tls));
        secure.createContext("/", exchange -> record(exchange, 200, Map.of(), "sealed"));
        secure.start();
        String port = ":" + secure.getAddress().getPort() + "/";

        try (var trusting = new GuardedHttp(true, GuardedHttpTest::loopback, tls)) {
            answered(trusting.get(URI.create("https://receiver.test" + port), Map.of(), LONG));
            assertThat(trusting.get(URI.create("https://other.test" + port), Map.of(), LONG))
                    .isInstanceOf(Failed.class);
            assertThat(open.get(URI.create("https://receiver.test" + port), Map.of(), LONG))
                    .isInstanceOf(Failed.class);
        } finally {
            secure.stop(0);
        }
    }

    @Test
    void a_handshake_that_hangs_is_left_at_the_deadline() throws Exception {
        try (var receiver = new Dripping("")) {
            var uri = URI.create(receiver.uri().toString().replace("http:", "https:"));

            assertThat(open.get(uri, Map.of(), SHORT)).isEqualTo(new Failed("no answer within 300 ms"));
        }
    }

    @Test
    void a_version_6_receiver_is_named_in_brackets() throws IOException {
        var six = HttpServer.create(new InetSocketAddress(address("::1"), 0), 0);
        six.createContext("/", exchange -> record(exchange, 200, Map.of(), ""));
        six.start();
        int port = six.getAddress().getPort();

        try (var guarded = new GuardedHttp(true)) {
            answered(guarded.get(URI.create("http://[::1]:" + port + "/"), Map.of(), LONG));
        } finally {
            six.stop(0);
        }
        assertThat(seen.getFirst().headers).containsEntry("Host", List.of("[::1]:" + port));
    }

    private void answer(String path, int status, Map<String, String> headers, String body) {
        server.createContext(path, exchange -> record(exchange, status, headers, body));
    }

    private void record(HttpExchange exchange, int status, Map<String, String> headers, String body)
            throws IOException {
        try (exchange) {
            seen.add(new Seen(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    Map.copyOf(exchange.getRequestHeaders()),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8),
                    exchange.getRemoteAddress().getPort()));
            headers.forEach(exchange.getResponseHeaders()::set);
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static SSLContext certified(String name, Path store) throws Exception {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var made = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:" + name,
                        "-validity",
                        "2",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(made.waitFor()).isZero();
        char[] word = "changeit".toCharArray();
        var keys = KeyStore.getInstance(store.toFile(), word);
        var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, word);
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(name, keys.getCertificate(name));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var tls = SSLContext.getInstance("TLS");
        tls.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        return tls;
    }

    private URI at(String path) {
        return URI.create("http://receiver.test:" + port() + path);
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private static Answered answered(Outcome outcome) {
        return assertThat(outcome).asInstanceOf(type(Answered.class)).actual();
    }

    private static List<InetAddress> loopback(String host) throws UnknownHostException {
        return List.of(address("127.0.0.1"));
    }

    private static InetAddress address(String literal) throws UnknownHostException {
        return InetAddress.getByName(literal);
    }

    /// A receiver that writes a few bytes, once or for ever, and never comes to an end.
    private static final class Dripping implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        private final CountDownLatch hungUp = new CountDownLatch(1);
        private volatile String drip;
        private volatile boolean endless;

        Dripping(String drip) throws IOException {
            this.drip = drip;
            Thread.ofVirtual().start(this::accept);
        }

        URI uri() {
            return URI.create("http://receiver.test:" + socket.getLocalPort() + "/");
        }

        void dripsNow(String next) {
            drip = next;
        }

        void endlessly() {
            endless = true;
        }

        void untilHungUp() throws InterruptedException {
            hungUp.await();
        }

        private void accept() {
            try {
                while (true) {
                    Socket connection = socket.accept();
                    Thread.ofVirtual().start(() -> drip(connection));
                }
            } catch (IOException e) {
                hungUp.countDown();
            }
        }

        private void drip(Socket connection) {
            try (connection) {
                connection.getInputStream().read(new byte[8192]);
                OutputStream out = connection.getOutputStream();
                do {
                    out.write(drip.getBytes(UTF_8));
                } while (endless);
                connection.getInputStream().readAllBytes();
            } catch (IOException e) {
                hungUp.countDown();
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
