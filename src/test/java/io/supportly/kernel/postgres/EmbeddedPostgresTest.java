package io.supportly.kernel.postgres;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
    private static final Duration RECOVERY = Duration.ofSeconds(5);

    @TempDir(cleanup = CleanupMode.ALWAYS)
    static Path parent;

    private static Path home;

    @BeforeAll
    static void a_folder_that_the_server_user_can_enter() throws IOException {
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwx--x--x"));
        home = parent.resolve("home");
    }

    @BeforeEach
    void an_empty_table() throws SQLException {
        try (var postgres = EmbeddedPostgres.start(home, Durability.DISPOSABLE)) {
            run(postgres, "drop table if exists words");
            run(postgres, "create table words (word text)");
        }
    }

    @AfterAll
    static void no_server_is_left() {
        assertThat(Postmaster.named(home.resolve("postgres/data"))).isEmpty();
    }

    @Test
    void a_server_that_was_killed_comes_back_on_its_port_with_its_rows() throws SQLException {
        try (var postgres = EmbeddedPostgres.start(home, Durability.DURABLE)) {
            run(postgres, "insert into words values ('kept')");
            var killed = postgres.pid();

            kill(killed);

            assertThat(Waiting.until(() -> answers(postgres), RECOVERY)).isTrue();
            assertThat(words(postgres)).containsExactly("kept");
            assertThat(postgres.pid()).isNotEqualTo(killed);
        }
    }

    @Test
    void a_server_whose_application_was_killed_is_taken_over() throws Exception {
        var application = application(Durability.DURABLE);
        var orphan = Long.parseLong(application.readLine());
        application.kill();

        try (var postgres = EmbeddedPostgres.start(home, Durability.DURABLE)) {
            assertThat(postgres.pid()).isEqualTo(orphan);
            assertThat(words(postgres)).containsExactly("from the application");
        }
        assertThat(Postmaster.named(home.resolve("postgres/data"))).isEmpty();
    }

    @Test
    void a_server_that_is_kept_is_used_beside_its_keeper() throws Exception {
        var application = application(Durability.DURABLE);
        application.readLine();

        assertThatThrownBy(() -> EmbeddedPostgres.start(home, Durability.DURABLE))
                .isInstanceOf(HomeTaken.class);
        var kept = KeptPostgres.under(home);

        try (var connection = DriverManager.getConnection(kept.jdbcUrl(), kept.user(), kept.password())) {
            assertThat(connection.isValid(5)).isTrue();
        }
        application.kill();
        EmbeddedPostgres.start(home, Durability.DURABLE).close();
    }

    @Test
    void an_orphan_with_other_settings_is_replaced() throws Exception {
        var application = application(Durability.DURABLE);
        var orphan = Long.parseLong(application.readLine());
        application.kill();

        try (var postgres = EmbeddedPostgres.start(home, Durability.DISPOSABLE)) {
            assertThat(postgres.pid()).isNotEqualTo(orphan);
            assertThat(words(postgres)).containsExactly("from the application");
        }
    }

    @Test
    void an_orphan_is_known_under_every_name_of_its_folder() throws Exception {
        var application = application(Durability.DURABLE);
        var orphan = Long.parseLong(application.readLine());
        application.kill();
        var other = Files.createSymbolicLink(parent.resolve("other"), home);

        try (var postgres = EmbeddedPostgres.start(other, Durability.DURABLE)) {
            assertThat(postgres.pid()).isEqualTo(orphan);
        }
    }

    @Test
    void both_killed_lose_nothing() throws Exception {
        var application = application(Durability.DURABLE);
        var orphan = Long.parseLong(application.readLine());
        application.kill();
        kill(orphan);

        try (var postgres = EmbeddedPostgres.start(home, Durability.DURABLE)) {
            assertThat(words(postgres)).containsExactly("from the application");
        }
    }

    @Test
    void a_pid_file_that_names_a_stranger_does_no_harm() throws IOException {
        var pid = ProcessHandle.current().pid();
        Files.writeString(
                home.resolve("postgres/data/postmaster.pid"), pid + "\n/elsewhere\n1\n5432\n../socket\n127.0.0.1\n");

        try (var postgres = EmbeddedPostgres.start(home, Durability.DISPOSABLE)) {
            assertThat(postgres.pid()).isNotEqualTo(pid);
        }
    }

    @Test
    void a_second_application_on_the_same_folder_is_refused_clearly() throws Exception {
        var application = application(Durability.DISPOSABLE);
        application.readLine();

        assertThatThrownBy(() -> EmbeddedPostgres.start(home, Durability.DISPOSABLE))
                .isInstanceOf(PostgresFailure.class)
                .hasMessageContaining("Another Supportly (process " + application.process.pid() + ") uses");
        application.stop();

        try (var postgres = EmbeddedPostgres.start(home, Durability.DISPOSABLE)) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(home, Durability.DISPOSABLE))
                    .hasMessageContaining("Another Supportly (this process) uses");
            assertThat(answers(postgres)).isTrue();
        }
    }

    @Test
    void only_its_owner_reads_the_password() throws IOException {
        var mode = Files.getPosixFilePermissions(home.resolve("postgres/password"));

        assertThat(PosixFilePermissions.toString(mode)).isEqualTo("rw-------");
    }

    @Test
    void a_wrong_password_is_refused() {
        try (var postgres = EmbeddedPostgres.start(home, Durability.DISPOSABLE)) {
            assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), "guess"))
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void nobody_but_this_machine_reaches_the_server() throws IOException {
        try (var postgres = EmbeddedPostgres.start(home, Durability.DISPOSABLE)) {
            var outward = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress());

            assertThat(outward)
                    .allSatisfy(address -> assertThatThrownBy(() -> {
                                try (var socket = new Socket()) {
                                    socket.connect(new InetSocketAddress(address, postgres.port()), 500);
                                }
                            })
                            .isInstanceOf(IOException.class));
        }
    }

    @Test
    void the_application_is_no_superuser() throws SQLException {
        try (var postgres = EmbeddedPostgres.start(home, Durability.DISPOSABLE)) {
            assertThatThrownBy(() -> run(postgres, "copy words to program 'cat'"))
                    .hasMessageContaining("permission denied");
            run(postgres, "create extension if not exists pg_trgm");
        }
    }

    @Test
    void a_server_stopped_for_a_test_starts_again_on_its_port() throws SQLException {
        try (var postgres = EmbeddedPostgres.start(home, Durability.DURABLE)) {
            run(postgres, "insert into words values ('kept')");

            postgres.stopImmediately();
            assertThat(answers(postgres)).isFalse();
            postgres.startAgain();

            assertThat(words(postgres)).containsExactly("kept");
        }
    }

    @Test
    void a_port_taken_by_somebody_else_is_replaced() throws IOException {
        try (var stranger = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            Files.writeString(home.resolve("postgres/port"), stranger.getLocalPort() + "\n");

            try (var postgres = EmbeddedPostgres.start(home, Durability.DISPOSABLE)) {
                assertThat(postgres.port()).isNotEqualTo(stranger.getLocalPort());
                assertThat(Files.readString(home.resolve("postgres/port")).strip())
                        .isEqualTo(Integer.toString(postgres.port()));
            }
        }
    }

    private static void run(EmbeddedPostgres postgres, String command) throws SQLException {
        try (var connection = DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
                var statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    private static List<String> words(EmbeddedPostgres postgres) throws SQLException {
        try (var connection = DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select array_agg(word) from words")) {
            rows.next();
            return List.of((String[]) rows.getArray(1).getArray());
        }
    }

    private static boolean answers(EmbeddedPostgres postgres) {
        try {
            run(postgres, "select 1");
            return true;
        } catch (SQLException silent) {
            return false;
        }
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    /// A process of its own that starts a server, writes a row and tells the server's number.
    private static Application application(Durability durability) throws IOException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Application.class.getName(),
                        home.toString(),
                        durability.name())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new Application(process, process.inputReader(StandardCharsets.UTF_8));
    }

    record Application(Process process, BufferedReader output) {
        public static void main(String[] words) throws Exception {
            try (var postgres = EmbeddedPostgres.start(Path.of(words[0]), Durability.valueOf(words[1]))) {
                run(postgres, "insert into words values ('from the application')");
                System.out.println(postgres.pid());
                System.in.read();
            }
        }

        String readLine() throws IOException {
            return output.readLine();
        }

        void kill() throws InterruptedException {
            process.destroyForcibly();
            assertThat(process.waitFor(5, SECONDS)).isTrue();
        }

        void stop() throws Exception {
            process.getOutputStream().close();
            assertThat(process.waitFor(5, SECONDS)).isTrue();
        }
    }
}
