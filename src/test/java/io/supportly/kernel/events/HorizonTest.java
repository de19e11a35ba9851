package io.supportly.kernel.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.World;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/// How far the log may be read while others are still writing to it.
class HorizonTest {
    private final World world = new World();

    @Test
    void an_event_is_read_once_those_that_were_begun_before_it_have_ended() throws SQLException {
        try (Connection writing = begun(world.server.ownersData())) {
            drawEvent(writing);
            world.ada.post("/contacts", Map.of("name", "Carla")).is(201);

            assertThat(feed()).doesNotContain("contact_created");
            writing.rollback();
            assertThat(feed()).contains("contact_created");
        }
    }

    @Test
    void what_runs_in_another_database_of_the_server_keeps_nobody_waiting() throws SQLException {
        try (Connection elsewhere = begun(world.server.neighboursData());
                Connection writing = begun(world.server.ownersData())) {
            drawEvent(writing);
            writing.rollback();
            world.ada.post("/contacts", Map.of("name", "Carla")).is(201);

            assertThat(feed()).contains("contact_created");
            elsewhere.rollback();
        }
    }

    private static Connection begun(DataSource data) throws SQLException {
        Connection connection = data.getConnection();
        connection.setAutoCommit(false);
        try (var drawing = connection.createStatement()) {
            drawing.execute("select pg_current_xact_id()");
        }
        return connection;
    }

    private static void drawEvent(Connection writing) throws SQLException {
        try (var drawing = writing.createStatement()) {
            drawing.execute("select nextval('event_ids')");
        }
    }

    private List<String> feed() {
        return world.ada
                .get("/events")
                .is(200)
                .at("payload")
                .valueStream()
                .map(event -> event.path("event").asString())
                .toList();
    }
}
