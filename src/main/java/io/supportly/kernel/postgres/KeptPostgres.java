package io.supportly.kernel.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/// A server that another process of ours started, watches and will stop; here it is only used.
public record KeptPostgres(String jdbcUrl, String user, String password) {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /// Waits for it while its keeper is still starting it.
    public static KeptPostgres under(Path home) {
        try {
            var cluster = new Cluster(home.toRealPath().resolve("postgres"));
            var found = new Search(cluster);
            if (!Waiting.until(found::succeeds, PATIENCE)) {
                throw new PostgresFailure(
                        "The PostgreSQL under %s does not answer, though its Supportly runs".formatted(home));
            }
            return found.server.orElseThrow();
        } catch (IOException failure) {
            throw new PostgresFailure("Cannot read what is kept under " + home, failure);
        }
    }

    private static final class Search {
        private final Cluster cluster;
        private Optional<KeptPostgres> server = Optional.empty();

        Search(Cluster cluster) {
            this.cluster = cluster;
        }

        boolean succeeds() {
            server = Postmaster.named(cluster.data())
                    .filter(named -> named.ready() && named.runsOn(cluster.data()))
                    .map(named -> at(named.port()))
                    .filter(KeptPostgres::answers);
            return server.isPresent();
        }

        private KeptPostgres at(int port) {
            try {
                return new KeptPostgres(EmbeddedPostgres.jdbcUrl(port), EmbeddedPostgres.NAME, cluster.password());
            } catch (IOException failure) {
                throw new PostgresFailure("Cannot read the password of the database", failure);
            }
        }
    }

    private boolean answers() {
        try (var connection = DriverManager.getConnection(jdbcUrl, user, password)) {
            return connection.isValid(5);
        } catch (SQLException notYet) {
            return false;
        }
    }
}
