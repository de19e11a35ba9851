package io.supportly.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Answer;
import io.supportly.testing.Desk;
import io.supportly.testing.World;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a page shows was written before. Whatever it shows, a change of it is there at the next look, in the list and
/// in that of a label.
class ConversationPagesTest {
    private final World world = new World();
    private final Desk desk = new Desk(world);
    private final String messages = desk.path() + "/messages";

    @BeforeEach
    void label() {
        world.ada
                .post(desk.path() + "/labels", Map.of("labels", List.of("vip")))
                .is(200);
        each("data.payload.0.id", desk.printerJam);
    }

    private Stream<Answer> pages() {
        return Stream.of("/conversations?status=open", "/conversations?status=open&labels[]=vip")
                .map(path -> world.ada.get(path).is(200).hasSize("data.payload", 1));
    }

    private void each(String path, Object value) {
        pages().forEach(page -> page.shows(path, value));
    }

    private long reply() {
        return world.bruno
                .post(messages, Map.of("content", "Open the lid"))
                .is(201)
                .number("id");
    }

    @Test
    void a_new_message_is_shown() {
        reply();

        each("data.payload.0.last_non_activity_message.content", "Open the lid");
    }

    @Test
    void a_deleted_last_message_is_no_longer_shown() {
        long reply = reply();
        each("data.payload.0.messages.0.content", "Open the lid");

        world.ada.delete(messages + "/" + reply).is(200);

        pages().forEach(page -> assertThat(page.text()).doesNotContain("Open the lid"));
    }

    @Test
    void a_last_message_that_was_read_is_shown_so() {
        reply();
        each("data.payload.0.messages.0.status", "sent");
        String visitor = "/public/api/v1/inboxes/"
                + world.ada.get("/inboxes/" + desk.inbox).string("inbox_identifier") + "/contacts/"
                + world.ada.get(desk.path()).string("messages.0.conversation.contact_inbox.source_id");

        world.stranger.post(visitor + desk.path() + "/update_last_seen").is(200);

        each("data.payload.0.messages.0.status", "read");
    }

    @Test
    void a_changed_contact_is_shown() {
        world.ada
                .patch("/contacts/" + desk.carla, Map.of("name", "Carla Diaz-Ruiz"))
                .is(200);

        each("data.payload.0.meta.sender.name", "Carla Diaz-Ruiz");
    }

    @Test
    void a_changed_conversation_is_shown() {
        world.ada
                .patch(desk.path(), Map.of("priority", "urgent", "assignee_id", world.brunoId))
                .is(200);

        each("data.payload.0.priority", "urgent");
        each("data.payload.0.meta.assignee.name", "Bruno");
    }

    @Test
    void a_renamed_agent_is_shown() {
        world.ada.patch(desk.path(), Map.of("assignee_id", world.brunoId)).is(200);
        each("data.payload.0.meta.assignee.name", "Bruno");

        world.ada
                .patch("/agents/" + world.brunoId, Map.of("name", "Bruno Rossi"))
                .is(200);

        each("data.payload.0.meta.assignee.name", "Bruno Rossi");
    }
}
