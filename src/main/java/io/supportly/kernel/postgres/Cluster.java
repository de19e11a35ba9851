package io.supportly.kernel.postgres;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.DSYNC;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// What is kept between starts: the data, the password and the port.
record Cluster(Path folder) {
    static final String SUPERUSER = "postgres";

    private static final SecureRandom RANDOM = new SecureRandom();
    /// Below the numbers from which systems take the ports of outgoing connections.
    private static final int FIRST_PORT = 20_000;

    private static final int PORTS = 10_000;

    /// Text must be Unicode to the server, or searching would not know an umlaut for a letter; systems name that
    /// locale differently, and a few have none.
    private static final List<List<String>> LOCALES = List.of(
            List.of("--locale=C.UTF-8"),
            List.of("--locale=C", "--lc-ctype=en_US.UTF-8"),
            List.of("--locale=C", "--lc-ctype=UTF-8"),
            List.of("--locale=C"));

    Path data() {
        return folder.resolve("data");
    }

    private Path settings() {
        return data().resolve("postgresql.conf");
    }

    String password() throws IOException {
        var file = folder.resolve("password");
        if (Files.exists(file)) {
            return Files.readString(file).strip();
        }
        if (Files.exists(data())) {
            throw new PostgresFailure("%s is missing, and without it %s cannot be opened: put it back from your backup"
                    .formatted(file, data()));
        }
        var bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        var password = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        writeSecret(file, password);
        return password;
    }

    private static void writeSecret(Path file, String secret) throws IOException {
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, secret + "\n", WRITE, DSYNC);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /// Makes the data folder unless it is there; its name appears only when it is whole.
    void create(Binaries binaries, ServerUser user, Durability durability) throws IOException {
        var socket = folder.resolve("socket");
        Folders.create(socket, "rwx------");
        user.own(socket);
        if (Files.exists(data())) {
            user.ownAll(data());
            return;
        }
        var password = folder.resolve("initdb-password");
        writeSecret(password, password());
        user.own(password);
        try {
            initialize(binaries, user, durability, password);
        } finally {
            Files.delete(password);
        }
    }

    private void initialize(Binaries binaries, ServerUser user, Durability durability, Path password)
            throws IOException {
        var fresh = folder.resolve("data.new");
        var complaint = "";
        for (var locale : LOCALES) {
            Folders.delete(fresh);
            Folders.create(fresh, "rwx------");
            user.own(fresh);
            var ended = user.run(binaries.folder(), initdb(binaries, fresh, password, locale, durability));
            if (ended.well()) {
                Files.move(fresh, data(), StandardCopyOption.ATOMIC_MOVE);
                return;
            }
            complaint = ended.output().lines().toList().getLast();
        }
        throw new PostgresFailure("PostgreSQL cannot make its data folder %s: %s".formatted(data(), complaint));
    }

    private static List<String> initdb(
            Binaries binaries, Path data, Path password, List<String> locale, Durability durability) {
        var command = new ArrayList<>(List.of(
                binaries.program("initdb"),
                "-D",
                data.toString(),
                "-U",
                SUPERUSER,
                "-A",
                "scram-sha-256",
                "--pwfile=" + password,
                "-E",
                "UTF8",
                "--data-checksums"));
        command.addAll(locale);
        if (durability == Durability.DISPOSABLE) {
            command.add("--no-sync");
        }
        return command;
    }

    /// Takes away what a killed server left to say that it is still there. Nobody of ours lives when this is called.
    void forgetTheDead() throws IOException {
        Postmaster.disown(data());
        try (var sockets = Files.list(folder.resolve("socket"))) {
            for (var socket : sockets.toList()) {
                Files.deleteIfExists(socket);
            }
        }
    }

    /// The port of the last start, or, where that is somebody else's by now, a new one that is remembered.
    int port(System.Logger log) throws IOException {
        var file = folder.resolve("port");
        if (Files.exists(file)) {
            var port = Integer.parseInt(Files.readString(file).strip());
            if (free(port)) {
                return port;
            }
            log.log(System.Logger.Level.WARNING, "Port {0} of PostgreSQL is taken by somebody else", "" + port);
        }
        var port = RANDOM.ints(FIRST_PORT, FIRST_PORT + PORTS)
                .limit(200)
                .filter(Cluster::free)
                .findFirst()
                .orElseThrow(() -> new PostgresFailure("No loopback port is free for PostgreSQL"));
        Files.writeString(file, port + "\n");
        log.log(System.Logger.Level.INFO, "PostgreSQL listens on port {0} from now on", "" + port);
        return port;
    }

    private static boolean free(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    boolean isSet(String settings) throws IOException {
        return Files.exists(settings()) && Files.readString(settings()).equals(settings);
    }

    void set(String settings, ServerUser user) throws IOException {
        Files.writeString(settings(), settings, CREATE, WRITE, TRUNCATE_EXISTING);
        user.own(settings());
    }
}
