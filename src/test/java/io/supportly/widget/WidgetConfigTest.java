package io.supportly.widget;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Answer;
import io.supportly.testing.Api;
import io.supportly.testing.TestServer;
import io.supportly.testing.World;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WidgetConfigTest {
    private final World world = new World();
    private final Site site = new Site(world);

    @Test
    void a_new_visitor_learns_how_the_widget_looks_and_gets_a_session() {
        site.set("out_of_office_message", "Back on Monday");
        site.set("timezone", "Asia/Kolkata");
        site.setChannel("welcome_title", "Hi there");

        world.stranger
                .post("/api/v1/widget/config?website_token=" + site.token)
                .is(200)
                .isJson("""
                {"website_channel_config": {"allow_messages_after_resolved": true, "api_host": "*", "auth_token": "*",
                   "avatar_url": "", "csat_survey_enabled": false, "disable_branding": true,
                   "enabled_features": ["attachments", "emoji_picker", "end_conversation"], "enabled_languages": "*",
                   "locale": "en", "out_of_office_message": "Back on Monday", "portal": null,
                   "pre_chat_form_enabled": false, "pre_chat_form_options": {}, "reply_time": "in_a_few_minutes",
                   "timezone": "Asia/Kolkata", "utc_off_set": "+05:30", "website_name": "Shop", "website_token": "%s",
                   "welcome_tagline": null, "welcome_title": "Hi there", "widget_color": "#1f93ff",
                   "working_hours": "*", "working_hours_enabled": false},
                 "contact": {"id": "*", "name": "*", "email": null, "phone_number": null, "identifier": null,
                   "pubsub_token": "*"},
                 "global_config": {}}
                """.formatted(site.token));
    }

    @Test
    void a_visitor_who_comes_back_is_the_same() {
        Site.Visitor visitor = site.visitor();
        long id = visitor.get("/contact").is(200).number("id");

        Answer again = visitor.post("/config").is(200).shows("contact.id", id);
        assertThat(again.string("website_channel_config.auth_token")).isEqualTo(visitor.session());
        again.hasSize("website_channel_config.working_hours", 7)
                .shows("website_channel_config.enabled_languages.0.iso_639_1_code", "en");
    }

    @Test
    void a_session_of_nobody_is_followed_by_a_new_one() {
        Site.Visitor visitor = site.visitor();
        long id = visitor.get("/contact").number("id");
        world.ada.delete("/contacts/" + id).is(200);

        visitor.get("/contact").is(404);
        assertThat(visitor.post("/config").is(200).number("contact.id")).isNotEqualTo(id);
    }

    @Test
    void nobody_comes_in_without_a_session_of_this_website() {
        Site other = new Site(world);
        Site.Visitor visitor = site.visitor();
        String forged = "{\"source_id\":\"x\",\"inbox_id\":" + site.inbox + "}";
        String[] parts = visitor.session().split("\\.");
        String claims = Base64.getUrlEncoder().withoutPadding().encodeToString(forged.getBytes(StandardCharsets.UTF_8));

        world.stranger.post("/api/v1/widget/config?website_token=nothing").is(404);
        world.stranger.post("/api/v1/widget/config").is(422).blames("website_token", "blank");
        visitor.at("nothing").get("/contact").is(404);
        visitor.at(other.token).get("/contact").is(404);
        world.stranger.get("/api/v1/widget/contact?website_token=" + site.token).is(401);
        site.visitor(parts[0] + "." + claims + "." + parts[2]).get("/contact").is(404);
        site.visitor("a.b.c").get("/contact").is(404);
        world.stranger
                .with("api_access_token", visitor.session())
                .get("/labels")
                .is(404);
    }

    @Test
    void existing_clients_read_whose_session_it_is() {
        String[] parts = site.visitor().session().split("\\.");

        assertThat(new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8))
                .isEqualTo("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");
        assertThat(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8))
                .matches("\\{\"source_id\":\"[^\"]+\",\"inbox_id\":" + site.inbox + "}");
    }

    @Test
    void any_website_may_embed_the_widget_until_its_inbox_names_those_that_may() {
        Site.Visitor visitor = site.visitor();
        String path = "/api/v1/widget/messages?website_token=" + site.token;
        Api shop = visitor.api().with("Origin", "https://shop.example.com");
        Api evil = visitor.api().with("Origin", "https://evil.example.org");

        assertThat(evil.get(path).is(200).header("Access-Control-Allow-Origin")).isEqualTo("https://evil.example.org");
        site.setChannel("allowed_domains", "example.com, *.example.com");
        evil.get(path).is(403);
        Answer refused = visitor.api().with("Origin", "http://[").get(path).is(403);
        assertThat(refused.at("errors.0.code").asString()).isEqualTo("forbidden");
        assertThat(shop.get(path).is(200).header("Access-Control-Allow-Origin")).isEqualTo("https://shop.example.com");
        Answer asked = world.stranger
                .with("Origin", "https://shop.example.com")
                .with("Access-Control-Request-Method", "POST")
                .with("Access-Control-Request-Headers", "x-auth-token,content-type")
                .send("OPTIONS", path, null)
                .is(200);
        assertThat(asked.header("Access-Control-Allow-Headers")).contains("x-auth-token");
        assertThat(world.ada
                        .with("Origin", "https://shop.example.com")
                        .get("/labels")
                        .header("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    @Test
    void each_visitor_has_a_limit_of_his_own() {
        try (TestServer server = TestServer.with(Map.of("SUPPORTLY_RATE_LIMIT", "12"))) {
            Site busy = new Site(new World(server));
            server.clock().advance(Duration.ofMinutes(2));
            Site.Visitor first = busy.visitor();
            Site.Visitor second = busy.visitor();
            for (int i = 0; i < 12; i++) {
                first.get("/contact").is(200);
            }

            first.get("/contact").is(429);
            second.get("/contact").is(200).shows("has_email", false);
            assertThat(second.get("/contact").header("X-RateLimit-Remaining")).isEqualTo("10");
        }
    }

    @Test
    void the_people_who_answer_are_shown() {
        site.visitor().get("/inbox_members").is(200).isJson("""
                {"payload": [{"id": %d, "name": "Bruno", "avatar_url": "", "availability_status": "online"}]}
                """.formatted(world.brunoId));
    }
}
