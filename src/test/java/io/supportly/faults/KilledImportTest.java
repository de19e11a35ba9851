package io.supportly.faults;

import io.supportly.testing.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` in the middle of an import of 50,000 rows, again and again: it is finished, no row is taken twice and none
/// refused twice.
@Tag("long")
class KilledImportTest {
    private static final int ROWS = 50_000;
    private static final int KILLS = 4;

    @TempDir(cleanup = CleanupMode.ALWAYS)
    private Path parent;

    private Path home;
    private ServerProcess server;

    @BeforeEach
    void a_folder_that_the_server_user_can_enter() throws IOException {
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwx--x--x"));
        home = parent.resolve("home");
    }

    @Test
    void fifty_thousand_rows_outlive_their_server() {
        server = ServerProcess.start(home, Map.of());
        try {
            LongImport people = LongImport.send(server.administrator(), ROWS);
            for (int kill = 0; kill < KILLS; kill++) {
                people.isUnderWay(() -> server.administrator(), 1L + ROWS / (KILLS + 1) * kill);
                server.kill();
                people.free(server);
                server = ServerProcess.start(home, Map.of());
            }
            people.check(server);
        } finally {
            server.close();
        }
    }
}
