package io.supportly.conversations;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.kernel.Role;
import io.supportly.testing.Api;
import io.supportly.testing.Desk;
import io.supportly.testing.World;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ApplicationEventMulticaster;

class ConversationActionsTest {
    private final World world = new World();
    private final Desk desk = new Desk(world);
    private final Api otto = world.as(world.user("Otto", world.acme, Role.AGENT), world.acme);

    @Test
    void who_types_is_told_to_those_who_listen() {
        var heard = new CopyOnWriteArrayList<TypingChanged>();
        world.server
                .bean(ApplicationEventMulticaster.class)
                .addApplicationListener(ApplicationListener.forPayload((TypingChanged typing) -> heard.add(typing)));

        world.bruno
                .post(desk.path() + "/toggle_typing_status", Map.of("typing_status", "on", "is_private", true))
                .is(200)
                .isJson("{}");

        assertThat(heard)
                .filteredOn(typing -> typing.account().equals(world.acme))
                .singleElement()
                .matches(typing -> typing.on() && typing.isPrivate() && typing.conversation() == desk.printerJam);
        world.bruno.post(desk.path() + "/toggle_typing_status").is(422).blames("typing_status", "blank");
        otto.post(desk.path() + "/toggle_typing_status", Map.of("typing_status", "on"))
                .is(403);
        world.gina
                .post(desk.path() + "/toggle_typing_status", Map.of("typing_status", "on"))
                .is(404);
    }

    @Test
    void a_transcript_holds_what_the_contact_may_read() {
        world.bruno
                .post(desk.path() + "/messages", Map.of("content", "Hello Carla"))
                .is(201);
        world.bruno
                .post(desk.path() + "/messages", Map.of("content", "psst", "private", true))
                .is(201);

        world.bruno
                .post(desk.path() + "/transcript", Map.of("email", "boss@example.com"))
                .is(200);

        String body = world.server
                .sql()
                .sql("select recipient || ' ' || subject || ' ' || body from mails where account_id = ?")
                .param(world.acme.value())
                .query(String.class)
                .single();
        assertThat(body)
                .contains(
                        "boss@example.com",
                        "#1",
                        "Acme",
                        "Carla Diaz, ",
                        "M\nThe printer is jammed",
                        "Bruno, ",
                        "M\nHello Carla")
                .doesNotContain("psst");
        world.bruno.post(desk.path() + "/transcript").is(422).blames("email", "blank");
        world.bruno
                .post(desk.path() + "/transcript", Map.of("email", "x"))
                .is(422)
                .blames("email", "invalid");
        otto.post(desk.path() + "/transcript", Map.of("email", "a@example.com")).is(403);
        world.gina
                .post(desk.path() + "/transcript", Map.of("email", "a@example.com"))
                .is(404);
    }

    @Test
    void there_are_thirty_transcripts_an_hour() {
        for (int i = 0; i < 30; i++) {
            world.bruno
                    .post(desk.path() + "/transcript", Map.of("email", "a@example.com"))
                    .is(200);
        }

        world.bruno
                .post(desk.path() + "/transcript", Map.of("email", "a@example.com"))
                .is(429);
        world.server.clock().advance(java.time.Duration.ofHours(1));
        world.bruno
                .post(desk.path() + "/transcript", Map.of("email", "a@example.com"))
                .is(200);
    }

    @Test
    void muting_leaves_a_line_once() {
        world.bruno.post(desk.path() + "/mute").is(200);
        world.bruno.post(desk.path() + "/mute").is(200);

        List<String> lines = lines();
        assertThat(lines).containsExactly("Bruno resolved the conversation", "Bruno muted the conversation");
        world.bruno.post(desk.path() + "/unmute").is(200);
        assertThat(lines()).endsWith("Bruno unmuted the conversation").hasSize(3);
        otto.post(desk.path() + "/mute").is(403);
        world.gina.post(desk.path() + "/mute").is(404);
        world.gina.post(desk.path() + "/unmute").is(404);
    }

    private List<String> lines() {
        return world.bruno
                .get(desk.path() + "/messages")
                .at("payload")
                .valueStream()
                .filter(message -> message.path("message_type").asInt() == 2)
                .map(message -> message.path("content").asString())
                .toList();
    }

    @Test
    void unread_conversations_are_counted_where_they_are() {
        long label = world.ada.post("/labels", Map.of("title", "vip")).number("id");
        long team = world.ada.post("/teams", Map.of("name", "printers")).number("id");
        world.ada
                .patch(desk.path(), Map.of("labels", List.of("vip", "unknown"), "team_id", team))
                .is(200);

        world.bruno.get("/conversations/unread_counts").is(200).isJson("""
                {"payload": {"all_count": 1, "inboxes": {"%d": 1}, "labels": {"%d": 1}, "teams": {"%d": 1}}}
                """.formatted(desk.inbox, label, team));
        otto.get("/conversations/unread_counts").shows("payload.all_count", 0);
        world.gina.get("/conversations/unread_counts").is(404);
        world.bruno.post(desk.path() + "/update_last_seen").is(200);
        world.bruno.get("/conversations/unread_counts").shows("payload.all_count", 0);
    }
}
