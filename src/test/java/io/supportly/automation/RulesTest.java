package io.supportly.automation;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Answer;
import io.supportly.testing.Api;
import io.supportly.testing.World;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RulesTest {
    private final World world = new World();

    static Map<String, Object> rule(String event, List<Map<String, ?>> conditions, List<Map<String, ?>> actions) {
        return Map.of("name", "Tag printers", "event_name", event, "conditions", conditions, "actions", actions);
    }

    static Map<String, Object> when(String key, String operator, Object... values) {
        return Map.of("attribute_key", key, "filter_operator", operator, "values", List.of(values));
    }

    static Map<String, Object> whenCustom(String model, String key, String operator, Object... values) {
        var condition = new HashMap<>(when(key, operator, values));
        condition.put("custom_attribute_type", model);
        return condition;
    }

    static long define(World world, String model, String name, String type) {
        return world.ada
                .post(
                        "/custom_attribute_definitions",
                        Map.of(
                                "attribute_display_name", name,
                                "attribute_display_type", type,
                                "attribute_model", model))
                .is(201)
                .number("id");
    }

    static Map<String, Object> and(Map<String, Object> condition, String join) {
        var joined = new HashMap<>(condition);
        joined.put("query_operator", join);
        return joined;
    }

    static Map<String, Object> act(String name, Object... params) {
        return Map.of("action_name", name, "action_params", List.of(params));
    }

    private static Map<String, Object> usual() {
        return rule(
                "message_created",
                List.of(when("content", "contains", "printer")),
                List.of(act("add_label", "hardware")));
    }

    @Test
    void a_rule_is_created_shown_and_listed() {
        String whole = """
                {
                  "id": "*", "account_id": "*", "name": "Tag printers", "description": null,
                  "event_name": "message_created",
                  "conditions": [{
                    "attribute_key": "content", "filter_operator": "contains", "values": ["printer"],
                    "query_operator": null, "custom_attribute_type": null
                  }],
                  "actions": [{"action_name": "add_label", "action_params": ["hardware"]}],
                  "created_on": "*", "active": true
                }
                """;

        long id = world.ada
                .post("/automation_rules", usual())
                .is(201)
                .isJson(whole)
                .number("id");

        world.ada.get("/automation_rules/" + id).is(200).isJson("{\"payload\": " + whole + "}");
        world.ada.get("/automation_rules").is(200).isJson("{\"payload\": [" + whole + "]}");
    }

    @Test
    void what_is_not_sent_stays() {
        long id = world.ada.post("/automation_rules", usual()).number("id");

        world.ada
                .patch("/automation_rules/" + id, Map.of("active", false, "description", "Out of use"))
                .is(200)
                .shows("payload.active", false)
                .shows("payload.description", "Out of use")
                .shows("payload.name", "Tag printers")
                .shows("payload.conditions.0.values", List.of("printer"));
    }

    @Test
    void a_clone_waits_to_be_switched_on() {
        long id = world.ada.post("/automation_rules", usual()).number("id");

        Answer clone = world.ada.post("/automation_rules/" + id + "/clone").is(201);

        clone.shows("payload.name", "Copy of Tag printers")
                .shows("payload.active", false)
                .shows("payload.actions.0.action_params", List.of("hardware"));
        assertThat(clone.number("payload.id")).isNotEqualTo(id);
    }

    @Test
    void a_rule_is_deleted() {
        long id = world.ada.post("/automation_rules", usual()).number("id");

        world.ada.delete("/automation_rules/" + id).is(200);

        world.ada.get("/automation_rules/" + id).is(404);
        world.ada.delete("/automation_rules/" + id).is(404);
    }

    @Test
    void only_administrators_see_and_change_rules() {
        String rule = "/automation_rules/"
                + world.ada.post("/automation_rules", usual()).number("id");

        world.bruno.get("/automation_rules").is(403);
        world.bruno.post("/automation_rules", usual()).is(403);
        world.bruno.get(rule).is(403);
        world.bruno.patch(rule, Map.of("active", false)).is(403);
        world.bruno.delete(rule).is(403);
        world.bruno.post(rule + "/clone").is(403);
        world.bruno.get(rule + "/runs").is(403);
        world.bruno.post(rule + "/dry_run").is(403);
    }

    @Test
    void rules_of_another_account_are_not_there() {
        long id = world.ada.post("/automation_rules", usual()).number("id");
        String rule = "/automation_rules/" + id;
        world.gina.get(rule).is(404);
        Api globex = world.as(world.ginaId, world.globex);

        globex.get("/automation_rules").is(200).hasSize("payload", 0);
        globex.get(rule).is(404);
        globex.patch(rule, Map.of("active", false)).is(404);
        globex.delete(rule).is(404);
        globex.post(rule + "/clone").is(404);
        globex.get(rule + "/runs").is(404);
        globex.post(rule + "/dry_run").is(404);
    }

    @Test
    void every_fault_of_a_rule_is_named() {
        Map<String, Object> bad = Map.of(
                "event_name",
                "moon_rose",
                "conditions",
                List.of(
                        when("weight", "equal_to", "3"),
                        and(when("priority", "contains", "high"), "xor"),
                        and(Map.of("attribute_key", "content", "filter_operator", "contains"), "and"),
                        and(when("assignee_id", "equal_to", world.ginaId), "and"),
                        and(when("team_id", "equal_to", 999_999), "and"),
                        and(when("status", "equal_to", "asleep"), "or"),
                        when("inbox_id", "equal_to", "x")),
                "actions",
                List.of(
                        act("add_sla", 1),
                        act("send_message"),
                        act("assign_agent", world.ginaId),
                        act("assign_agent", "self"),
                        act("send_webhook_event", "ftp://example.com"),
                        act("change_priority", "huge"),
                        act("send_email_to_team", Map.of("team_ids", List.of(999_999))),
                        act("send_email_transcript", "nobody"),
                        act("send_attachment", "abc")));

        world.ada
                .post("/automation_rules", bad)
                .is(422)
                .blames("name", "blank")
                .blames("event_name", "inclusion")
                .blames("conditions.0.attribute_key", "inclusion")
                .blames("conditions.0.query_operator", "blank")
                .blames("conditions.1.filter_operator", "inclusion")
                .blames("conditions.1.query_operator", "inclusion")
                .blames("conditions.2.values", "blank")
                .blames("conditions.3.values", "not_found")
                .blames("conditions.4.values", "not_found")
                .blames("conditions.5.values", "inclusion")
                .blames("conditions.6.values", "not_found")
                .blames("actions.0.action_name", "inclusion")
                .blames("actions.1.action_params", "blank")
                .blames("actions.2.action_params", "not_found")
                .blames("actions.3.action_params", "not_found")
                .blames("actions.4.action_params", "invalid")
                .blames("actions.5.action_params", "inclusion")
                .blames("actions.6.action_params.team_ids", "not_found")
                .blames("actions.6.action_params.message", "blank")
                .blames("actions.7.action_params", "invalid")
                .blames("actions.8.action_params", "not_found");
        world.ada.post("/automation_rules", Map.of()).is(422).blames("actions", "blank");
        world.ada
                .patch(
                        "/automation_rules/"
                                + world.ada.post("/automation_rules", usual()).number("id"),
                        Map.of("name", " ", "actions", List.of()))
                .is(422)
                .blames("name", "blank")
                .blames("actions", "blank");
    }

    @Test
    void conditions_on_custom_attributes_follow_their_definitions() {
        define(world, "contact_attribute", "Plan", "text");
        define(world, "conversation_attribute", "Seats", "number");
        define(world, "conversation_attribute", "Renewal", "date");
        String contact = "contact_attribute";
        String conversation = "conversation_attribute";
        List<Map<String, ?>> good = List.of(
                and(whenCustom(contact, "plan", "starts_with", "go"), "and"),
                and(whenCustom(conversation, "seats", "is_greater_than", 10), "and"),
                and(whenCustom(conversation, "renewal", "days_before", 3), "or"),
                whenCustom(conversation, "seats", "is_present"));
        List<Map<String, ?>> bad = List.of(
                and(whenCustom(conversation, "plan", "equal_to", "gold"), "and"),
                and(whenCustom(contact, "plan", "is_greater_than", 3), "and"),
                and(whenCustom(conversation, "seats", "equal_to", "many"), "and"),
                and(whenCustom(conversation, "renewal", "is_less_than", "soon"), "and"),
                and(whenCustom(contact, "plan", "equal_to"), "and"),
                and(whenCustom(conversation, "seats", "attribute_changed", 3), "and"),
                whenCustom("company_attribute", "plan", "equal_to", "gold"));

        world.ada
                .post("/automation_rules", rule("message_created", good, List.of(act("mute_conversation"))))
                .is(201);
        world.ada
                .post("/automation_rules", rule("message_created", bad, List.of(act("mute_conversation"))))
                .is(422)
                .blames("conditions.0.attribute_key", "inclusion")
                .blames("conditions.1.filter_operator", "inclusion")
                .blames("conditions.2.values", "invalid")
                .blames("conditions.3.values", "invalid")
                .blames("conditions.4.values", "blank")
                .blames("conditions.5.filter_operator", "inclusion")
                .blames("conditions.6.custom_attribute_type", "inclusion");
    }

    @Test
    void a_change_of_a_custom_attribute_can_be_asked_for_if_there_is_one() {
        define(world, "conversation_attribute", "Seats", "number");
        var changed = new HashMap<>(whenCustom("conversation_attribute", "seats", "attribute_changed"));
        changed.put("values", Map.of("from", List.of(), "to", List.of(3)));
        var gone = new HashMap<>(changed);
        gone.put("attribute_key", "rooms");

        world.ada
                .post(
                        "/automation_rules",
                        rule("conversation_updated", List.of(changed), List.of(act("mute_conversation"))))
                .is(201);
        world.ada
                .post(
                        "/automation_rules",
                        rule("conversation_updated", List.of(gone), List.of(act("mute_conversation"))))
                .is(422)
                .blames("conditions.0.attribute_key", "inclusion");
    }

    @Test
    void a_thousand_conditions_are_refused() {
        List<Map<String, ?>> many = Collections.nCopies(1_000, and(when("content", "contains", "a"), "and"));

        world.ada
                .post(
                        "/automation_rules",
                        rule("message_created", many, Collections.nCopies(31, act("mute_conversation"))))
                .is(422)
                .blames("conditions", "too_long")
                .blames("actions", "too_long");
    }

    @Test
    void a_change_can_be_asked_for_only_where_something_is_updated() {
        Map<String, Object> changed = Map.of(
                "attribute_key", "status",
                "filter_operator", "attribute_changed",
                "values", Map.of("from", List.of("open"), "to", List.of("resolved")));

        world.ada
                .post(
                        "/automation_rules",
                        rule("conversation_updated", List.of(changed), List.of(act("mute_conversation"))))
                .is(201);
        world.ada
                .post("/automation_rules", rule("message_created", List.of(changed), List.of(act("mute_conversation"))))
                .is(422)
                .blames("conditions.0.filter_operator", "inclusion");
    }

    @Test
    void a_rule_keeps_a_file_of_its_own() {
        String signed = world.ada
                .multipart(
                        "/upload",
                        new Api.Part("attachment", "terms.txt", "text/plain", "Terms".getBytes(StandardCharsets.UTF_8)))
                .is(200)
                .string("blob_id");

        Answer rule = world.ada
                .post(
                        "/automation_rules",
                        rule("conversation_created", List.of(), List.of(act("send_attachment", signed))))
                .is(201)
                .hasSize("files", 1)
                .shows("files.0.filename", "terms.txt")
                .shows("files.0.file_type", "file");

        assertThat(rule.at("files.0.blob_id")).isEqualTo(rule.at("actions.0.action_params.0"));
        String url = rule.string("files.0.file_url");
        assertThat(world.stranger
                        .get("~"
                                + url.substring(world.server
                                        .bean(io.supportly.kernel.Settings.class)
                                        .baseUrl()
                                        .length()))
                        .is(200)
                        .text())
                .isEqualTo("Terms");
        world.ada
                .patch("/automation_rules/" + rule.number("id"), Map.of("actions", List.of(act("mute_conversation"))))
                .is(200)
                .lacks("payload.files");
    }
}
