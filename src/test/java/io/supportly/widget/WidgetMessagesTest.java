package io.supportly.widget;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Api;
import io.supportly.testing.World;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class WidgetMessagesTest {
    private final World world = new World();
    private final Site site = new Site(world);
    private final Site.Visitor visitor = site.visitor();

    private long ask(long conversation, Map<String, ?> message) {
        return world.bruno
                .post("/conversations/" + conversation + "/messages", message)
                .is(201)
                .number("id");
    }

    @Test
    void the_first_message_begins_a_conversation_and_the_next_goes_on_with_it() {
        world.ada.post("/labels", Map.of("title", "billing")).is(201);
        visitor.get("/messages").is(200).isJson("{\"payload\": [], \"meta\": {}}");

        long id = visitor.post(
                        "/messages",
                        Map.of(
                                "message", Map.of("content", "Hi", "echo_id", "e1"),
                                "custom_attributes", Map.of("order", 7),
                                "labels", List.of("billing", "gone")))
                .is(201)
                .isJson("""
                {"id": "*", "content": "Hi", "inbox_id": %d, "conversation_id": "*", "message_type": 0,
                 "content_type": "text", "created_at": "*", "private": false, "source_id": null,
                 "content_attributes": {}, "echo_id": "e1", "sender": "*"}
                """.formatted(site.inbox))
                .number("conversation_id");

        assertThat(visitor.says("Anybody?")).isEqualTo(id);
        world.bruno
                .get("/conversations/" + id)
                .shows("labels", List.of("billing"))
                .shows("custom_attributes.order", 7);
        visitor.post("/messages", Map.of("message", Map.of("content", " ")))
                .is(422)
                .blames("content", "blank");
    }

    @Test
    void two_first_messages_at_once_begin_one_conversation() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Long> hello = () -> visitor.says("Hi");
            var said = threads.invokeAll(List.of(hello, hello, hello));

            assertThat(said.get(0).get())
                    .isEqualTo(said.get(1).get())
                    .isEqualTo(said.get(2).get());
        }
    }

    @Test
    void a_visitor_reads_what_is_for_him_in_pages() {
        long id = visitor.says("m0");
        long first = visitor.get("/messages").number("payload.0.id");
        ask(id, Map.of("content", "a note", "private", true));
        long answer = ask(id, Map.of("content", "Hello"));
        for (int i = 0; i < 21; i++) {
            visitor.says("m" + (i + 1));
        }

        visitor.get("/messages").is(200).hasSize("payload", 20).shows("payload.19.content", "m21");
        visitor.get("/messages?after=" + first)
                .hasSize("payload", 22)
                .shows("payload.0.id", answer)
                .shows("payload.0.sender.name", "Bruno");
        visitor.get("/messages?before=" + answer).hasSize("payload", 1);
        visitor.get("/messages?before=x").is(400);
    }

    @Test
    void files_come_in_a_form_or_before_the_message() {
        visitor.multipart(
                        "/messages",
                        new Api.Part("message[attachments][]", "a.txt", "text/plain", "Hello".getBytes()),
                        Api.Part.field("message[content]", "See this"))
                .is(201)
                .shows("content", "See this")
                .shows("attachments.0.file_type", "file");
        var announced = visitor.post(
                        "/direct_uploads",
                        Map.of("blob", Map.of("filename", "b.txt", "byte_size", 2, "content_type", "text/plain")))
                .is(201);
        String where = announced.string("direct_upload.url").replaceFirst("^https?://[^/]+", "~");
        world.stranger.send("PUT", where, "Hi".getBytes(), "text/plain").is(200);

        visitor.post("/messages", Map.of("message", Map.of("attachments", List.of(announced.string("signed_id")))))
                .is(201)
                .shows("attachments.0.extension", "txt");
        visitor.post("/direct_uploads", Map.of())
                .is(422)
                .blames("filename", "blank")
                .blames("byte_size", "blank");
    }

    @Test
    void a_program_is_no_file_to_send() {
        byte[] program = "#!/bin/sh\nrm -rf /".getBytes();

        visitor.multipart("/messages", new Api.Part("message[attachments][]", "a.sh", "text/plain", program))
                .is(422)
                .blames("attachments", "invalid");
        visitor.get("/messages").hasSize("payload", 0);
    }

    @Test
    void an_answer_names_the_message_that_it_answers() {
        long id = visitor.says("Hi");
        long question = ask(id, Map.of("content", "Which order?"));

        visitor.post("/messages", Map.of("message", Map.of("content", "7", "reply_to", question)))
                .is(201)
                .shows("content_attributes.in_reply_to", question);
    }

    @Test
    void the_address_that_was_asked_for_becomes_the_visitors() {
        site.set("enable_email_collect", true);
        visitor.says("Hi");
        long question = visitor.get("/messages")
                .shows("payload.1.content_type", "input_email")
                .number("payload.1.id");

        visitor.patch("/messages/" + question, Map.of("contact", Map.of("email", "nope")))
                .is(422)
                .blames("submitted_email", "invalid");
        visitor.patch("/messages/" + question, Map.of("contact", Map.of("email", "Jo@example.com")))
                .is(200)
                .isJson("""
                {"contact": {"id": "*", "has_email": true, "has_name": true, "has_phone_number": false}}
                """);
        visitor.post("/config").shows("contact.email", "jo@example.com");
        visitor.get("/messages").shows("payload.1.content_attributes.submitted_email", "Jo@example.com");
    }

    @Test
    void a_rating_and_a_choice_are_filled_in() {
        long id = visitor.says("Hi");
        long rating = ask(id, Map.of("content", "How was it?", "content_type", "input_csat"));
        long plain = ask(id, Map.of("content", "Hello"));
        var stars = Map.of("message", Map.of("submitted_values", Map.of("csat_survey_response", Map.of("rating", 5))));

        visitor.patch("/messages/" + rating, stars).is(200).isJson("{}");
        visitor.get("/messages").shows("payload.1.content_attributes.submitted_values.csat_survey_response.rating", 5);
        visitor.patch("/messages/" + plain, stars).is(422);
        visitor.patch("/messages/999999", stars).is(404);
        site.visitor().patch("/messages/" + rating, stars).is(404);
    }

    @Test
    void an_agent_can_not_write_for_a_visitor() {
        long id = visitor.says("Hi");

        world.bruno
                .post("/conversations/" + id + "/messages", Map.of("content", "x", "message_type", "incoming"))
                .is(422)
                .blames("message_type", "invalid");
    }
}
