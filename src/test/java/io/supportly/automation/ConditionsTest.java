package io.supportly.automation;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.contacts.Contact;
import io.supportly.conversations.Facts;
import io.supportly.conversations.Status;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.events.Event;
import io.supportly.kernel.json.Attributes;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

class ConditionsTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private static final Map<String, List<String>> DEFINED = Map.of(
            "seats", List.of("equal_to", "is_greater_than", "is_less_than"),
            "renewal", List.of("is_less_than", "days_before"),
            "vip", List.of("equal_to"),
            "plan", List.of("is_not_present", "is_greater_than"));

    private static Conditions conditions(String json) {
        return Conditions.of(List.of(JSON.readValue(json, Condition[].class)), Trigger.CONVERSATION_CREATED);
    }

    private static Subject subject() {
        var account = new AccountId(1);
        var contact = new Contact(
                account,
                7,
                "Carla",
                "carla@example.com",
                "+4930123",
                null,
                false,
                "",
                null,
                new Attributes("{\"city\": \"Berlin\", \"country_code\": \"DE\"}"),
                new Attributes("{\"renewal\": \"2026-11-01\", \"seats\": 12, \"vip\": true}"),
                List.of(),
                null,
                NOW,
                NOW);
        var facts = new Facts(
                1,
                3,
                Status.OPEN,
                null,
                5L,
                null,
                List.of("billing", "late"),
                Attributes.NONE,
                new Attributes("{\"referer\": \"https://example.com/Prices\"}"),
                contact,
                null);
        var event = Event.of(new Caller.System(account), "conversation_created", NOW);
        return new Subject(event, facts, NOW, JSON, key -> DEFINED.getOrDefault(key.name(), List.of()));
    }

    private static boolean holds(String json) {
        return conditions(json).judge(subject()) instanceof Verdict.Matched;
    }

    private static String one(String key, String operator, String values, String more) {
        return "{\"attribute_key\": \"%s\", \"filter_operator\": \"%s\", \"values\": %s%s}"
                .formatted(key, operator, values, more);
    }

    private static boolean holds(String key, String operator, String values) {
        return holds("[" + one(key, operator, values, "") + "]");
    }

    private static boolean ofContact(String key, String operator, String values) {
        return holds("[" + one(key, operator, values, ", \"custom_attribute_type\": \"contact_attribute\"") + "]");
    }

    @Test
    void none_at_all_always_hold() {
        assertThat(holds("[]")).isTrue();
    }

    @Test
    void keys_are_compared_each_in_its_way() {
        assertThat(holds("city", "equal_to", "[\"berlin\"]")).isTrue();
        assertThat(holds("city", "not_equal_to", "[\"Berlin\"]")).isFalse();
        assertThat(holds("country_code", "equal_to", "[\"FR\", \"DE\"]")).isTrue();
        assertThat(holds("referer", "contains", "[\"prices\"]")).isTrue();
        assertThat(holds("referer", "does_not_contain", "[\"prices\"]")).isFalse();
        assertThat(holds("phone_number", "starts_with", "[\"+49\"]")).isTrue();
        assertThat(holds("phone_number", "starts_with", "[\"49\"]")).isFalse();
        assertThat(holds("assignee_id", "equal_to", "[5]")).isTrue();
        assertThat(holds("assignee_id", "is_present", "[]")).isTrue();
        assertThat(holds("team_id", "is_not_present", "[]")).isTrue();
        assertThat(holds("status", "equal_to", "[\"all\"]")).isTrue();
        assertThat(holds("status", "equal_to", "[\"resolved\"]")).isFalse();
        assertThat(holds("labels", "equal_to", "[\"Late\"]")).isTrue();
        assertThat(holds("labels", "not_equal_to", "[\"late\"]")).isFalse();
        assertThat(holds("mail_subject", "contains", "[\"x\"]")).isFalse();
        assertThat(holds("priority", "not_equal_to", "[\"high\"]")).isTrue();
    }

    @Test
    void custom_attributes_are_compared_by_size_and_by_date() {
        assertThat(ofContact("seats", "is_greater_than", "[\"9\"]")).isTrue();
        assertThat(ofContact("seats", "is_less_than", "[\"9\"]")).isFalse();
        assertThat(ofContact("renewal", "is_less_than", "[\"2026-11-02\"]")).isTrue();
        assertThat(ofContact("renewal", "days_before", "[20]")).isTrue();
        assertThat(ofContact("renewal", "days_before", "[30]")).isFalse();
        assertThat(ofContact("vip", "equal_to", "[true]")).isTrue();
        assertThat(ofContact("plan", "is_not_present", "[]")).isTrue();
        assertThat(ofContact("plan", "is_greater_than", "[3]")).isFalse();
    }

    @Test
    void and_binds_tighter_than_or() {
        String no = one("city", "equal_to", "[\"paris\"]", ", \"query_operator\": \"%s\"");
        String yes = one("city", "equal_to", "[\"berlin\"]", ", \"query_operator\": \"%s\"");

        assertThat(holds("[" + yes.formatted("OR") + "," + no.formatted("and") + "," + no.formatted("") + "]"))
                .isTrue();
        assertThat(holds("[" + no.formatted("and") + "," + no.formatted("or") + "," + yes.formatted("") + "]"))
                .isTrue();
        assertThat(holds("[" + no.formatted("or") + "," + yes.formatted("and") + "," + no.formatted("") + "]"))
                .isFalse();
        assertThat(holds("[" + yes.formatted("and") + "," + yes.formatted("") + "]"))
                .isTrue();
    }

    @Test
    void what_joins_the_last_one_to_nothing_does_not_count() {
        String no = one("city", "equal_to", "[\"paris\"]", ", \"query_operator\": \"or\"");

        assertThat(holds("[" + no + "]")).isFalse();
        assertThat(holds("[" + no + "," + no + "]")).isFalse();
    }

    @Test
    void a_key_or_an_operator_that_is_gone_makes_a_rule_invalid() {
        assertThat(conditions("[" + one("weight", "equal_to", "[3]", "") + "]").judge(subject()))
                .isEqualTo(new Verdict.Invalid("There is no attribute weight"));
        assertThat(conditions("[" + one("status", "contains", "[3]", "") + "]").judge(subject()))
                .isEqualTo(new Verdict.Invalid("status can not be compared by contains"));
    }

    @Test
    void a_custom_attribute_that_is_gone_or_of_another_type_makes_a_rule_invalid() {
        String ofContact = ", \"custom_attribute_type\": \"contact_attribute\"";

        assertThat(conditions("[" + one("colour", "equal_to", "[3]", ofContact) + "]")
                        .judge(subject()))
                .isEqualTo(new Verdict.Invalid("There is no custom attribute colour"));
        assertThat(conditions("[" + one("vip", "contains", "[3]", ofContact) + "]")
                        .judge(subject()))
                .isEqualTo(new Verdict.Invalid("vip can not be compared by contains"));
    }

    @Test
    void two_hundred_rules_cost_an_event_less_than_two_milliseconds() {
        String no = one("referer", "contains", "[\"nowhere\", \"elsewhere\"]", ", \"query_operator\": \"or\"");
        Conditions ten = conditions("[" + String.join(",", Collections.nCopies(10, no)) + "]");
        var threads = ManagementFactory.getThreadMXBean();
        long best = Long.MAX_VALUE;
        int missed = 0;

        for (int round = 0; round < 300; round++) {
            long before = threads.getCurrentThreadCpuTime();
            Subject subject = subject();
            for (int rule = 0; rule < 200; rule++) {
                missed += ten.judge(subject) instanceof Verdict.Missed ? 1 : 0;
            }
            best = Math.min(best, threads.getCurrentThreadCpuTime() - before);
        }

        assertThat(missed).isEqualTo(60_000);
        assertThat(best).isLessThan(2_000_000);
    }
}
