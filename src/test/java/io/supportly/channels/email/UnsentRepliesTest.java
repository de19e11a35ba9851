package io.supportly.channels.email;

import static io.supportly.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Answer;
import io.supportly.testing.FakeSmtp;
import io.supportly.testing.TestServer;
import io.supportly.testing.World;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What becomes of a reply that nobody takes.
class UnsentRepliesTest {
    private static FakeSmtp smtp;
    private static TestServer server;

    @BeforeAll
    static void start() {
        smtp = new FakeSmtp();
        server = TestServer.with(Map.of("SMTP_URL", smtp.url()));
    }

    @AfterAll
    static void stop() {
        server.close();
        smtp.close();
    }

    private static void conversation(World world) {
        String unique = UUID.randomUUID().toString().substring(0, 8);
        long inbox = world.ada
                .post(
                        "/inboxes",
                        Map.of(
                                "name",
                                "Acme Support",
                                "enable_auto_assignment",
                                false,
                                "channel",
                                Map.of("type", "email", "email", "help-" + unique + "@acme.example")))
                .is(201)
                .number("id");
        world.ada
                .post("/inbox_members", Map.of("inbox_id", inbox, "user_ids", List.of(world.brunoId)))
                .is(201);
        long contact = world.ada
                .post("/contacts", Map.of("name", "Carla", "email", "carla@example.com"))
                .number("payload.contact.id");
        world.ada
                .post("/conversations", Map.of("inbox_id", inbox, "contact_id", contact))
                .is(201);
    }

    private static Answer reply(World world) {
        return world.bruno
                .post("/conversations/1/messages", Map.of("content", "Open the lid", "cc_emails", "boss@example.com"))
                .is(201);
    }

    private static long mail(World world, String status) {
        eventually(
                () -> world.ada.get("/mails?status=" + status).at("meta.count").asInt() == 1);
        return world.ada.get("/mails?status=" + status).number("payload.0.id");
    }

    private static Answer messages(World world) {
        return world.bruno.get("/conversations/1/messages").is(200);
    }

    @Test
    void without_a_server_a_reply_is_kept_and_shown() {
        var world = new World();
        conversation(world);

        reply(world);

        String mail = "/mails/" + mail(world, "kept");
        world.ada
                .get(mail)
                .shows("kind", "reply")
                .shows("recipient", "carla@example.com")
                .shows("cc", List.of("boss@example.com"))
                .shows("body", "Open the lid\n");
        messages(world).shows("payload.0.status", "sent");
        world.ada.post(mail + "/retry").is(422);
    }

    @Test
    void what_is_deleted_before_it_was_sent_is_not_kept() {
        var world = new World();
        conversation(world);
        long message = reply(world).number("id");
        mail(world, "kept");

        world.bruno.delete("/conversations/1/messages/" + message).is(200);

        eventually(() -> world.ada.get("/mails").at("meta.count").asInt() == 0);
    }

    @Test
    void the_mails_of_a_removed_conversation_go_with_it() {
        var world = new World();
        conversation(world);
        reply(world);
        mail(world, "kept");

        world.ada.delete("/conversations/1").is(200);

        eventually(() -> world.ada.get("/mails").at("meta.count").asInt() == 0);
    }

    @Test
    void a_refused_reply_fails_in_the_servers_words_and_can_be_sent_again() {
        smtp.answers("550 5.1.1 No such user here");
        var world = new World(server);
        conversation(world);
        long message = reply(world).number("id");

        mail(world, "failed");
        messages(world).shows("payload.0.status", "failed");
        assertThat(messages(world).string("payload.0.content_attributes.external_error"))
                .contains("550 5.1.1 No such user here");
        assertThat(updates(world)).isEqualTo(1);

        smtp.answers("250 OK");
        world.bruno
                .post("/conversations/1/messages/" + message + "/retry")
                .is(200)
                .shows("content_attributes", Map.of("cc_emails", List.of("boss@example.com")));
        mail(world, "sent");
        messages(world).shows("payload.0.status", "sent");
        world.ada.get("/mails").shows("meta.count", 0);
        assertThat(smtp.taken()).singleElement().asString().contains("Cc: boss@example.com");
    }

    @Test
    void a_mail_that_an_administrator_sends_again_mends_its_message() {
        smtp.answers("550 5.7.1 Not today");
        var world = new World(server);
        conversation(world);
        reply(world);
        long mail = mail(world, "failed");

        smtp.answers("250 OK");
        world.ada.post("/mails/" + mail + "/retry").is(200).shows("id", mail);

        eventually(() -> messages(world).string("payload.0.status").equals("sent"));
        messages(world).shows("payload.0.content_attributes", Map.of("cc_emails", List.of("boss@example.com")));
        assertThat(smtp.taken()).hasSize(1);
    }

    private static long updates(World world) {
        return world.ada
                .get("/events?after=0&limit=500")
                .at("payload")
                .valueStream()
                .filter(event -> event.path("event").asString("").equals("message_updated")
                        || event.path("type").asString("").equals("message_updated"))
                .count();
    }
}
