package io.supportly.contacts;

import static io.supportly.testing.World.eventually;

import io.supportly.testing.Answer;
import io.supportly.testing.Api;
import io.supportly.testing.Desk;
import io.supportly.testing.World;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NotesTest {
    private final World world = new World();
    private final Desk desk = new Desk(world);
    private final String notes = "/contacts/" + desk.carla + "/notes";

    @Test
    void an_agent_writes_a_note_about_a_contact() {
        Answer note = world.bruno
                .post(notes, Map.of("note", Map.of("content", "Prefers the phone")))
                .is(201);

        note.isJson("""
                {"id": "*", "content": "Prefers the phone", "account_id": "*", "contact_id": %d, "user": {
                  "id": %d, "account_id": "*", "availability_status": "online", "auto_offline": true,
                  "confirmed": true, "email": "*", "provider": "email", "available_name": "Bruno", "name": "Bruno",
                  "role": "agent", "thumbnail": ""}, "created_at": "*", "updated_at": "*"}
                """.formatted(desk.carla, world.brunoId));
        world.bruno.get(notes + "/" + note.number("id")).is(200).shows("", note.json());
    }

    @Test
    void notes_are_listed_the_newest_first_and_rewritten_and_deleted() {
        long first = world.bruno.post(notes, Map.of("content", "One")).number("id");
        long second = world.ada.post(notes, Map.of("content", "Two")).number("id");

        world.bruno.get(notes).is(200).hasSize("", 2).shows("0.id", second).shows("1.id", first);
        world.bruno
                .patch(notes + "/" + second, Map.of("content", "Three"))
                .is(200)
                .shows("content", "Three")
                .shows("user.id", world.adaId);
        world.bruno.delete(notes + "/" + first).is(200);
        world.bruno.get(notes + "/" + first).is(404);
        world.bruno.delete(notes + "/" + first).is(404);
        world.bruno.get(notes).hasSize("", 1);
    }

    @Test
    void another_account_and_another_contact_have_no_such_note() {
        long note = world.bruno.post(notes, Map.of("content", "One")).number("id");
        long dora = world.bruno.post("/contacts", Map.of("name", "Dora")).number("payload.contact.id");
        Api atHome = world.as(world.ginaId, world.globex);

        for (Api api : List.of(knocking(atHome), atHome)) {
            api.get(notes).is(404);
            api.get(notes + "/" + note).is(404);
            api.post(notes, Map.of("content", "X")).is(404);
            api.patch(notes + "/" + note, Map.of("content", "X")).is(404);
            api.delete(notes + "/" + note).is(404);
        }
        world.bruno.get("/contacts/" + dora + "/notes/" + note).is(404);
        world.bruno
                .patch("/contacts/" + dora + "/notes/" + note, Map.of("content", "X"))
                .is(404);
        world.bruno.delete("/contacts/" + dora + "/notes/" + note).is(404);
        world.stranger.get(notes).is(401);
    }

    /// Gina at acme's doors, with the token that she has by now.
    private Api knocking(Api atHome) {
        return new Api(atHome.address(), World.prefix(world.acme), atHome.headers());
    }

    @Test
    void a_note_that_says_nothing_or_too_much_is_refused() {
        world.bruno.post(notes, Map.of("content", " ")).is(422).blames("content", "blank");
        world.bruno.post(notes, Map.of("content", "x".repeat(20_001))).is(422).blames("content", "too_long");
        world.bruno.get(notes + "?page=0").is(400);
    }

    @Test
    void notes_go_with_their_contact() {
        world.bruno.post(notes, Map.of("content", "One")).is(201);

        world.ada.delete("/contacts/" + desk.carla).is(200);

        eventually(() -> world.server
                        .sql()
                        .sql("select count(*) from contact_notes where account_id = ?")
                        .param(world.acme.value())
                        .query(Long.class)
                        .single()
                == 0);
    }
}
