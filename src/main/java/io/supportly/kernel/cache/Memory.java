package io.supportly.kernel.cache;

import io.supportly.kernel.Background;
import io.supportly.kernel.sql.DatabaseServer;
import io.supportly.kernel.sql.Transactions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// All [Remembered] facts of this node. A change is told to the other nodes by PostgreSQL's NOTIFY, in the transaction
/// of the change; when the listening connection breaks, everything is forgotten, as something may have been missed.
@Component
public final class Memory implements Background {
    private static final Logger log = LoggerFactory.getLogger(Memory.class);
    private static final String CHANNEL = "supportly_memory";
    private static final int WAIT_MILLIS = 1_000;

    private final JdbcClient sql;
    private final DatabaseServer server;
    private final Map<String, Remembered<?, ?>> all = new ConcurrentHashMap<>();
    private volatile boolean running;
    private @Nullable Thread listener;

    Memory(JdbcClient sql, DatabaseServer server) {
        this.sql = sql;
        this.server = server;
    }

    /// Names a kind of fact. `key` makes a key of the text that travelled between the nodes.
    public <K, V> Remembered<K, V> remember(
            String name, int most, Function<String, K> key, Function<K, ? extends @Nullable V> load) {
        Remembered<K, V> remembered = new Remembered<>(this, name, most, key, load);
        all.put(name, remembered);
        return remembered;
    }

    /// For facts that were changed past their owner, as a bulk load does; else [Remembered#forget] is the way.
    public void tellAll(String name, Object key) {
        sql.sql("select pg_notify(:channel, :payload)")
                .param("channel", CHANNEL)
                .param("payload", name + ":" + key)
                .query((_, _) -> true)
                .single();
        Transactions.afterCommit(() -> forgetHere(name + ":" + key));
    }

    private void forgetHere(String payload) {
        int colon = payload.indexOf(':');
        Remembered<?, ?> remembered = all.get(payload.substring(0, colon));
        if (remembered != null) {
            remembered.forgetHere(payload.substring(colon + 1));
        }
    }

    @Override
    public void start() {
        running = true;
        listener = Thread.ofVirtual().name("memory-listener").start(this::listen);
    }

    private void listen() {
        while (running) {
            try (Connection connection = connect()) {
                connection.createStatement().execute("listen " + CHANNEL);
                all.values().forEach(Remembered::forgetAllHere);
                while (running) {
                    hear(connection);
                }
            } catch (SQLException e) {
                all.values().forEach(Remembered::forgetAllHere);
                if (running) {
                    log.warn("Lost the connection that listens for changes, trying again: {}", e.getMessage());
                    pause();
                }
            }
        }
    }

    private Connection connect() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", server.user());
        properties.setProperty("password", server.password());
        properties.setProperty("ApplicationName", "supportly-listener");
        properties.setProperty("connectTimeout", "4");
        properties.setProperty("tcpKeepAlive", "true");
        return DriverManager.getConnection(server.jdbcUrl(), properties);
    }

    private void hear(Connection connection) throws SQLException {
        PGNotification[] heard = connection.unwrap(PGConnection.class).getNotifications(WAIT_MILLIS);
        if (heard == null) {
            return;
        }
        for (PGNotification notification : heard) {
            forgetHere(notification.getParameter());
        }
    }

    private static void pause() {
        try {
            Thread.sleep(WAIT_MILLIS / 4);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        running = false;
        if (listener != null) {
            listener.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
