package io.supportly.inboxes;

import static io.supportly.testing.Pictures.PNG;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Answer;
import io.supportly.testing.Api;
import io.supportly.testing.Api.Part;
import io.supportly.testing.World;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InboxesTest {
    private final World world = new World();

    @Test
    void an_api_inbox_is_created_with_what_it_needs() {
        world.ada
                .post(
                        "/inboxes/",
                        Map.of(
                                "name",
                                "App",
                                "channel",
                                Map.of("type", "api", "webhook_url", "https://app.example.com/hook")))
                .is(201)
                .isJson("""
                        {
                          "id": "*", "avatar_url": "", "channel_id": "*", "name": "App",
                          "channel_type": "Channel::Api", "greeting_enabled": false, "working_hours_enabled": false,
                          "enable_email_collect": true, "csat_survey_enabled": false, "enable_auto_assignment": true,
                          "allow_messages_after_resolved": true, "lock_to_single_conversation": false,
                          "greeting_message": null, "out_of_office_message": null, "timezone": "UTC",
                          "sender_name_type": "friendly", "business_name": null, "csat_config": {},
                          "auto_assignment_config": {}, "working_hours": "*", "callback_webhook_url": null,
                          "allowed_domains": null, "widget_color": null, "website_url": null, "hmac_mandatory": false,
                          "welcome_title": null, "welcome_tagline": null, "selected_feature_flags": null,
                          "reply_time": null, "messaging_service_sid": null, "phone_number": null, "provider": null,
                          "web_widget_script": null, "website_token": null,
                          "webhook_url": "https://app.example.com/hook", "inbox_identifier": "*",
                          "additional_attributes": {}, "hmac_token": "*", "secret": "*"
                        }
                        """)
                .hasSize("working_hours", 7)
                .shows(
                        "working_hours.1",
                        Map.of(
                                "day_of_week",
                                1,
                                "closed_all_day",
                                false,
                                "open_hour",
                                9,
                                "open_minutes",
                                0,
                                "close_hour",
                                17,
                                "close_minutes",
                                0,
                                "open_all_day",
                                false));
    }

    @Test
    void a_website_has_its_defaults() {
        Answer made = inbox(Map.of("type", "web_widget", "website_url", "https://shop.example.com"));

        made.shows("widget_color", "#1f93ff")
                .shows("reply_time", "in_a_few_minutes")
                .shows("selected_feature_flags", List.of("attachments", "emoji_picker", "end_conversation"))
                .shows("continuity_via_email", true);
        assertThat(made.string("website_token")).hasSize(24);
        made.lacks("help_center").lacks("inbox_identifier");
    }

    @Test
    void an_agent_sees_his_inboxes_without_their_secrets() {
        Answer api = inbox(Map.of("type", "api"));
        Answer mail = inbox(mail(Map.of("imap_password", "hidden", "smtp_enabled", "true")));
        mail.shows("imap_password", "hidden").shows("smtp_enabled", true).shows("forwarding_enabled", false);
        Answer telegram = inbox(Map.of("type", "telegram", "bot_token", "1:hidden"));
        for (Answer made : List.of(api, mail)) {
            world.ada
                    .post("/inbox_members", Map.of("inbox_id", made.number("id"), "user_ids", List.of(world.brunoId)))
                    .is(201);
        }

        assertThat(world.bruno.get("/inboxes").is(200).hasSize("payload", 2).text())
                .doesNotContain("hidden");
        world.ada.get("/inboxes").is(200).hasSize("payload", 3);
        world.bruno.get("/inboxes/" + api.number("id")).is(200).lacks("secret").lacks("hmac_token");
        world.bruno.get("/inboxes/" + telegram.number("id")).is(403);
    }

    @Test
    void an_inbox_is_updated_by_what_is_sent() {
        Answer made = inbox(Map.of("type", "api", "hmac_mandatory", true));
        String path = path(made);

        world.ada
                .patch(
                        path,
                        Map.of(
                                "inbox",
                                Map.of(
                                        "name", "App 2",
                                        "greeting_enabled", "true",
                                        "greeting_message", "Hello",
                                        "timezone", "Europe/Berlin",
                                        "channel", Map.of("webhook_url", "https://app.example.com/2"))))
                .is(200)
                .shows("name", "App 2")
                .shows("greeting_enabled", true)
                .shows("greeting_message", "Hello")
                .shows("timezone", "Europe/Berlin")
                .shows("hmac_mandatory", true)
                .shows("webhook_url", "https://app.example.com/2");
        world.ada.patch(path, Map.of("name", "App 3")).is(200).shows("greeting_message", "Hello");
        world.ada
                .patch(path, Collections.singletonMap("greeting_message", null))
                .is(200)
                .shows("greeting_message", null);
        world.ada
                .patch(path, Map.of("channel", Map.of("webhook_url", "null")))
                .is(200)
                .shows("webhook_url", null);
    }

    @Test
    void working_hours_are_set_day_by_day() {
        String path = path(inbox(Map.of("type", "api")));

        world.ada
                .patch(
                        path,
                        Map.of(
                                "working_hours_enabled",
                                true,
                                "working_hours",
                                List.of(
                                        Map.of("day_of_week", 0, "open_all_day", true),
                                        Map.of("day_of_week", 1, "closed_all_day", true),
                                        hours(2, 8, 20))))
                .is(200)
                .hasSize("working_hours", 7)
                .shows("working_hours.0.open_all_day", true)
                .shows("working_hours.0.close_minutes", 59)
                .shows("working_hours.1.closed_all_day", true)
                .shows("working_hours.2.close_hour", 20)
                .shows("working_hours.3.close_hour", 17);
        world.ada
                .patch(path, Map.of("working_hours", List.of(hours(7, 24, 9))))
                .is(422)
                .blames("working_hours.day_of_week", "inclusion")
                .blames("working_hours.open_hour", "inclusion")
                .blames("working_hours.close_hour", "invalid");
        world.ada
                .patch(
                        path,
                        Map.of(
                                "working_hours",
                                List.of(Map.of("day_of_week", 1, "open_all_day", true, "closed_all_day", true))))
                .is(422)
                .blames("working_hours", "invalid");
    }

    @Test
    void every_fault_of_an_inbox_is_told_at_once() {
        world.ada
                .post(
                        "/inboxes",
                        Map.of(
                                "channel",
                                Map.of(
                                        "type", "web_widget",
                                        "widget_color", "blue",
                                        "reply_time", "soon",
                                        "hmac_mandatory", "perhaps",
                                        "selected_feature_flags", List.of("telepathy")),
                                "timezone",
                                "Mars/Base",
                                "sender_name_type",
                                "rude",
                                "greeting_message",
                                "x".repeat(10_001),
                                "auto_assignment_config",
                                Map.of("max_assignment_limit", 0, "reassign_on_offline", "perhaps")))
                .is(422)
                .blames("name", "blank")
                .blames("channel.website_url", "blank")
                .blames("channel.widget_color", "invalid")
                .blames("channel.reply_time", "inclusion")
                .blames("channel.hmac_mandatory", "invalid")
                .blames("channel.selected_feature_flags", "inclusion")
                .blames("timezone", "inclusion")
                .blames("sender_name_type", "inclusion")
                .blames("greeting_message", "too_long")
                .blames("auto_assignment_config.max_assignment_limit", "invalid")
                .blames("auto_assignment_config.reassign_on_offline", "invalid");
        world.ada.post("/inboxes", Map.of("name", "App")).is(422).blames("channel", "blank");
        refused(Map.of("type", "pigeon")).blames("channel.type", "inclusion");
        refused(Map.of()).blames("channel.type", "blank");
        refused(Map.of("type", "email", "email", "nobody", "imap_port", 70_000))
                .blames("channel.email", "invalid")
                .blames("channel.imap_port", "invalid");
        refused(Map.of("type", "sms", "phone_number", "0301")).blames("channel.phone_number", "invalid");
        refused(Map.of("type", "line"))
                .blames("channel.line_channel_id", "blank")
                .blames("channel.line_channel_secret", "blank")
                .blames("channel.line_channel_token", "blank");
        refused(Map.of(
                        "type",
                        "api",
                        "webhook_url",
                        "ftp://x",
                        "additional_attributes",
                        Map.of("agent_reply_time_window", -1)))
                .blames("channel.webhook_url", "invalid")
                .blames("channel.additional_attributes.agent_reply_time_window", "invalid");
    }

    @Test
    void an_email_belongs_to_one_inbox_of_the_installation() {
        Map<String, Object> mail = mail(Map.of());
        String path = path(inbox(mail));
        Api ginaAtHome = world.as(world.ginaId, world.globex);
        Map<String, Object> same = Map.of("name", "Mail", "channel", mail);

        ginaAtHome.post("/inboxes", same).is(422).blames("email", "taken");
        world.ada.delete(path).is(200);

        ginaAtHome.post("/inboxes", same).is(201);
    }

    @Test
    void an_avatar_is_shown_to_everybody_until_it_is_deleted() {
        Answer made = world.ada
                .multipart(
                        "/inboxes",
                        Part.field("name", "App"),
                        Part.field("channel[type]", "api"),
                        Part.field("channel[hmac_mandatory]", "true"),
                        new Part("avatar", "me.png", "image/png", PNG))
                .is(201)
                .shows("hmac_mandatory", true);
        String first = pathOf(made.string("avatar_url"));
        assertThat(world.stranger.get(first).is(200).response().body()).isEqualTo(PNG);
        assertThat(world.stranger.get(first).header("Content-Type")).isEqualTo("image/png");

        Answer changed = world.ada
                .multipart("PATCH", path(made), new Part("avatar", "you.png", "image/png", PNG))
                .is(200);
        String second = pathOf(changed.string("avatar_url"));
        assertThat(second).isNotEqualTo(first);
        world.stranger.get(first).is(404);
        world.ada.delete(path(made) + "/avatar").is(200).isJson("{}");

        world.ada.get(path(made)).shows("avatar_url", "");
        world.stranger.get(second).is(404);
    }

    @Test
    void an_avatar_is_a_picture() {
        String path = path(inbox(Map.of("type", "api")));

        world.ada
                .multipart(
                        "PATCH",
                        path,
                        Part.field("timezone", "Mars/Base"),
                        new Part("avatar", "me.png", "image/png", "<svg onload=x/>".getBytes()))
                .is(422)
                .blames("avatar", "invalid")
                .blames("timezone", "inclusion");
        world.ada
                .multipart("PATCH", path, new Part("avatar", "me.png", "image/png", new byte[15 * 1024 * 1024 + 1]))
                .is(422)
                .blames("avatar", "too_large");
        world.bruno.delete(path + "/avatar").is(403);
        world.gina.delete(path + "/avatar").is(404);
    }

    @Test
    void members_are_added_set_and_removed() {
        long inbox = inbox(Map.of("type", "api")).number("id");

        members("POST", inbox, world.brunoId).is(201).hasSize("payload", 1).shows("payload.0.name", "Bruno");
        members("POST", inbox, world.adaId).is(201).hasSize("payload", 2);
        members("PATCH", inbox, world.brunoId).is(200).hasSize("payload", 1);
        world.bruno.get("/inbox_members/" + inbox).is(200).hasSize("payload", 1);
        members("DELETE", inbox, world.brunoId).is(200).isJson("{}");

        world.ada.get("/inbox_members/" + inbox).hasSize("payload", 0);
        world.bruno.get("/inboxes/" + inbox).is(403);
        members("POST", inbox, world.ginaId).is(422).blames("user_ids", "invalid");
        members("POST", 0, world.brunoId).is(404);
        world.ada
                .post("/inbox_members", Map.of())
                .is(422)
                .blames("inbox_id", "blank")
                .blames("user_ids", "blank");
    }

    @Test
    void members_and_administrators_are_assignable() {
        long first = inbox(Map.of("type", "api")).number("id");
        long second = inbox(Map.of("type", "api")).number("id");
        members("POST", first, world.brunoId).is(201);

        world.bruno
                .get("/inboxes/" + first + "/assignable_agents")
                .is(200)
                .hasSize("payload", 2)
                .shows("payload.0.name", "Ada")
                .shows("payload.1.name", "Bruno");
        world.ada.get("/inboxes/" + second + "/assignable_agents").is(200).hasSize("payload", 1);
        world.ada
                .get("/assignable_agents?inbox_ids[]=" + first + "&inbox_ids[]=" + second)
                .hasSize("payload", 1);
        world.bruno.get("/inboxes/" + second + "/assignable_agents").is(403);
        world.gina.get("/inboxes/" + first + "/assignable_agents").is(404);
    }

    @Test
    void a_secret_is_reset() {
        Answer made = inbox(Map.of("type", "api"));

        Answer reset = world.ada.post(path(made) + "/reset_secret").is(200);

        assertThat(reset.string("secret")).isNotEqualTo(made.string("secret")).isNotBlank();
        world.ada
                .post(path(inbox(Map.of("type", "telegram", "bot_token", "1:x"))) + "/reset_secret")
                .is(404);
    }

    @Test
    void only_administrators_of_the_account_change_inboxes() {
        String path = path(inbox(Map.of("type", "api")));
        Map<String, Object> mine = Map.of("name", "Mine", "channel", Map.of("type", "api"));
        Map<String, Object> people = Map.of("inbox_id", 1, "user_ids", List.of(world.brunoId));

        world.bruno.post("/inboxes", mine).is(403);
        world.bruno.patch(path, mine).is(403);
        world.bruno.delete(path).is(403);
        world.bruno.post(path + "/reset_secret").is(403);
        world.bruno.post("/inbox_members", people).is(403);
        world.bruno.patch("/inbox_members", people).is(403);
        world.bruno.delete("/inbox_members", people).is(403);
        world.gina.get("/inboxes").is(404);
        world.gina.post("/inboxes", mine).is(404);
    }

    @Test
    void another_accounts_inbox_does_not_exist() {
        String path = path(inbox(Map.of("type", "api")));
        Api ginaAtHome = world.as(world.ginaId, world.globex);

        ginaAtHome.get(path).is(404);
        ginaAtHome.patch(path, Map.of("name", "Mine")).is(404);
        ginaAtHome.delete(path).is(404);
        ginaAtHome.post(path + "/reset_secret").is(404);
        ginaAtHome.get(path.replace("inboxes", "inbox_members")).is(404);
        ginaAtHome.delete(path + "/avatar").is(404);
    }

    @Test
    void inboxes_are_listed_by_name() {
        for (String name : List.of("b", "C", "a")) {
            world.ada
                    .post("/inboxes", Map.of("name", name, "channel", Map.of("type", "api")))
                    .is(201);
        }

        Answer list = world.ada.get("/inboxes");

        assertThat(IntStream.range(0, 3).mapToObj(i -> list.string("payload." + i + ".name")))
                .containsExactly("a", "b", "C");
    }

    private Answer inbox(Map<String, ?> channel) {
        return world.ada
                .post("/inboxes", Map.of("name", "App", "channel", channel))
                .is(201);
    }

    private Answer refused(Map<String, ?> channel) {
        return world.ada
                .post("/inboxes", Map.of("name", "App", "channel", channel))
                .is(422);
    }

    private static Map<String, Object> mail(Map<String, ?> more) {
        var mail = new java.util.HashMap<String, Object>(more);
        mail.put("type", "email");
        mail.put("email", "Desk-" + UUID.randomUUID() + "@example.com");
        return mail;
    }

    private static String path(Answer inbox) {
        return "/inboxes/" + inbox.number("id");
    }

    private static String pathOf(String url) {
        return "~" + java.net.URI.create(url).getPath();
    }

    private Answer members(String method, long inbox, long user) {
        return world.ada.send(
                method, "/inbox_members", ("{\"inbox_id\": " + inbox + ", \"user_ids\": [" + user + "]}").getBytes());
    }

    private static Map<String, Object> hours(int day, int open, int close) {
        return Map.of(
                "day_of_week", day, "open_hour", open, "open_minutes", 0, "close_hour", close, "close_minutes", 0);
    }
}
