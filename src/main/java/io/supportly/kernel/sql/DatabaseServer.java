package io.supportly.kernel.sql;

import io.supportly.kernel.Settings;
import io.supportly.kernel.postgres.Durability;
import io.supportly.kernel.postgres.EmbeddedPostgres;
import io.supportly.kernel.postgres.HomeTaken;
import io.supportly.kernel.postgres.KeptPostgres;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// Where the database is: our own embedded server, or the one that `DATABASE_URL` names. Started beside the
/// application, which waits for it only when it needs it first.
public final class DatabaseServer implements AutoCloseable {
    private final FutureTask<Address> address;

    private record Address(
            String jdbcUrl,
            String user,
            String password,
            @Nullable EmbeddedPostgres embedded) {}

    private DatabaseServer(Callable<Address> start) {
        address = new FutureTask<>(start);
        Thread.ofPlatform().name("database-start").start(address);
    }

    public static DatabaseServer of(Settings settings) {
        String url = settings.databaseUrl();
        return new DatabaseServer(() -> url == null ? embedded(settings) : parse(url));
    }

    /// The database of a server that may be running: used beside it, or started for as long as this is open.
    public static DatabaseServer beside(Settings settings) {
        String url = settings.databaseUrl();
        return new DatabaseServer(() -> url == null ? keptOrEmbedded(settings) : parse(url));
    }

    private static Address keptOrEmbedded(Settings settings) {
        try {
            return embedded(settings);
        } catch (HomeTaken taken) {
            var kept = KeptPostgres.under(settings.home());
            return new Address(kept.jdbcUrl(), kept.user(), kept.password(), null);
        }
    }

    public static DatabaseServer at(String jdbcUrl, String user, String password) {
        return new DatabaseServer(() -> new Address(jdbcUrl, user, password, null));
    }

    private static Address embedded(Settings settings) {
        var server = EmbeddedPostgres.start(settings.home(), Durability.DURABLE);
        return new Address(server.jdbcUrl(), server.user(), server.password(), server);
    }

    /// `postgres://user:password@host:port/database?option=value`, or a JDBC address as it is.
    private static Address parse(String url) {
        if (url.startsWith("jdbc:")) {
            return new Address(url, "", "", null);
        }
        URI uri = URI.create(url);
        String[] login = (uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo()).split(":", 2);
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String options = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String jdbcUrl = "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + options;
        return new Address(jdbcUrl, decode(login[0]), login.length > 1 ? decode(login[1]) : "", null);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    public String jdbcUrl() {
        return address().jdbcUrl();
    }

    public String user() {
        return address().user();
    }

    public String password() {
        return address().password();
    }

    public boolean isEmbedded() {
        return address().embedded() != null;
    }

    private Address address() {
        try {
            return address.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the database was starting", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        EmbeddedPostgres embedded = address().embedded();
        if (embedded != null) {
            embedded.close();
        }
    }
}
