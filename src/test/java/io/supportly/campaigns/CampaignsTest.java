package io.supportly.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Answer;
import io.supportly.testing.Api;
import io.supportly.testing.Desk;
import io.supportly.testing.World;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CampaignsTest {
    private final World world = new World();
    private final Desk desk = new Desk(world);
    private final long vip = label("vip");

    private long label(String title) {
        return world.ada.post("/labels", Map.of("title", title)).is(201).number("id");
    }

    private long inbox(Map<String, ?> channel) {
        return world.ada
                .post("/inboxes", Map.of("name", "Other", "channel", channel))
                .is(201)
                .number("id");
    }

    private long website() {
        return inbox(Map.of("type", "web_widget", "website_url", "https://example.com"));
    }

    /// For an audience, at a time that is far away.
    private Map<String, Object> oneOff() {
        return new HashMap<>(Map.of(
                "title",
                "Spring",
                "message",
                "Hello {{contact.first_name}}, spring is here",
                "inbox_id",
                desk.inbox,
                "sender_id",
                world.brunoId,
                "audience",
                List.of(Map.of("type", "Label", "id", vip)),
                "scheduled_at",
                "2031-01-01T00:00:00Z"));
    }

    private String add(Map<String, ?> draft) {
        return "/campaigns/" + world.ada.post("/campaigns", draft).is(201).number("id");
    }

    @Test
    void an_administrator_creates_a_campaign_for_an_audience() {
        Answer made = world.ada.post("/campaigns", oneOff()).is(201);

        assertThat(made.json().path("inbox").path("id").longValue()).isEqualTo(desk.inbox);
        assertThat(made.json().path("sender").path("id").longValue()).isEqualTo(world.brunoId);
        made.isJson("""
                {"id": 1, "title": "Spring", "description": null, "account_id": %s, "inbox": "*", "sender": "*",
                 "message": "Hello {{contact.first_name}}, spring is here", "template_params": null,
                 "campaign_status": "active", "enabled": true, "campaign_type": "one_off",
                 "scheduled_at": 1924992000, "audience": [{"type": "Label", "id": %d}], "trigger_rules": {},
                 "trigger_only_during_business_hours": false, "created_at": "*", "updated_at": "*"}
                """.formatted(world.acme, vip));
        world.ada.get("/campaigns/1").is(200).shows("title", "Spring");
        world.ada.get("/campaigns").is(200).hasSize("", 1).shows("0", made.json());
        world.ada.get("/inboxes/" + desk.inbox + "/campaigns").is(200).hasSize("", 1);
        world.ada.get("/inboxes/" + website() + "/campaigns").is(200).hasSize("", 0);
    }

    @Test
    void one_of_a_website_is_shown_on_pages() {
        var draft = Map.of(
                "campaign",
                Map.of(
                        "title",
                        "Prices",
                        "message",
                        "Any questions?",
                        "inbox_id",
                        Long.toString(website()),
                        "sender_id",
                        "",
                        "trigger_only_during_business_hours",
                        true,
                        "trigger_rules",
                        Map.of("url", "https://*.example.com/prices*", "time_on_page", "30")));

        Answer made = world.ada.post("/campaigns", draft).is(201);

        made.isJson("""
                {"id": 1, "title": "Prices", "description": null, "account_id": %s, "inbox": "*",
                 "message": "Any questions?", "template_params": null, "campaign_status": "active", "enabled": true,
                 "campaign_type": "ongoing",
                 "trigger_rules": {"url": "https://*.example.com/prices*", "time_on_page": 30},
                 "trigger_only_during_business_hours": true, "created_at": "*", "updated_at": "*"}
                """.formatted(world.acme));
    }

    @Test
    void the_widget_is_told_of_the_enabled_ones_of_its_website() {
        long website = website();
        var draft = Map.of("title", "Prices", "message", "Any questions?", "inbox_id", website);
        String first = add(draft);
        add(draft);
        add(oneOff());
        world.ada.patch(first, Map.of("enabled", false)).is(200).shows("enabled", false);

        Campaigns campaigns = world.server.bean(Campaigns.class);

        assertThat(campaigns.ongoing(world.acme, website))
                .extracting(Campaign::number)
                .containsExactly(2L);
        assertThat(campaigns.ongoing(world.acme, desk.inbox)).isEmpty();
        assertThat(campaigns.find(world.acme, 1)).map(Campaign::enabled).hasValue(false);
        assertThat(campaigns.find(world.globex, 1)).isEmpty();
    }

    @Test
    void what_the_reference_asks_for_is_enough() {
        world.ada
                .post("/campaigns", Map.of("title", "Welcome", "message", "Hi there!", "inbox_id", desk.inbox))
                .is(201)
                .shows("campaign_type", "one_off")
                .shows("campaign_status", "active")
                .shows("audience", List.of())
                .shows("scheduled_at", world.server.clock().instant().getEpochSecond());
    }

    @Test
    void every_fault_is_told_at_once() {
        Answer refused = world.ada
                .post(
                        "/campaigns",
                        Map.of(
                                "title",
                                "x".repeat(256),
                                "message",
                                "Hello {{contact.nickname}} {% if %} {{agent.name}}",
                                "inbox_id",
                                999_999_999,
                                "sender_id",
                                world.ginaId,
                                "audience",
                                List.of(Map.of("type", "Segment", "id", vip), Map.of("type", "Label", "id", 999)),
                                "trigger_rules",
                                Map.of("url", "ftp://example.com", "time_on_page", -1)))
                .is(422);

        assertThat(refused.json()
                        .path("errors")
                        .valueStream()
                        .map(fault -> fault.path("field").asString() + " "
                                + fault.path("message").asString()))
                .containsExactlyInAnyOrder(
                        "title is too long (maximum is 255 characters)",
                        "inbox_id is no inbox of this account",
                        "message has variables that are not known: contact.nickname, {%",
                        "sender_id is no agent of this account",
                        "audience are not all labels of this account: [999]",
                        "audience must be a list of {\"type\": \"Label\", \"id\": ...}",
                        "trigger_rules.url is invalid",
                        "trigger_rules.time_on_page must be between 0 and 86400");
        world.ada
                .post("/campaigns", Map.of())
                .is(422)
                .hasSize("errors", 3)
                .shows("errors.0.field", "title")
                .shows("errors.1.field", "message")
                .shows("errors.2.field", "inbox_id");
        world.ada
                .post("/campaigns", Map.of("title", "A", "message", "{{agent.name}}", "inbox_id", desk.inbox))
                .is(422)
                .shows("errors.0.message", "names the agent, but the campaign has no sender");
    }

    @ParameterizedTest
    @CsvSource({"whatsapp, phone_number, +4915112345678", "telegram, bot_token, 1:x"})
    void an_inbox_through_which_nothing_goes_out_is_refused(String type, String setting, String value) {
        long inbox = inbox(Map.of("type", type, setting, value));

        world.ada
                .post("/campaigns", Map.of("title", "A", "message", "B", "inbox_id", inbox))
                .is(422)
                .shows("errors.0.field", "inbox_id")
                .shows("errors.0.code", "inclusion");
    }

    @Test
    void an_administrator_changes_a_campaign() {
        String campaign = add(oneOff());
        long other = label("gold");

        world.ada
                .patch(
                        campaign,
                        Map.of(
                                "title",
                                "Summer",
                                "audience",
                                List.of(Map.of("type", "Label", "id", Long.toString(other))),
                                "scheduled_at",
                                1_924_992_001))
                .is(200)
                .shows("title", "Summer")
                .shows("message", "Hello {{contact.first_name}}, spring is here")
                .shows("audience", List.of(Map.of("type", "Label", "id", other)))
                .shows("scheduled_at", 1_924_992_001);
        world.ada.patch(campaign, Map.of("message", "{{who}}")).is(422).shows("errors.0.field", "message");
        world.ada.patch(campaign, Map.of("title", " ")).is(422).shows("errors.0.code", "blank");
        world.ada
                .patch(campaign, Map.of("title", "Autumn", "audience", List.of()))
                .is(200);
        world.ada.get(campaign).shows("title", "Autumn").shows("audience", List.of());
    }

    @Test
    void a_label_that_is_gone_does_not_stand_in_the_way() {
        String campaign = add(oneOff());
        world.ada.delete("/labels/" + vip).is(200);

        world.ada.patch(campaign, Map.of("title", "Summer")).is(200).shows("title", "Summer");
    }

    @Test
    void a_sender_who_leaves_is_no_sender_any_more() {
        String campaign = add(oneOff());

        world.ada.delete("/agents/" + world.brunoId).is(200);

        assertThat(world.ada.get(campaign).is(200).json().has("sender")).isFalse();
    }

    @Test
    void the_number_of_a_deleted_campaign_is_not_given_again() {
        add(oneOff());
        String second = add(oneOff());

        world.ada.delete(second).is(200).isJson("{}");

        world.ada.get(second).is(404);
        world.ada.delete(second).is(404);
        world.ada.get("/campaigns").hasSize("", 1);
        assertThat(add(oneOff())).isEqualTo("/campaigns/3");
    }

    @Test
    void campaigns_go_with_their_inbox() {
        String campaign = add(oneOff());

        world.ada.delete("/inboxes/" + desk.inbox).is(200);

        world.ada.get(campaign).is(404);
        world.ada.get("/campaigns").is(200).hasSize("", 0);
    }

    @Test
    void only_administrators_may() {
        String campaign = add(oneOff());

        for (Api who : List.of(world.bruno, world.gina, world.stranger)) {
            int status = who == world.bruno ? 403 : who == world.gina ? 404 : 401;
            who.get("/campaigns").is(status);
            who.get(campaign).is(status);
            who.get("/inboxes/" + desk.inbox + "/campaigns").is(status);
            who.post("/campaigns", oneOff()).is(status);
            who.patch(campaign, Map.of("title", "Mine")).is(status);
            who.delete(campaign).is(status);
        }
        world.as(world.ginaId, world.globex).get(campaign).is(404);
        assertThat(Instant.parse(world.ada.get(campaign).is(200).string("created_at")))
                .isBeforeOrEqualTo(world.server.clock().instant());
    }
}
