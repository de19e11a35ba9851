package io.supportly.campaigns;

import static io.supportly.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Desk;
import io.supportly.testing.World;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Stopping campaigns, letting them go on, and ending them.
class SteeringTest {
    private final World world = new World();
    private final Desk desk = new Desk(world);
    private final Crowd crowd = new Crowd(world);

    /// As it stands when somebody stops it in the middle: the first has it, the other has not.
    private String halfSent() {
        crowd.joins("Eva", Map.of());
        crowd.joins("Tom", Map.of());
        String campaign = crowd.begin(desk.inbox, "Hello");
        crowd.until(campaign, "completed");
        world.server.sql().sql("""
                        update campaigns set status = 'paused' where account_id = :account;
                        update campaign_recipients set status = 'pending', settled_at = null
                        where account_id = :account and contact_id = (select max(contact_id) from campaign_recipients
                          where account_id = :account)
                        """).param("account", world.acme.value()).update();
        return campaign;
    }

    private String later() {
        Map<String, Object> draft = crowd.draft(desk.inbox, "Hello");
        draft.put("scheduled_at", "2031-01-01");
        return crowd.begin(draft);
    }

    @Test
    void a_paused_campaign_stays_where_it_is_and_goes_on_from_there() {
        String campaign = halfSent();
        world.ada.get(campaign).shows("progress.sent", 1).shows("progress.pending", 1);
        assertThat(world.server.bean(Advancing.class).advance(world.acme, 1)).isFalse();
        world.ada.get(campaign).shows("progress.sent", 1);

        world.ada.post(campaign + "/resume").is(200).shows("campaign_status", "processing");

        crowd.until(campaign, "completed").shows("progress.sent", 2);
        assertThat(crowd.messages(campaign)).hasSize(3);
        world.ada
                .post(campaign + "/resume")
                .is(422)
                .shows("errors.0.message", "A campaign that is completed can't be resumed");
    }

    @Test
    void who_has_not_got_a_cancelled_one_is_skipped() {
        String campaign = halfSent();

        world.ada.post(campaign + "/cancel").is(200).shows("campaign_status", "cancelled");

        eventually(() -> world.ada.get(campaign).number("progress.skipped") == 1);
        world.ada.get(campaign + "/recipients?status=skipped").shows("payload.0.reason", "The campaign was cancelled");
        world.ada.post(campaign + "/cancel").is(200);
        world.ada.post(campaign + "/pause").is(422).shows("errors.0.code", "over");
        world.ada.post(campaign + "/resume").is(422);
        world.ada.patch(campaign, Map.of("title", "Late")).is(422);
    }

    @Test
    void one_that_waits_can_be_paused_and_waits_again() {
        String campaign = later();

        world.ada.post(campaign + "/pause").is(200).shows("campaign_status", "paused");
        world.ada.post(campaign + "/pause").is(200).shows("campaign_status", "paused");
        world.ada.post(campaign + "/resume").is(200).shows("campaign_status", "active");
        world.ada.post(campaign + "/resume").is(200).shows("campaign_status", "active");

        world.ada.patch(campaign, Map.of("scheduled_at", 1)).is(200);
        crowd.until(campaign, "completed");
    }

    @Test
    void what_is_being_sent_keeps_its_words() {
        String campaign = halfSent();

        world.ada
                .patch(
                        campaign,
                        Map.of(
                                "title",
                                "Other",
                                "message",
                                "Good bye",
                                "audience",
                                List.of(),
                                "sender_id",
                                world.adaId,
                                "scheduled_at",
                                1))
                .is(422)
                .hasSize("errors", 4)
                .blames("message", "begun")
                .blames("audience", "begun")
                .blames("sender_id", "begun")
                .blames("scheduled_at", "begun");
        world.ada
                .patch(campaign, Map.of("title", "Other", "message", "Hello"))
                .is(200)
                .shows("title", "Other");
    }

    @Test
    void an_ongoing_one_is_only_switched() {
        long website = world.ada
                .post(
                        "/inboxes",
                        Map.of(
                                "name",
                                "Site",
                                "channel",
                                Map.of("type", "web_widget", "website_url", "https://example.com")))
                .is(201)
                .number("id");
        String campaign = crowd.begin(Map.of("title", "A", "message", "B", "inbox_id", website));

        for (String verb : List.of("/pause", "/resume", "/cancel")) {
            world.ada.post(campaign + verb).is(422);
        }
        world.ada.get(campaign).shows("campaign_status", "active").lacks("progress");
    }

    @Test
    void what_a_deleted_one_began_forgets_it() {
        String campaign = halfSent();

        world.ada.delete(campaign).is(200);

        eventually(() -> left("campaigns") + left("campaign_recipients") == 0);
        assertThat(world.server
                        .sql()
                        .sql(
                                "select count(*) from conversations where account_id = :account and campaign_id is not null")
                        .param("account", world.acme.value())
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(crowd.messages(campaign)).hasSize(2);
    }

    private long left(String table) {
        return world.server
                .sql()
                .sql("select count(*) from " + table + " where account_id = :account")
                .param("account", world.acme.value())
                .query(Long.class)
                .single();
    }

    @Test
    void only_administrators_of_the_account_may() {
        String campaign = later();

        for (String verb : List.of("/pause", "/resume", "/cancel")) {
            world.bruno.post(campaign + verb).is(403);
            world.gina.post(campaign + verb).is(404);
            world.stranger.post(campaign + verb).is(401);
        }
        world.as(world.ginaId, world.globex).post(campaign + "/cancel").is(404);
        world.ada.get(campaign).shows("campaign_status", "active");
    }
}
