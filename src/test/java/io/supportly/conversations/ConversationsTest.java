package io.supportly.conversations;

import static io.supportly.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.kernel.Role;
import io.supportly.testing.Api;
import io.supportly.testing.Desk;
import io.supportly.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ConversationsTest {
    private final World world = new World();
    private final Desk desk = new Desk(world);

    @Test
    void a_conversation_is_shown_with_its_contact_and_messages() {
        world.bruno
                .get(desk.path())
                .is(200)
                .isJson("""
                {
                  "meta": {
                    "sender": {"id": "*", "name": "Carla Diaz", "email": "carla@example.com", "phone_number": null,
                      "identifier": null, "blocked": false, "thumbnail": "", "availability_status": "offline",
                      "additional_attributes": {}, "custom_attributes": {}, "last_activity_at": "*",
                      "created_at": "*"},
                    "channel": "Channel::Api", "hmac_verified": false
                  },
                  "id": 1, "messages": "*", "account_id": "*", "uuid": "*", "additional_attributes": {},
                  "agent_last_seen_at": 0, "assignee_last_seen_at": 0, "can_reply": true, "contact_last_seen_at": 0,
                  "custom_attributes": {}, "inbox_id": "*", "labels": [], "muted": false, "snoozed_until": null,
                  "status": "open", "created_at": "*", "updated_at": "*", "timestamp": "*",
                  "first_reply_created_at": 0, "unread_count": 1, "last_non_activity_message": "*",
                  "last_activity_at": "*", "priority": null, "waiting_since": "*", "sla_policy_id": null,
                  "participants": []
                }
                """)
                .shows("messages.0.content", "The printer is jammed")
                .shows("messages.0.message_type", 0);
    }

    @Test
    void a_time_with_a_fraction_is_written_without_an_exponent() {
        assertThat(world.bruno.get(desk.path()).text()).containsPattern("\"updated_at\":\\d{10}\\.\\d{6},");
    }

    @Test
    void the_list_counts_what_it_filters() {
        world.ada
                .post(desk.path() + "/assignments", Map.of("assignee_id", world.brunoId))
                .is(200);

        world.bruno
                .get("/conversations?assignee_type=me")
                .is(200)
                .hasSize("data.payload", 1)
                .shows("data.meta", Map.of("mine_count", 1, "assigned_count", 1, "unassigned_count", 0, "all_count", 1))
                .shows("data.payload.0.meta.assignee.name", "Bruno");
        world.ada.get("/conversations?assignee_type=unassigned").is(200).hasSize("data.payload", 0);
        world.ada.get("/conversations?status=resolved").is(200).shows("data.meta.all_count", 0);
        world.ada.get("/conversations?status=all&page=2").is(200).hasSize("data.payload", 0);
        world.ada.get("/conversations?inbox_id=" + desk.inbox).shows("data.meta.all_count", 1);
    }

    @Test
    void every_order_of_the_list_works() {
        for (String order : ConversationQuery.Order.WORDS) {
            world.ada.get("/conversations?sort_by=" + order).is(200).hasSize("data.payload", 1);
            world.ada
                    .get("/conversations?status=all&labels[]=x&sort_by=" + order)
                    .is(200)
                    .hasSize("data.payload", 0);
        }
    }

    @Test
    void bad_filters_are_all_named() {
        world.ada
                .get("/conversations?status=nope&assignee_type=nobody&sort_by=luck")
                .is(422)
                .blames("status", "inclusion")
                .blames("assignee_type", "inclusion")
                .blames("sort_by", "inclusion");
        world.ada.get("/conversations?page=0").is(400);
        world.ada.get("/conversations?page=x").is(400);
    }

    @Test
    void resolving_stops_the_waiting_and_leaves_a_line() {
        world.bruno.post(desk.path() + "/toggle_status", Map.of()).is(200).shows("payload.current_status", "resolved");

        world.bruno.get(desk.path()).shows("status", "resolved").shows("waiting_since", 0);
        assertThat(world.bruno.get(desk.path() + "/messages").texts("payload.1.content"))
                .isNotNull();
        world.bruno.get(desk.path() + "/messages").shows("payload.1.content", "Bruno resolved the conversation");
    }

    @Test
    void a_message_of_the_customer_reopens_a_resolved_conversation() {
        world.bruno.patch(desk.path(), Map.of("status", "resolved")).is(200);

        world.bruno
                .post(desk.path() + "/messages", Map.of("content", "Again!", "message_type", "incoming"))
                .is(201);

        world.bruno.get(desk.path()).shows("status", "open").shows("unread_count", 2);
    }

    @Test
    void an_agent_who_reopens_takes_the_conversation() {
        world.ada.patch(desk.path(), Map.of("status", "resolved")).is(200);

        world.bruno.post(desk.path() + "/toggle_status").is(200);

        world.bruno.get(desk.path()).shows("meta.assignee.id", world.brunoId);
    }

    @Test
    void an_update_takes_many_things_at_once() {
        world.ada
                .patch(
                        desk.path(),
                        Map.of(
                                "status",
                                "snoozed",
                                "snoozed_until",
                                4_000_000_000L,
                                "priority",
                                "urgent",
                                "labels",
                                "VIP, printers",
                                "custom_attributes",
                                Map.of("floor", 3)))
                .is(200)
                .shows("status", "snoozed")
                .shows("snoozed_until", "2096-10-02T07:06:40.000Z")
                .shows("priority", "urgent")
                .shows("labels", List.of("vip", "printers"))
                .shows("custom_attributes.floor", 3);
        world.ada
                .patch(desk.path(), Map.of("priority", "none", "status", "open"))
                .shows("priority", null)
                .shows("snoozed_until", null);
    }

    @Test
    void labels_are_replaced_and_found() {
        world.bruno
                .post(desk.path() + "/labels", Map.of("labels", List.of("vip", "Billing")))
                .is(200)
                .shows("payload", List.of("vip", "billing"));

        world.ada
                .get("/conversations?labels[]=billing")
                .hasSize("data.payload", 1)
                .shows("data.meta.all_count", 1);
        world.ada.get("/conversations?labels[]=billing&labels[]=other").hasSize("data.payload", 1);
        world.bruno.post(desk.path() + "/labels", Map.of("labels", List.of())).shows("payload", List.of());
        world.ada
                .get("/conversations?labels[]=billing")
                .hasSize("data.payload", 0)
                .shows("data.meta.all_count", 0);
    }

    @Test
    void two_agents_who_assign_at_once_leave_one_assignee_and_one_line_each() throws Exception {
        long dora = world.user("Dora", world.acme, Role.ADMINISTRATOR);
        Api doraApi = world.as(dora, world.acme);
        try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = both.submit(
                    () -> world.ada.post(desk.path() + "/assignments", Map.of("assignee_id", world.brunoId)));
            var second = both.submit(() -> doraApi.post(desk.path() + "/assignments", Map.of("assignee_id", dora)));
            first.get().is(200);
            second.get().is(200);
        }

        world.ada.get(desk.path() + "/messages").hasSize("payload", 3);
        world.ada.get("/conversations?assignee_type=assigned").shows("data.meta.all_count", 1);
    }

    @Test
    void ten_posts_at_once_with_one_idempotency_key_make_one_message() throws Exception {
        Api once = world.bruno.with("Idempotency-Key", "key-" + desk.carla);
        List<Future<io.supportly.testing.Answer>> answers = new ArrayList<>();
        try (var ten = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 10; i++) {
                answers.add(ten.submit(() -> once.post(desk.path() + "/messages", Map.of("content", "Once"))));
            }
            for (var answer : answers) {
                answer.get().is(201).shows("id", answers.getFirst().get().number("id"));
            }
        }

        world.bruno.get(desk.path() + "/messages").hasSize("payload", 2);
        once.post(desk.path() + "/messages", Map.of("content", "Twice")).is(422);
    }

    @Test
    void an_agent_sees_only_his_inboxes_and_teams() {
        long other = world.user("Otto", world.acme, Role.AGENT);
        Api otto = world.as(other, world.acme);
        otto.get(desk.path()).is(403);
        otto.get("/conversations").hasSize("data.payload", 0).shows("data.meta.all_count", 0);

        long team = world.ada.post("/teams", Map.of("name", "Printers")).is(201).number("id");
        world.ada
                .post("/teams/" + team + "/team_members", Map.of("user_ids", List.of(other)))
                .is(201);
        world.ada
                .post(desk.path() + "/assignments", Map.of("team_id", team))
                .is(200)
                .shows("name", "printers");

        otto.get(desk.path()).is(200);
        otto.get("/conversations").hasSize("data.payload", 1).shows("data.meta.all_count", 1);
    }

    @Test
    void to_another_account_there_is_nothing() {
        world.gina.get(desk.path()).is(404);
        world.gina.post(desk.path() + "/messages", Map.of("content", "Hi")).is(404);
        Api ginaAtHome = world.as(world.ginaId, world.globex);
        ginaAtHome.get(desk.path()).is(404);
        ginaAtHome
                .post("/conversations", Map.of("inbox_id", desk.inbox, "contact_id", desk.carla))
                .is(404);
        ginaAtHome.get("/contacts/" + desk.carla).is(404);
    }

    @Test
    void replying_ends_the_waiting_and_counts_the_first_reply() {
        world.server.clock().advance(Duration.ofMinutes(5));
        long reply = world.bruno
                .post(desk.path() + "/messages", Map.of("content", "On my way", "echo_id", "e1"))
                .is(201)
                .shows("message_type", 1)
                .shows("echo_id", "e1")
                .shows("sender.name", "Bruno")
                .number("created_at");

        world.bruno.get(desk.path()).shows("first_reply_created_at", reply).shows("waiting_since", 0);
        world.ada.get("/events").is(200);
    }

    @Test
    void a_note_is_private_by_either_word() {
        world.bruno
                .post(desk.path() + "/messages", Map.of("content", "psst", "message_type", "activity"))
                .is(201)
                .shows("private", true)
                .shows("message_type", 1);
        world.bruno
                .post(desk.path() + "/messages", Map.of("content", "psst", "private", "true"))
                .shows("private", true);
        world.bruno.get(desk.path()).shows("first_reply_created_at", 0);
    }

    @Test
    void messages_are_paged_both_ways() {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            ids.add(world.bruno
                    .post(desk.path() + "/messages", Map.of("content", "m" + i))
                    .number("id"));
        }

        world.bruno.get(desk.path() + "/messages").hasSize("payload", 20).shows("payload.19.id", ids.getLast());
        world.bruno.get(desk.path() + "/messages?before=" + ids.get(5)).hasSize("payload", 6);
        world.bruno.get(desk.path() + "/messages?after=" + ids.get(5)).hasSize("payload", 19);
        world.bruno.get(desk.path() + "/messages?limit=0").is(422);
    }

    @Test
    void a_deleted_message_leaves_its_place() {
        long id = world.bruno
                .post(desk.path() + "/messages", Map.of("content", "secret"))
                .number("id");

        world.bruno.delete(desk.path() + "/messages/" + id).is(200).shows("content_attributes.deleted", true);

        assertThat(world.bruno.get(desk.path() + "/messages").text()).doesNotContain("secret");
        world.bruno.delete(desk.path() + "/messages/999999999").is(404);
    }

    @Test
    void an_attachment_opens_by_its_link_without_a_token() {
        var answer = world.bruno.multipart(
                desk.path() + "/messages",
                Api.Part.field("content", "see file"),
                new Api.Part("attachments[]", "note.txt", "text/plain", "hello file".getBytes()));
        answer.is(201).shows("attachments.0.file_type", "file").shows("attachments.0.extension", "txt");

        String link = answer.string("attachments.0.data_url").replaceFirst("^https?://[^/]+", "~");
        assertThat(world.stranger.get(link).is(200).text()).isEqualTo("hello file");
        world.stranger.get("~/files/forged/note.txt").is(404);
    }

    @Test
    void bad_messages_are_explained() {
        world.bruno
                .post(desk.path() + "/messages", Map.of("content", " ", "message_type", "song", "content_type", "x"))
                .is(422)
                .blames("content", "blank")
                .blames("message_type", "inclusion")
                .blames("content_type", "inclusion");
        world.bruno
                .send("POST", desk.path() + "/messages", "{\"content\": ".getBytes())
                .is(400);
        world.bruno
                .post(desk.path() + "/messages", Map.of("content", "a\u0000b"))
                .is(400);
    }

    @Test
    void deleting_leaves_nothing() {
        world.bruno.delete(desk.path()).is(403);

        world.ada.delete(desk.path()).is(200);

        world.ada.get(desk.path()).is(404);
        world.ada.get("/conversations").shows("data.meta.all_count", 0);
        long left = world.server
                .sql()
                .sql("select count(*) from messages where account_id = ?")
                .param(world.acme.value())
                .query(Long.class)
                .single();
        assertThat(left).isZero();
        eventually(() -> world.ada
                .get("/events?limit=500")
                .at("payload")
                .valueStream()
                .anyMatch(event -> event.path("event").asString().equals("conversation_removed")
                        && event.path("conversation_id").asLong() == desk.printerJam));
    }

    @Test
    void muting_blocks_the_contact() {
        world.bruno.post(desk.path() + "/mute").is(200);
        world.bruno.get(desk.path()).shows("muted", true).shows("status", "resolved");

        world.bruno
                .post(desk.path() + "/messages", Map.of("content", "hey", "message_type", "incoming"))
                .is(201);
        world.bruno.get(desk.path()).shows("status", "resolved");
        world.bruno.post(desk.path() + "/unmute").is(200);
        world.bruno.get(desk.path()).shows("muted", false);
    }

    @Test
    void seen_and_unread_follow_each_other() {
        world.bruno.post(desk.path() + "/update_last_seen").is(200).shows("unread_count", 0);
        world.bruno.post(desk.path() + "/unread").is(200).shows("unread_count", 1);
    }

    @Test
    void the_search_finds_the_customer_and_the_number() {
        world.ada.get("/search?q=carla").is(200).hasSize("payload.contacts", 1);
        world.ada.get("/search?q=diaz").hasSize("payload.contacts", 1);
        world.ada.get("/search?q=1").is(200).hasSize("payload.conversations", 1);
        world.ada.get("/search?q=").is(422).blames("q", "blank");
        world.ada.get("/search?q=%25_").is(200).hasSize("payload.contacts", 0);
    }
}
