package io.supportly.contacts;

import static io.supportly.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Answer;
import io.supportly.testing.Api;
import io.supportly.testing.Desk;
import io.supportly.testing.World;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContactsTest {
    private final World world = new World();

    private long add(Object... fields) {
        return world.bruno.post("/contacts", body(fields)).is(201).number("payload.contact.id");
    }

    private static Map<String, Object> body(Object... fields) {
        var body = new HashMap<String, Object>();
        for (int i = 0; i < fields.length; i += 2) {
            body.put((String) fields[i], fields[i + 1]);
        }
        return body;
    }

    @Test
    void an_agent_creates_a_contact() {
        Answer made = world.bruno
                .post(
                        "/contacts",
                        Map.of(
                                "name", "Carla Diaz",
                                "email", "Carla@Example.com",
                                "phone_number", "+49 151 2345-6789",
                                "identifier", "Customer-42",
                                "custom_attributes", Map.of("plan", "gold")))
                .is(201);

        made.isJson("""
                {"payload": {
                  "contact": {
                    "id": "*", "name": "Carla Diaz", "email": "carla@example.com", "phone_number": "+4915123456789",
                    "identifier": "Customer-42", "blocked": false, "thumbnail": "", "availability_status": "offline",
                    "additional_attributes": {}, "custom_attributes": {"plan": "gold"}, "created_at": "*",
                    "contact_inboxes": []
                  },
                  "contact_inbox": {"inbox": null, "source_id": null}
                }}
                """);
        world.bruno
                .get("/contacts/" + made.number("payload.contact.id"))
                .is(200)
                .shows("payload", made.at("payload.contact"));
    }

    @Test
    void with_an_inbox_the_contact_is_known_there_at_once() {
        var desk = new Desk(world);

        world.bruno
                .post("/contacts", Map.of("name", "Dora", "inbox_id", desk.inbox, "source_id", "dora-1"))
                .is(201)
                .shows("payload.contact_inbox.source_id", "dora-1")
                .shows("payload.contact_inbox.inbox.id", desk.inbox)
                .shows("payload.contact.contact_inboxes.0.source_id", "dora-1");
        world.bruno
                .post("/contacts", Map.of("name", "Eva", "inbox_id", desk.inbox, "source_id", "dora-1"))
                .is(422)
                .shows("errors.0.code", "taken");
        world.bruno.get("/contacts/search?q=Eva").hasSize("payload", 0);
    }

    @Test
    void nothing_is_required() {
        world.bruno.post("/contacts").is(201).shows("payload.contact.name", "");
    }

    @Test
    void without_a_token_or_from_another_account_there_is_no_contact() {
        long carla = add("name", "Carla");

        for (Api api : List.of(world.gina, world.stranger)) {
            int status = api == world.gina ? 404 : 401;
            api.get("/contacts").is(status);
            api.post("/contacts", Map.of("name", "X")).is(status);
            api.get("/contacts/" + carla).is(status);
            api.patch("/contacts/" + carla, Map.of("name", "X")).is(status);
            api.delete("/contacts/" + carla).is(status);
            api.get("/contacts/" + carla + "/conversations").is(status);
            api.get("/contacts/search?q=carla").is(status);
        }
        // The number of a contact of acme names nothing in globex.
        Api atHome = world.as(world.ginaId, world.globex);
        atHome.get("/contacts/" + carla).is(404);
        atHome.patch("/contacts/" + carla, Map.of("name", "X")).is(404);
        atHome.delete("/contacts/" + carla).is(404);
        atHome.get("/contacts/" + carla + "/conversations").is(404);
        atHome.get("/contacts/search?q=carla").is(200).hasSize("payload", 0);
        world.bruno.get("/contacts/" + carla).shows("payload.name", "Carla");
    }

    @Test
    void every_fault_of_a_contact_is_told_at_once() {
        Map<String, Object> bad = Map.of(
                "name", "x".repeat(256),
                "email", "no address",
                "phone_number", "0151 234",
                "identifier", "x".repeat(256),
                "avatar_url", "nowhere");
        long carla = add("name", "Carla");

        for (Answer refused :
                List.of(world.bruno.post("/contacts", bad), world.bruno.patch("/contacts/" + carla, bad))) {
            refused.is(422)
                    .blames("name", "too_long")
                    .blames("email", "invalid")
                    .blames("phone_number", "invalid")
                    .blames("identifier", "too_long")
                    .blames("avatar_url", "invalid");
        }
        world.bruno
                .send("POST", "/contacts", "{\"custom_attributes\": [], \"blocked\": \"x\"}".getBytes())
                .is(400)
                .blames("custom_attributes", "invalid")
                .blames("blocked", "invalid");
    }

    @Test
    void an_email_is_taken_whatever_its_case() {
        long carla = add("email", "carla@example.com", "identifier", "c-1", "phone_number", "+14155550100");
        long dora = add("name", "Dora");

        world.bruno
                .post("/contacts", Map.of("email", "CARLA@example.COM"))
                .is(422)
                .blames("email", "taken");
        world.bruno
                .patch("/contacts/" + dora, Map.of("email", "Carla@Example.com"))
                .is(422)
                .blames("email", "taken");
        world.bruno.post("/contacts", Map.of("identifier", "c-1")).is(422).blames("identifier", "taken");
        world.bruno
                .post("/contacts", Map.of("phone_number", "+1 (415) 555-0100"))
                .is(422)
                .blames("phone_number", "taken");
        world.bruno
                .patch("/contacts/" + carla, Map.of("email", "CARLA@example.com"))
                .is(200);
        world.as(world.ginaId, world.globex)
                .post("/contacts", Map.of("email", "carla@example.com"))
                .is(201);
    }

    @Test
    void an_empty_text_means_absent_and_collides_with_nothing() {
        Map<String, Object> empty = Map.of("email", "", "identifier", "", "phone_number", "", "avatar_url", "");

        world.bruno.post("/contacts", empty).is(201).shows("payload.contact.email", null);
        world.bruno.post("/contacts", empty).is(201).shows("payload.contact.identifier", null);
        long carla = add("email", "carla@example.com");
        world.bruno
                .patch("/contacts/" + carla, Map.of("email", ""))
                .is(200)
                .shows("payload.email", "carla@example.com");
    }

    @ParameterizedTest
    @CsvSource({
        "+4915123456789, +4915123456789",
        "+49 (0) 151 234-567-89, +4915123456789",
        "+1 415.555.0100, +14155550100",
        "+44 20 7946 0958, +442079460958"
    })
    void phone_numbers_are_kept_in_one_form(String sent, String kept) {
        world.bruno.post("/contacts", Map.of("phone_number", sent)).is(201).shows("payload.contact.phone_number", kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"015123456789", "+0151234567", "+49x", "+", "+49151234567890123", "call me"})
    void what_is_no_international_number_is_refused(String sent) {
        world.bruno.post("/contacts", Map.of("phone_number", sent)).is(422).blames("phone_number", "invalid");
    }

    @Test
    void attributes_are_merged_and_other_fields_replaced() {
        long carla = add(
                "name",
                "Carla",
                "email",
                "carla@example.com",
                "custom_attributes",
                Map.of("plan", "gold", "seats", 3),
                "additional_attributes",
                Map.of("city", "Lima"));

        Answer changed = world.bruno.patch(
                "/contacts/" + carla,
                body(
                        "name",
                        "Carla Diaz",
                        "email",
                        null,
                        "custom_attributes",
                        Map.of("plan", "silver"),
                        "additional_attributes",
                        Map.of("country", "Peru")));

        changed.is(200)
                .shows("payload.name", "Carla Diaz")
                .shows("payload.email", null)
                .shows("payload.custom_attributes", Map.of("plan", "silver", "seats", 3))
                .shows("payload.additional_attributes", Map.of("city", "Lima", "country", "Peru"));
        world.bruno.put("/contacts/" + carla, Map.of("blocked", true)).is(200).shows("payload.blocked", true);
        world.bruno.patch("/contacts/0", Map.of("name", "X")).is(404);
    }

    @Test
    void a_change_is_an_event_that_says_what_changed() {
        long carla = add("name", "Carla");

        world.bruno.patch("/contacts/" + carla, Map.of("name", "Carla Diaz")).is(200);

        Answer events = world.ada.get("/events");
        events.shows("payload.0.event", "contact_created").shows("payload.0.contact_id", carla);
        events.shows("payload.1.event", "contact_updated")
                .shows("payload.1.actor", Map.of("type", "User", "id", world.brunoId))
                .shows(
                        "payload.1.data.changed_attributes.0.name",
                        Map.of("previous_value", "Carla", "current_value", "Carla Diaz"));
    }

    @Test
    void the_list_is_sorted_by_either_form() {
        long beta = add("name", "beta", "email", "c@example.com", "phone_number", "+14155550102");
        long alpha = add("name", "Alpha", "email", "b@example.com", "phone_number", "+14155550103");
        long gamma = add("name", "Gamma", "email", "a@example.com", "phone_number", "+14155550101");

        assertThat(order("?sort=name")).containsExactly(alpha, beta, gamma);
        assertThat(order("?sort=-name")).containsExactly(gamma, beta, alpha);
        assertThat(order("?sort=name&order_by=desc")).containsExactly(gamma, beta, alpha);
        assertThat(order("?sort=name&order_by=asc")).containsExactly(alpha, beta, gamma);
        assertThat(order("?sort=email")).containsExactly(gamma, alpha, beta);
        assertThat(order("?sort=-phone_number")).containsExactly(alpha, beta, gamma);
        assertThat(order("?sort=created_at")).hasSize(3);
        assertThat(order("?sort=-last_activity_at")).hasSize(3);
        assertThat(order("?sort=company_name")).hasSize(3);
        assertThat(order("?sort=luck")).containsExactly(beta, alpha, gamma);
        world.bruno.get("/contacts?sort=name&order_by=up").is(422).blames("order_by", "inclusion");
    }

    private List<Long> order(String query) {
        return world.bruno
                .get("/contacts" + query)
                .is(200)
                .at("payload")
                .valueStream()
                .map(contact -> contact.path("id").asLong())
                .toList();
    }

    @Test
    void the_list_has_pages_of_fifteen_and_counts_all() {
        for (int i = 0; i < 17; i++) {
            add("name", "Contact %02d".formatted(i));
        }

        world.bruno
                .get("/contacts?sort=name")
                .is(200)
                .hasSize("payload", 15)
                .shows("meta", Map.of("count", 17, "current_page", 1))
                .shows("payload.0.contact_inboxes", List.of());
        world.bruno
                .get("/contacts?sort=name&page=2&include_contact_inboxes=false")
                .hasSize("payload", 2)
                .shows("payload.0.name", "Contact 15")
                .shows("meta", Map.of("count", 17, "current_page", 2))
                .lacks("payload.0.contact_inboxes");
        world.bruno.get("/contacts?page=3").is(200).hasSize("payload", 0);
        world.bruno.get("/contacts?page=0").is(400);
        world.bruno.get("/contacts?page=x").is(400);
    }

    @Test
    void those_who_wrote_just_now_are_active() {
        Desk desk = new Desk(world);
        long dora = world.bruno.post("/contacts", Map.of("name", "Dora")).number("payload.contact.id");
        for (long contact : List.of(desk.carla, dora)) {
            world.bruno.post(
                    "/conversations",
                    Map.of(
                            "inbox_id",
                            desk.inbox,
                            "contact_id",
                            contact,
                            "message",
                            Map.of("content", "Hello?", "message_type", "incoming")));
        }
        Answer both = world.bruno.get("/contacts/active").is(200);
        world.server
                .sql()
                .sql("update contacts set last_activity_at = last_activity_at - interval '6 minutes' where id = ?")
                .param(desk.carla)
                .update();

        both.hasSize("payload", 2).shows("meta", Map.of("count", 2, "current_page", 1));
        Answer one = world.bruno.get("/contacts/active").shows("meta.count", 1).hasSize("payload", 1);
        assertThat(one.at("payload.0"))
                .isEqualTo(world.bruno.get("/contacts/" + dora).at("payload"));
        world.bruno.get("/contacts/active?page=2").is(200).hasSize("payload", 0);
        world.bruno.get("/contacts/active?page=0").is(400).blames("page", "invalid");
        world.stranger.get("/contacts/active").is(401);
        world.gina.get("/contacts/active").is(404);
        world.as(world.ginaId, world.globex).get("/contacts/active").hasSize("payload", 0);
    }

    @Test
    void a_contact_has_its_conversations() {
        var desk = new Desk(world);

        world.bruno
                .get("/contacts/" + desk.carla + "/conversations")
                .is(200)
                .hasSize("payload", 1)
                .shows("payload.0.id", desk.printerJam);
        world.bruno.get("/contacts/0/conversations").is(404);
    }

    @ParameterizedTest
    @CsvSource({
        "carla, prefix of the name",
        "CARLA D, whatever the case",
        "diaz, a part of the name",
        "carla@, prefix of the e-mail",
        "example.com, a part of the e-mail",
        "+4915, prefix of the phone number",
        "2345, a part of the phone number",
        "Cust, prefix of the identifier",
        "tomer-42, a part of the identifier",
        "c, one letter",
        "ca, two letters",
        "' carla ', blanks around"
    })
    void a_contact_is_found_by(String words, String why) {
        long carla = add(
                "name", "Carla Diaz",
                "email", "carla@example.com",
                "phone_number", "+4915123456789",
                "identifier", "Customer-42");
        add("name", "Bob", "email", "bob@sample.org", "phone_number", "+14155550100", "identifier", "b-7");

        String query = java.net.URLEncoder.encode(words, StandardCharsets.UTF_8);
        world.bruno
                .get("/contacts/search?q=" + query)
                .is(200)
                .shows("meta", Map.of("count", 1, "current_page", 1, "has_more", false))
                .shows("payload.0.id", carla);
        world.bruno.get("/search?q=" + query).is(200).shows("payload.contacts.0.id", carla);
    }

    @Test
    void wildcards_are_letters_like_others() {
        long percent = add("name", "100% sure");
        add("name", "100 not");
        long under = add("name", "snake_case");
        add("name", "snakeXcase");
        long slash = add("name", "back\\slash");

        assertThat(found("100%25")).containsExactly(percent);
        assertThat(found("00%25")).containsExactly(percent);
        assertThat(found("ake_c")).containsExactly(under);
        assertThat(found("%25%25%25")).isEmpty();
        assertThat(found("ck%5Csl")).containsExactly(slash);
        assertThat(found("%27%3B--")).isEmpty();
    }

    @Test
    void names_in_any_writing_are_found() {
        long zoe = add("name", "Zoë Müller");
        long yuki = add("name", "山田 ゆき");
        long smile = add("name", "Smile 😀😀😀 Inc");

        assertThat(found("zo%C3%AB")).containsExactly(zoe);
        assertThat(found("M%C3%9CLLER")).containsExactly(zoe);
        assertThat(found("%E5%B1%B1%E7%94%B0")).containsExactly(yuki);
        assertThat(found("%E3%82%86")).isEmpty();
        assertThat(found("%F0%9F%98%80%F0%9F%98%80%F0%9F%98%80")).containsExactly(smile);
    }

    private List<Long> found(String query) {
        return world.bruno
                .get("/contacts/search?q=" + query)
                .is(200)
                .at("payload")
                .valueStream()
                .map(contact -> contact.path("id").asLong())
                .toList();
    }

    @Test
    void those_who_begin_with_it_come_before_those_who_hold_it_and_nobody_comes_twice() {
        long inside = add("name", "Big Carl", "email", "carl@example.com");
        long both = add("name", "Carlos", "email", "carlos@example.com", "identifier", "carlos");
        long part = add("name", "Oscarl");

        assertThat(found("carl")).containsExactly(both, inside, part);
    }

    @Test
    void the_search_has_pages() {
        for (int i = 0; i < 16; i++) {
            add("name", "Pager " + i);
        }

        world.bruno
                .get("/contacts/search?q=pager")
                .shows("meta", Map.of("count", 15, "current_page", 1, "has_more", true));
        world.bruno
                .get("/contacts/search?q=pager&page=2")
                .shows("meta", Map.of("count", 1, "current_page", 2, "has_more", false));
    }

    @Test
    void a_search_for_nothing_is_refused() {
        for (String path : List.of("/contacts/search", "/contacts/search?q=", "/contacts/search?q=%20%20")) {
            world.bruno.get(path).is(422).blames("q", "blank");
        }
        world.bruno.get("/contacts/search?q=" + "x".repeat(256)).is(422).blames("q", "too_long");
        world.bruno.get("/contacts/search?q=x&page=0").is(400);
    }

    @Test
    void deleting_is_for_administrators() {
        long carla = add("name", "Carla", "email", "carla@example.com");

        world.bruno.delete("/contacts/" + carla).is(403);
        world.ada.delete("/contacts/" + carla).is(200).isJson("{}");

        world.ada.delete("/contacts/" + carla).is(404);
        world.ada.get("/contacts/" + carla).is(404);
        assertThat(found("carla")).isEmpty();
        world.ada.get("/contacts").shows("meta.count", 0);
        add("email", "carla@example.com");
    }

    @Test
    void nothing_of_a_deleted_contact_is_left_over() {
        var desk = new Desk(world);
        eventually(() -> rows().get("message_search") == 1);
        Map<String, Long> before = rows();
        long dora = add("name", "Dora", "email", "dora@example.com", "inbox_id", desk.inbox);
        long chat = world.bruno
                .post("/conversations", Map.of("inbox_id", desk.inbox, "contact_id", dora))
                .is(201)
                .number("id");
        Api.Part file = new Api.Part("attachments[]", "a.txt", "text/plain", new byte[] {'a'});
        world.bruno
                .multipart("/conversations/" + chat + "/messages", file, Api.Part.field("content", "Here"))
                .is(201);
        world.bruno
                .post("/conversations/" + chat + "/participants", Map.of("user_ids", List.of(world.adaId)))
                .is(200);
        world.bruno
                .post("/conversations/" + chat + "/labels", Map.of("labels", List.of("vip")))
                .is(200);
        world.bruno.get("/conversations/" + chat).is(200);
        assertThat(rows()).isNotEqualTo(before);

        world.ada.delete("/contacts/" + dora).is(200);

        eventually(() -> rows().equals(before));
        world.bruno.get("/conversations/" + chat).is(404);
        world.bruno.get(desk.path()).is(200);
    }

    /// The log of events stays, as do the sums of reports, and counters are folded when their time comes.
    private static final List<String> FOLLOWING = List.of(
            "events",
            "logged_events",
            "report_rollups",
            "report_spreads",
            "contact_counters",
            "conversation_counters",
            "conversation_counter_deltas");

    /// How many rows of acme each table holds.
    private Map<String, Long> rows() {
        var sql = world.server.sql();
        var rows = new TreeMap<String, Long>();
        List<String> tables = sql.sql("""
                        select table_name from information_schema.columns
                        where table_schema = 'public' and column_name = 'account_id'
                        """).query(String.class).list();
        for (String table : tables) {
            if (FOLLOWING.contains(table)) {
                continue;
            }
            rows.put(
                    table,
                    sql.sql("select count(*) from " + table + " where account_id = ?")
                            .param(world.acme.value())
                            .query(Long.class)
                            .single());
        }
        return rows;
    }
}
