package io.supportly.conversations;

import static io.supportly.testing.Filters.filter;
import static io.supportly.testing.Filters.ids;
import static io.supportly.testing.Filters.when;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.kernel.Role;
import io.supportly.testing.Answer;
import io.supportly.testing.Api;
import io.supportly.testing.Desk;
import io.supportly.testing.Statements;
import io.supportly.testing.World;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversationFilterTest {
    private static final String PATH = "/conversations/filter";

    private final World world = new World();
    private final Desk desk = new Desk(world);

    private long add(Object... fields) {
        var body = new HashMap<String, Object>(Map.of("inbox_id", desk.inbox, "contact_id", desk.carla));
        for (int i = 0; i < fields.length; i += 2) {
            body.put((String) fields[i], fields[i + 1]);
        }
        return world.ada.post("/conversations", body).is(201).number("id");
    }

    private List<Long> found(Map<String, Object> filter) {
        return ids(world.ada.post(PATH, filter).is(200));
    }

    @Test
    void conversations_are_found_in_the_shape_of_the_list() {
        long other = add("assignee_id", world.brunoId);
        world.ada.post("/conversations/" + other + "/toggle_status", Map.of("status", "pending"));
        add("status", "pending");

        Answer found = world.bruno
                .post(PATH, filter(when("status", "equal_to", List.of("pending"), null)))
                .is(200)
                .hasSize("payload", 2)
                .shows("meta", Map.of("mine_count", 1, "assigned_count", 1, "unassigned_count", 1, "all_count", 2));

        Answer listed = world.bruno.get("/conversations?status=pending").is(200);
        assertThat(found.at("meta")).isEqualTo(listed.at("data.meta"));
        assertThat(found.at("payload")).isEqualTo(listed.at("data.payload"));
        found.lacks("data");
    }

    @Test
    void and_binds_tighter_than_or_whatever_its_case() {
        long urgent = add();
        long snoozed = add("status", "snoozed");
        world.ada.patch("/conversations/" + urgent, Map.of("priority", "urgent"));

        Map<String, Object> first = filter(
                when("status", "equal_to", "snoozed", "OR"),
                when("status", "equal_to", "open", "AND"),
                when("priority", "equal_to", "urgent", null));
        Map<String, Object> last = filter(
                when("priority", "equal_to", "urgent", "and"),
                when("status", "equal_to", "open", "or"),
                when("status", "equal_to", "snoozed", "and"));

        assertThat(found(first)).containsExactlyInAnyOrder(urgent, snoozed);
        assertThat(found(last)).containsExactlyInAnyOrder(urgent, snoozed);
    }

    @ParameterizedTest
    @CsvSource({
        "status, equal_to, open",
        "status, equal_to, all",
        "status, not_equal_to, snoozed",
        "priority, equal_to, high",
        "priority, not_equal_to, none",
        "assignee_id, equal_to, AGENT",
        "assignee_id, is_present, ",
        "assignee_id, not_equal_to, 0",
        "inbox_id, equal_to, INBOX",
        "team_id, is_not_present, ",
        "team_id, not_equal_to, 77",
        "contact_id, equal_to, CONTACT",
        "display_id, equal_to, NUMBER",
        "display_id, contains, NUMBER",
        "campaign_id, is_not_present, ",
        "campaign_id, not_equal_to, 5",
        "labels, equal_to, VIP",
        "labels, not_equal_to, billing",
        "labels, is_present, ",
        "browser_language, equal_to, DE",
        "browser_language, is_present, ",
        "conversation_language, not_equal_to, fr",
        "referer, contains, EXAMPLE.com",
        "referer, starts_with, https://",
        "referer, does_not_contain, 100%",
        "mail_subject, contains, 100%_sure",
        "created_at, is_greater_than, YESTERDAY",
        "created_at, is_less_than, TOMORROW",
        "last_activity_at, is_greater_than, YESTERDAY",
        "last_activity_at, is_less_than, TOMORROW"
    })
    void each_key_finds_what_it_is_asked_for(String key, String operator, String value) {
        long number = richOne();
        LocalDate today =
                world.server.clock().instant().atOffset(ZoneOffset.UTC).toLocalDate();
        Map<String, Object> known = Map.of(
                "AGENT",
                world.brunoId,
                "INBOX",
                desk.inbox,
                "CONTACT",
                desk.carla,
                "NUMBER",
                number,
                "YESTERDAY",
                today.minusDays(1),
                "TOMORROW",
                today.plusDays(1));
        Object wanted =
                value == null ? null : List.of(known.getOrDefault(value, value).toString());

        assertThat(found(filter(when(key, operator, wanted, null)))).contains(number);
    }

    @ParameterizedTest
    @CsvSource({
        "status, not_equal_to, open",
        "status, equal_to, snoozed",
        "priority, equal_to, low",
        "priority, equal_to, none",
        "assignee_id, is_not_present, ",
        "team_id, is_present, ",
        "display_id, does_not_contain, NUMBER",
        "campaign_id, is_present, ",
        "labels, not_equal_to, vip",
        "labels, is_not_present, ",
        "browser_language, not_equal_to, de",
        "referer, contains, e%",
        "mail_subject, equal_to, 100%",
        "created_at, is_greater_than, TODAY",
        "created_at, is_less_than, TODAY",
        "created_at, days_before, 1"
    })
    void each_key_leaves_out_what_it_is_not_asked_for(String key, String operator, String value) {
        long number = richOne();
        LocalDate today =
                world.server.clock().instant().atOffset(ZoneOffset.UTC).toLocalDate();
        Map<String, Object> known = Map.of("NUMBER", number, "TODAY", today);
        Object wanted =
                value == null ? null : List.of(known.getOrDefault(value, value).toString());

        assertThat(found(filter(when(key, operator, wanted, null)))).doesNotContain(number);
    }

    private long richOne() {
        long number = add(
                "assignee_id",
                world.brunoId,
                "additional_attributes",
                Map.of(
                        "browser_language",
                        "de",
                        "conversation_language",
                        "en",
                        "referer",
                        "https://Example.com/pricing",
                        "mail_subject",
                        "I am 100%_sure"));
        world.ada.patch("/conversations/" + number, Map.of("priority", "high", "labels", List.of("vip")));
        return number;
    }

    @Test
    void older_than_so_many_days_is_counted_in_days() {
        world.server.clock().advance(Duration.ofDays(3));

        assertThat(found(filter(when("created_at", "days_before", List.of(2), null))))
                .containsExactly(desk.printerJam);
        assertThat(found(filter(when("created_at", "days_before", 3, null)))).isEmpty();
    }

    @Test
    void custom_attributes_compare_as_their_type_does() {
        define("number", "Seats");
        define("date", "Due");
        define("checkbox", "Paid");
        define("list", "Plan");
        long rich = add(
                "custom_attributes", Map.of("seats", 9, "due", "2026-03-01", "paid", true, "plan", "Gold", "free", 1));
        long poor = add("custom_attributes", Map.of("seats", "10", "due", "2026-02-01T10:00:00Z", "plan", "Iron"));
        add("custom_attributes", Map.of("free", "many"));

        assertThat(found(filter(when("seats", "is_greater_than", 9, null)))).containsExactly(poor);
        assertThat(found(filter(when("seats", "is_less_than", List.of("9.5"), null))))
                .containsExactly(rich);
        assertThat(found(filter(when("seats", "equal_to", List.of("9.0", "10"), null))))
                .containsExactlyInAnyOrder(rich, poor);
        assertThat(found(filter(when("seats", "is_not_present", null, null)))).doesNotContain(rich, poor);
        assertThat(found(filter(when("due", "is_less_than", "2026-03-01", null))))
                .containsExactly(poor);
        assertThat(found(filter(when("due", "equal_to", "2026-02-01", null)))).containsExactly(poor);
        assertThat(found(filter(when("due", "days_before", 100, null)))).contains(rich, poor);
        assertThat(found(filter(when("paid", "equal_to", true, null)))).containsExactly(rich);
        assertThat(found(filter(when("paid", "equal_to", List.of("false"), null))))
                .contains(poor, desk.printerJam);
        assertThat(found(filter(when("plan", "equal_to", "gold", null)))).containsExactly(rich);
        assertThat(found(filter(when("plan", "is_present", null, null)))).containsExactlyInAnyOrder(rich, poor);
        world.ada
                .post(PATH, filter(when("free", "is_present", null, null)))
                .is(422)
                .blames("payload.0.attribute_key", "inclusion");
    }

    private void define(String type, String name) {
        world.ada
                .post(
                        "/custom_attribute_definitions",
                        Map.of(
                                "attribute_display_name",
                                name,
                                "attribute_display_type",
                                type,
                                "attribute_model",
                                "conversation_attribute"))
                .is(201);
    }

    @Test
    void an_agent_finds_what_he_may_see_alone() {
        Api otto = world.as(world.user("Otto", world.acme, Role.AGENT), world.acme);
        Map<String, Object> any =
                filter(when("status", "equal_to", "all", "or"), when("labels", "is_present", null, null));

        otto.post(PATH, any).is(200).hasSize("payload", 0).shows("meta.all_count", 0);

        world.bruno.post(PATH, any).is(200).hasSize("payload", 1).shows("meta.all_count", 1);
    }

    @Test
    void a_page_holds_twenty_five() {
        var expected = new ArrayList<Long>();
        for (int i = 0; i < 26; i++) {
            world.server.clock().advance(Duration.ofSeconds(1));
            expected.addFirst(add());
        }
        expected.add(desk.printerJam);
        Map<String, Object> any = filter(when("status", "equal_to", "open", null));

        assertThat(ids(world.ada.post(PATH, any).is(200).shows("meta.all_count", 27)))
                .isEqualTo(expected.subList(0, 25));
        assertThat(ids(world.ada.post(PATH + "?page=2", any).is(200))).isEqualTo(expected.subList(25, 27));
        world.ada.post(PATH + "?page=3", any).is(200).hasSize("payload", 0).shows("meta.all_count", 27);
        world.ada.post(PATH + "?page=0", any).is(400).blames("page", "invalid");
    }

    @Test
    void every_fault_of_a_filter_is_told_at_once() {
        world.ada.post(PATH, Map.of()).is(422).blames("payload", "blank");
        world.ada.post(PATH, Map.of("payload", List.of())).is(422).blames("payload", "blank");
        Answer refused = world.ada
                .post(
                        PATH,
                        filter(
                                when("colour", "equal_to", "red", "and"),
                                when("status", "contains", "open", "nor"),
                                when("priority", "equal_to", List.of("high", "higher"), null),
                                when("assignee_id", "equal_to", List.of("bruno"), "and"),
                                when("labels", "equal_to", List.of(""), "and"),
                                when("created_at", "is_less_than", List.of("2026-02-30"), "and"),
                                when("last_activity_at", "days_before", List.of("soon"), "or"),
                                when("referer", "equal_to", Map.of("from", List.of("a")), "or"),
                                Map.of("values", List.of("x".repeat(256)))))
                .is(422)
                .hasSize("errors", 12)
                .blames("payload.0.attribute_key", "inclusion")
                .blames("payload.1.filter_operator", "inclusion")
                .blames("payload.1.query_operator", "inclusion")
                .blames("payload.2.values", "inclusion")
                .blames("payload.2.query_operator", "blank")
                .blames("payload.3.values", "invalid")
                .blames("payload.4.values", "blank")
                .blames("payload.5.values", "invalid")
                .blames("payload.6.values", "invalid")
                .blames("payload.7.values", "invalid")
                .blames("payload.8.attribute_key", "blank")
                .blames("payload.8.filter_operator", "blank");
        assertThat(refused.text()).contains("equal_to, not_equal_to").contains("assignee_id, inbox_id");
        world.ada.post(PATH, Map.of("payload", List.of(1))).is(400).blames("payload", "invalid");
        world.ada
                .post(PATH, filter(when("referer", "equal_to", "x".repeat(256), null)))
                .is(422)
                .blames("payload.0.values", "too_long");
    }

    @Test
    void conditions_are_bounded() {
        Map<String, Object> open = when("status", "equal_to", "open", "and");

        world.ada
                .post(PATH, Map.of("payload", Collections.nCopies(50, open)))
                .is(200)
                .hasSize("payload", 1);
        world.ada
                .post(PATH, Map.of("payload", Collections.nCopies(51, open)))
                .is(422)
                .blames("payload", "too_long");
    }

    @Test
    void only_people_of_the_account_filter() {
        Map<String, Object> any = filter(when("status", "equal_to", "open", null));
        String token = world.ada.post("/agent_bots", Map.of("name", "Robo")).string("access_token");

        new Api(world.server.address(), World.prefix(world.acme), Map.of("api_access_token", token))
                .post(PATH, any)
                .is(403);
        world.gina.post(PATH, any).is(404);
        world.stranger.post(PATH, any).is(401);
        world.as(world.ginaId, world.globex).post(PATH, any).is(200).hasSize("payload", 0);
    }

    @Test
    void a_page_costs_three_statements_at_most() {
        Map<String, Object> any = filter(when("status", "equal_to", "open", null));
        world.ada.post(PATH, any).is(200);

        assertThat(Statements.during(world.ada, api -> api.post(PATH, any)).runs())
                .hasSizeLessThanOrEqualTo(3);
    }
}
