package io.supportly.widget;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Answer;
import io.supportly.testing.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WidgetCampaignsTest {
    private final World world = new World();
    private final Site site = new Site(world);
    private final Site.Visitor visitor = site.visitor();

    private long campaign(Map<String, ?> more) {
        var draft = new HashMap<String, Object>(Map.of(
                "title",
                "Sale",
                "message",
                "Welcome to the shop",
                "inbox_id",
                site.inbox,
                "sender_id",
                world.brunoId,
                "trigger_rules",
                Map.of("url", "https://shop.example.com/*", "time_on_page", 5)));
        draft.putAll(more);
        return world.ada.post("/campaigns", draft).is(201).number("id");
    }

    private Answer takesUp(Site.Visitor visitor, long campaign) {
        return visitor.post(
                "/events",
                Map.of(
                        "name",
                        "campaign.triggered",
                        "event_info",
                        Map.of(
                                "campaign_id",
                                campaign,
                                "custom_attributes",
                                Map.of("page", "cart"),
                                "referer",
                                "https://shop.example.com/cart")));
    }

    @Test
    void the_campaigns_that_are_on_are_shown() {
        long on = campaign(Map.of());
        campaign(Map.of("enabled", false));
        campaign(Map.of("inbox_id", new Site(world).inbox));

        visitor.get("/campaigns").is(200).isJson("""
                [{"id": %d, "trigger_rules": {"url": "https://shop.example.com/*", "time_on_page": 5},
                  "trigger_only_during_business_hours": false, "message": "Welcome to the shop",
                  "sender": {"id": "*", "name": "Bruno", "available_name": "Bruno", "avatar_url": "", "type": "user",
                    "availability_status": "online", "thumbnail": ""}}]
                """.formatted(on));
    }

    @Test
    void a_campaign_that_is_taken_up_begins_a_conversation_that_is_nobodys_yet() {
        site.set("greeting_message", "Hello!");
        site.set("greeting_enabled", true);
        long campaign = campaign(Map.of());

        takesUp(visitor, campaign).is(204);
        takesUp(visitor, campaign).is(204);

        visitor.get("/messages")
                .is(200)
                .hasSize("payload", 1)
                .shows("payload.0.content", "Welcome to the shop")
                .shows("payload.0.message_type", 1)
                .shows("payload.0.sender.name", "Bruno");
        long id = visitor.get("/conversations").number("id");
        world.ada
                .get("/conversations/" + id)
                .shows("messages.0.additional_attributes.campaign_id", campaign)
                .shows("additional_attributes.referer", "https://shop.example.com/cart")
                .shows("custom_attributes.page", "cart")
                .shows("first_reply_created_at", 0)
                .shows("waiting_since", 0)
                .lacks("meta.assignee");

        visitor.says("Yes please");
        world.ada.get("/conversations/" + id).shows("meta.assignee.id", world.brunoId);
    }

    @Test
    void who_has_a_conversation_gets_no_other() {
        long campaign = campaign(Map.of());
        long talk = visitor.says("Hi");

        takesUp(visitor, campaign).is(204);

        visitor.get("/conversations").shows("id", talk);
        visitor.get("/messages").hasSize("payload", 1);
    }

    @Test
    void what_the_website_does_not_show_can_not_be_taken_up() {
        site.set("working_hours_enabled", true);
        site.set("working_hours", closedEachDay());
        long off = campaign(Map.of("enabled", false));
        long elsewhere = campaign(Map.of("inbox_id", new Site(world).inbox));
        long atWork = campaign(Map.of("trigger_only_during_business_hours", true));

        for (long campaign : List.of(off, elsewhere, atWork, 999_999L)) {
            takesUp(visitor, campaign).is(422).blames("event_info.campaign_id", "invalid");
        }
        visitor.post("/events", Map.of("name", "campaign.triggered")).is(422).blames("event_info.campaign_id", "blank");
        assertThat(visitor.get("/conversations").text()).isEqualTo("{}");
    }

    private static List<Map<String, Object>> closedEachDay() {
        return java.util.stream.IntStream.range(0, 7)
                .mapToObj(day -> Map.<String, Object>of("day_of_week", day, "closed_all_day", true))
                .toList();
    }
}
