package io.supportly.automation;

import static io.supportly.automation.RulesTest.act;
import static io.supportly.automation.RulesTest.and;
import static io.supportly.automation.RulesTest.define;
import static io.supportly.automation.RulesTest.rule;
import static io.supportly.automation.RulesTest.when;
import static io.supportly.automation.RulesTest.whenCustom;
import static io.supportly.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Answer;
import io.supportly.testing.Api;
import io.supportly.testing.Desk;
import io.supportly.testing.Receiver;
import io.supportly.testing.World;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RuleRunnerTest {
    private final World world = new World();
    private final Desk desk = new Desk(world);

    /// What happened before is not for it.
    private long add(String event, List<Map<String, ?>> conditions, List<Map<String, ?>> actions) {
        settled();
        return world.ada
                .post("/automation_rules", rule(event, conditions, actions))
                .is(201)
                .number("id");
    }

    private void carlaWrites(String content) {
        world.ada
                .post(desk.path() + "/messages", Map.of("content", content, "message_type", "incoming"))
                .is(201);
    }

    private Answer conversation() {
        return world.ada.get(desk.path()).is(200);
    }

    private List<JsonNode> messages() {
        return world.ada
                .get(desk.path() + "/messages")
                .at("payload")
                .valueStream()
                .toList();
    }

    private List<String> contents() {
        return messages().stream()
                .map(message -> message.path("content").asString(""))
                .toList();
    }

    /// All that stands in the log has been read by the rules.
    private void settled() {
        world.untilRead("automation");
    }

    @Test
    void a_message_that_matches_is_acted_upon_and_says_by_whom() {
        long id = add(
                "message_created",
                List.of(when("content", "contains", "PAPER")),
                List.of(
                        act("add_label", "hardware", "jam"),
                        act("change_priority", "urgent"),
                        act("assign_agent", world.brunoId),
                        act("send_message", "Hello {{contact.first_name}}, we are on it.")));

        carlaWrites("No more paper in it");

        eventually(() -> contents().contains("Hello Carla, we are on it."));
        conversation()
                .shows("labels", List.of("hardware", "jam"))
                .shows("priority", "urgent")
                .shows("meta.assignee.id", world.brunoId);
        assertThat(contents()).contains("The rule \"Tag printers\" added hardware, jam");
        JsonNode said = messages().stream()
                .filter(message -> message.path("content").asString("").startsWith("Hello"))
                .findFirst()
                .orElseThrow();
        assertThat(said.path("content_attributes").path("automation_rule_id").asLong())
                .isEqualTo(id);
        assertThat(said.has("sender")).isFalse();
        assertThat(world.ada
                        .get("/events?limit=500")
                        .at("payload")
                        .valueStream()
                        .filter(event -> event.at("/actor/type").asString("").equals("AutomationRule"))
                        .map(event -> event.at("/actor/id").asLong()))
                .isNotEmpty()
                .containsOnly(id);
    }

    @Test
    void what_does_not_match_is_left_alone() {
        add("message_created", List.of(when("content", "contains", "toner")), List.of(act("add_label", "toner")));
        add("message_created", List.of(when("message_type", "equal_to", "outgoing")), List.of(act("add_label", "out")));

        carlaWrites("It is jammed again");
        settled();

        conversation().shows("labels", List.of());
    }

    @Test
    void what_a_rule_does_triggers_no_rule() {
        add(
                "message_created",
                List.of(),
                List.of(act("send_message", "Echo"), act("resolve_conversation"), act("add_label", "seen")));
        add("conversation_resolved", List.of(), List.of(act("add_label", "resolved")));
        add("conversation_updated", List.of(when("labels", "equal_to", "seen")), List.of(act("add_label", "looped")));

        carlaWrites("Hello?");
        eventually(() -> contents().contains("Echo"));
        settled();

        assertThat(contents().stream().filter("Echo"::equals)).hasSize(1);
        conversation().shows("labels", List.of("seen")).shows("status", "resolved");
    }

    @Test
    void a_rule_sees_what_an_older_one_did() {
        add("message_created", List.of(), List.of(act("add_label", "first")));
        add("message_created", List.of(when("labels", "equal_to", "first")), List.of(act("add_label", "second")));

        carlaWrites("Hello?");

        eventually(() -> conversation().at("labels").size() == 2);
        conversation().shows("labels", List.of("first", "second"));
    }

    @Test
    void an_action_that_fails_does_not_stop_the_rest() {
        long stranger = world.user("Emil", world.acme, io.supportly.kernel.Role.AGENT);
        long id = add(
                "message_created",
                List.of(),
                List.of(
                        act("assign_agent", stranger),
                        act("assign_agent", "last_responding_agent"),
                        act("add_label", "done")));

        carlaWrites("Hello?");

        eventually(() -> !conversation().texts("labels").isEmpty());
        world.ada.get("/automation_rules/" + id + "/runs").is(200).isJson("""
                        {
                          "payload": [{
                            "id": "*", "event_id": "*", "event_name": "message_created", "conversation_id": %d,
                            "message_id": "*", "matched": true,
                            "actions": [
                              {"action_name": "assign_agent", "outcome": "failed", "error": "is no member of the inbox"},
                              {"action_name": "assign_agent", "outcome": "failed", "error": "nobody has answered yet"},
                              {"action_name": "add_label", "outcome": "done", "error": null}
                            ],
                            "error": null, "created_at": "*"
                          }],
                          "meta": {"current_page": 1}
                        }
                        """.formatted(desk.printerJam));
    }

    @Test
    void resolving_opening_and_changing_are_heard() {
        add("conversation_resolved", List.of(), List.of(act("add_label", "was-resolved")));
        add("conversation_opened", List.of(), List.of(act("add_label", "was-opened")));
        add(
                "conversation_updated",
                List.of(Map.of(
                        "attribute_key",
                        "priority",
                        "filter_operator",
                        "attribute_changed",
                        "values",
                        Map.of("from", List.of("nil"), "to", List.of("high")))),
                List.of(act("add_private_note", "It got serious")));

        world.ada
                .post(desk.path() + "/toggle_status", Map.of("status", "resolved"))
                .is(200);
        eventually(() -> conversation().texts("labels").contains("was-resolved"));
        world.ada.post(desk.path() + "/toggle_status", Map.of("status", "open")).is(200);
        eventually(() -> conversation().texts("labels").contains("was-opened"));
        world.ada
                .post(desk.path() + "/toggle_priority", Map.of("priority", "low"))
                .is(200);
        world.ada
                .post(desk.path() + "/toggle_priority", Map.of("priority", "none"))
                .is(200);
        settled();
        assertThat(contents()).doesNotContain("It got serious");
        world.ada
                .post(desk.path() + "/toggle_priority", Map.of("priority", "high"))
                .is(200);
        eventually(() -> contents().contains("It got serious"));
    }

    @Test
    void a_new_conversation_is_heard_with_its_custom_attributes() {
        define(world, "contact_attribute", "Plan", "text");
        define(world, "conversation_attribute", "Seats", "number");
        Map<String, Object> gold = whenCustom("contact_attribute", "plan", "equal_to", "Gold");
        Map<String, Object> seats = whenCustom("conversation_attribute", "seats", "is_greater_than", 10);
        add("conversation_created", List.of(and(gold, "and"), seats), List.of(act("add_label", "vip")));
        world.ada
                .patch("/contacts/" + desk.carla, Map.of("custom_attributes", Map.of("plan", "gold")))
                .is(200);

        long many = world.ada
                .post(
                        "/conversations",
                        Map.of(
                                "inbox_id",
                                desk.inbox,
                                "contact_id",
                                desk.carla,
                                "custom_attributes",
                                Map.of("seats", 11)))
                .number("id");
        long few = world.ada
                .post(
                        "/conversations",
                        Map.of(
                                "inbox_id",
                                desk.inbox,
                                "contact_id",
                                desk.carla,
                                "custom_attributes",
                                Map.of("seats", 9)))
                .number("id");

        eventually(() -> world.ada.get("/conversations/" + many).at("labels").size() == 1);
        settled();
        world.ada.get("/conversations/" + few).shows("labels", List.of());
    }

    @Test
    void an_address_is_told() {
        try (var receiver = new Receiver()) {
            add("message_created", List.of(), List.of(act("send_webhook_event", receiver.url())));

            carlaWrites("Hello?");

            Receiver.Request told = receiver.first("automation_event.message_created");
            assertThat(told.json().path("id").asLong()).isEqualTo(desk.printerJam);
            assertThat(told.json().at("/meta/sender/name").asString()).isEqualTo("Carla Diaz");
        }
    }

    @Test
    void transcripts_and_mails_to_teams_are_written() {
        long team = world.ada.post("/teams", Map.of("name", "Escalation")).number("id");
        world.ada
                .post("/teams/" + team + "/team_members", Map.of("user_ids", List.of(world.brunoId)))
                .is(201);
        add(
                "message_created",
                List.of(),
                List.of(
                        act("send_email_transcript", "{{contact.email}}, boss@example.com"),
                        act("send_email_to_team", Map.of("team_ids", List.of(team), "message", "Please look"))));

        carlaWrites("Hello?");

        eventually(() -> world.ada.get("/mails").at("payload").size() == 3);
        Answer mails = world.ada.get("/mails");
        assertThat(mails.at("payload")
                        .valueStream()
                        .map(mail -> mail.path("recipient").asString("")))
                .contains("carla@example.com", "boss@example.com");
        assertThat(mails.string("payload.0.body")).startsWith("Hello,\n\nPlease look\n");
    }

    @Test
    void a_file_goes_out_each_time_as_a_copy() {
        String signed = world.ada
                .multipart(
                        "/upload",
                        new Api.Part("attachment", "terms.txt", "text/plain", "Terms".getBytes(StandardCharsets.UTF_8)))
                .string("blob_id");
        add(
                "message_created",
                List.of(when("message_type", "equal_to", "incoming")),
                List.of(act("send_attachment", signed)));

        carlaWrites("Hello?");
        carlaWrites("Hello again?");

        eventually(() -> files().size() == 2);
        assertThat(files().stream().distinct()).hasSize(2);
        files().forEach(url -> assertThat(world.stranger
                        .get("~" + url.replaceFirst("^https?://[^/]+", ""))
                        .is(200)
                        .text())
                .isEqualTo("Terms"));
    }

    private List<String> files() {
        return messages().stream()
                .flatMap(message -> message.path("attachments").valueStream())
                .map(file -> file.path("data_url").asString(""))
                .toList();
    }

    @Test
    void everything_else_can_be_done() {
        long team = world.ada.post("/teams", Map.of("name", "Sales")).number("id");
        world.ada
                .post(desk.path() + "/labels", Map.of("labels", List.of("old", "kept")))
                .is(200);
        add(
                "message_created",
                List.of(),
                List.of(
                        act("assign_team", team),
                        act("remove_label", "old"),
                        act("snooze_conversation"),
                        act("pending_conversation"),
                        act("open_conversation"),
                        act("change_status", "pending"),
                        act("mute_conversation")));

        carlaWrites("Hello?");

        eventually(() -> conversation().string("status").equals("resolved"));
        conversation()
                .shows("labels", List.of("kept"))
                .shows("meta.team.id", team)
                .shows("muted", true);
        assertThat(contents())
                .contains("The rule \"Tag printers\" snoozed the conversation")
                .contains("The rule \"Tag printers\" muted the conversation");
    }

    @Test
    void an_automatic_answer_keeps_the_customer_waiting() {
        add("message_created", List.of(), List.of(act("send_message", "We will answer soon")));
        long since = conversation().number("waiting_since");

        carlaWrites("Hello?");

        eventually(() -> contents().contains("We will answer soon"));
        conversation().shows("waiting_since", since).shows("first_reply_created_at", 0);
    }

    @Test
    void a_rule_that_makes_no_sense_any_more_is_switched_off_after_two_runs() {
        world.ada.patch("", Map.of("locale", "de")).is(200);
        long plan = define(world, "contact_attribute", "Plan", "text");
        Map<String, Object> gold = whenCustom("contact_attribute", "plan", "equal_to", "gold");
        long id = add("message_created", List.of(gold), List.of(act("add_label", "x")));
        String rule = "/automation_rules/" + id;
        world.ada.delete("/custom_attribute_definitions/" + plan);

        carlaWrites("One");
        eventually(() -> world.ada.get(rule + "/runs").at("payload").size() == 1);
        world.ada.get(rule).shows("payload.active", true);
        carlaWrites("Two");
        eventually(() -> !world.ada.get(rule).at("payload.active").asBoolean());
        carlaWrites("Three");
        settled();

        world.ada
                .get(rule + "/runs")
                .hasSize("payload", 2)
                .shows("payload.0.matched", false)
                .shows("payload.0.error", "There is no custom attribute plan");
        world.ada
                .get("/mails")
                .hasSize("payload", 1)
                .shows("payload.0.subject", "Die Regel „Tag printers“ wurde abgeschaltet");
        conversation().shows("labels", List.of());
        world.ada.post(rule + "/dry_run").is(422).blames("conditions", "invalid");
    }

    @Test
    void an_event_that_is_read_again_does_nothing_twice() {
        add("message_created", List.of(), List.of(act("send_message", "Once")));
        carlaWrites("Hello?");
        eventually(() -> contents().contains("Once"));
        settled();

        long event = world.server
                .sql()
                .sql("select max(id) from events where account_id = :account and type = 'message_created'"
                        + " and actor_type <> 'AutomationRule'")
                .param("account", world.acme.value())
                .query(Long.class)
                .single();
        world.server
                .sql()
                .sql("update event_consumers set position = :before where name = 'automation'")
                .param("before", event - 1)
                .update();
        carlaWrites("Anybody?");
        settled();

        assertThat(contents().stream().filter("Once"::equals))
                .as("once for each of her messages")
                .hasSize(2);
    }

    @Test
    void a_dry_run_counts_and_changes_nothing() {
        carlaWrites("More paper");
        carlaWrites("Less toner");
        settled();
        long id = add("message_created", List.of(when("content", "contains", "paper")), List.of(act("add_label", "x")));

        world.ada.post("/automation_rules/" + id + "/dry_run").is(200).isJson("""
                {
                  "examined": "*", "complete": true, "matched": 1,
                  "payload": [{
                    "event_id": "*", "event_name": "message_created", "conversation_id": %d, "message_id": "*",
                    "created_at": "*", "actions": [{"action_name": "add_label", "action_params": ["x"]}]
                  }]
                }
                """.formatted(desk.printerJam));
        conversation().shows("labels", List.of());
        world.ada.get("/automation_rules/" + id + "/runs").hasSize("payload", 0);
    }

    @Test
    void runs_are_paged_and_page_zero_is_refused() {
        long id = add("message_created", List.of(), List.of(act("add_label", "x")));

        world.ada.get("/automation_rules/" + id + "/runs?page=2").is(200).hasSize("payload", 0);
        world.ada.get("/automation_rules/" + id + "/runs?page=0").is(400).blames("page", "invalid");
    }
}
