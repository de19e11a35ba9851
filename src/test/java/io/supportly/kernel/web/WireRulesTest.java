package io.supportly.kernel.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Answer;
import io.supportly.testing.Desk;
import io.supportly.testing.RawHttp;
import io.supportly.testing.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What holds for every endpoint, shown on a few.
class WireRulesTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final World world = new World();

    @Test
    void a_refusal_says_the_same_in_three_ways() {
        world.ada.post("/labels", Map.of("color", "blue")).is(422).isJson("""
                {
                  "errors": [
                    {"field": "title", "message": "can't be blank", "code": "blank"},
                    {"field": "color", "message": "is invalid", "code": "invalid"}
                  ],
                  "error": "Title can't be blank, Color is invalid",
                  "message": "Title can't be blank, Color is invalid",
                  "attributes": ["title", "color"]
                }
                """);
    }

    @Test
    void an_unknown_route_is_404_in_the_one_error_body() {
        for (String path : List.of("/nothing", "~/nothing", "~/api/v1", "~/api/v1/accounts/x/labels")) {
            world.ada.get(path).is(404).shows("errors.0.code", "not_found");
        }
    }

    @Test
    void a_wrong_method_is_405_and_says_which_there_are() {
        Answer answer = world.ada.delete("/labels").is(405).shows("errors.0.code", "method_not_allowed");

        assertThat(answer.header("Allow").split(", ")).containsExactlyInAnyOrder("GET", "POST");
    }

    @Test
    void broken_json_is_400_and_says_where() {
        world.ada
                .send("POST", "/labels", utf8("{\"title\": \"vip\",\n \"color\" }"))
                .is(400)
                .shows("errors.0.code", "malformed")
                .shows("errors.0.message", "The body is not valid JSON (line 2, column 10)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"text\"", "1", "null", "{} {}", "{\"title\": NaN}", "{'title': 'vip'}", "{"})
    void a_body_that_is_no_object_is_400(String body) {
        world.ada.send("POST", "/labels", utf8(body)).is(400).shows("errors.0.code", "malformed");
    }

    @Test
    void each_field_of_a_wrong_type_is_named() {
        world.ada
                .send("POST", "/labels", utf8("{\"title\": {}, \"color\": [], \"show_on_sidebar\": \"maybe\"}"))
                .is(400)
                .blames("title", "invalid")
                .blames("color", "invalid")
                .blames("show_on_sidebar", "invalid");
    }

    @Test
    void an_oversize_body_is_413() {
        byte[] body = utf8("{\"title\": \"" + "x".repeat(1024 * 1024) + "\"}");

        world.ada.send("POST", "/labels", body).is(413).shows("errors.0.code", "too_large");
    }

    @Test
    void an_unreadable_multipart_body_is_400() {
        var desk = new Desk(world);
        String cutOff = "--x\r\nContent-Disposition: form-data; name=\"content\"\r\n\r\nHel";

        world.bruno
                .send("POST", desk.path() + "/messages", utf8(cutOff), "multipart/form-data; boundary=x")
                .is(400)
                .shows("errors.0.code", "malformed");
        world.bruno
                .send("POST", desk.path() + "/messages", utf8("x"), "multipart/form-data")
                .is(400)
                .shows("errors.0.code", "malformed");
    }

    @Test
    void nesting_without_end_is_400() {
        String deep = "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000);

        world.ada.send("POST", "/contacts", utf8(deep)).is(400).shows("errors.0.code", "malformed");
        world.ada
                .send("POST", "/contacts", utf8("custom_attributes" + "[a]".repeat(5_000) + "=1"), FORM)
                .is(201);
    }

    @Test
    void what_is_no_text_is_400() {
        byte[] broken = utf8("{\"title\": \"v?p\"}");
        broken[12] = (byte) 0xC3;

        world.ada.send("POST", "/labels", broken).is(400);
        world.ada
                .send("POST", "/labels", utf8("{\"title\": \"v\\u0000p\"}"))
                .is(400)
                .blames("title", "invalid");
        world.ada
                .send("POST", "/labels", utf8("{\"title\": \"v\\ud800p\"}"))
                .is(400)
                .blames("title", "invalid");
        world.ada.send("POST", "/labels", utf8("title=v%00p"), FORM).is(400).blames("title", "invalid");
        world.ada.send("POST", "/labels", utf8("title=%zz"), FORM).is(400);
        world.ada.get("/contacts/search?q=%00").is(400).blames("q", "invalid");
    }

    @Test
    void what_tomcat_refuses_has_the_error_body_too() throws IOException {
        try (var raw = new RawHttp(world.server.address())) {
            RawHttp.Reply reply = raw.send(utf8("GET /\u0001 HTTP/1.1\r\nHost: x\r\n\r\n"));

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.text()).contains("\"errors\":[{").doesNotContain("Tomcat");
            assertThat(reply.header("x-request-id")).isNotBlank();
        }
    }

    @Test
    void unknown_fields_are_ignored() {
        world.ada.post("/labels", Map.of("title", "vip", "what", 1)).is(201);
    }

    @Test
    void a_body_may_be_flat_or_wrapped() {
        world.ada.post("/labels", Map.of("title", "flat")).is(201).shows("title", "flat");
        world.ada
                .post("/labels", Map.of("label", Map.of("title", "wrapped"), "title", "beside"))
                .is(201)
                .shows("title", "wrapped");
    }

    @Test
    void forms_are_read_as_json_is() {
        world.ada
                .send("POST", "/labels", utf8("title=form&show_on_sidebar=true&description="), FORM)
                .is(201)
                .shows("title", "form")
                .shows("show_on_sidebar", true)
                .shows("description", null);
        world.ada
                .send("POST", "/labels", utf8("label[title]=inner&label[show_on_sidebar]=false"), FORM)
                .is(201)
                .shows("title", "inner")
                .shows("show_on_sidebar", false);
        world.ada
                .send("POST", "/contacts", utf8("name=Z%C3%B6e+M&custom_attributes[plan]=gold"), FORM)
                .is(201)
                .shows("payload.contact.name", "Zöe M")
                .shows("payload.contact.custom_attributes", Map.of("plan", "gold"));
    }

    @Test
    void json_in_the_dress_of_a_form_is_still_json() {
        world.ada.send("POST", "/labels", utf8("{\"title\": \"curl\"}"), FORM).is(201);
    }

    @Test
    void numbers_may_come_as_text_and_lists_as_one_text() {
        var desk = new Desk(world);

        world.bruno
                .post(
                        "/conversations",
                        Map.of("inbox_id", Long.toString(desk.inbox), "contact_id", Long.toString(desk.carla)))
                .is(201);
        world.bruno
                .post(desk.path() + "/labels", Map.of("labels", "one, two"))
                .is(200)
                .shows("payload", List.of("one", "two"));
    }

    @Test
    void put_works_where_patch_does() {
        long label = world.ada.post("/labels", Map.of("title", "old")).number("id");

        world.ada.put("/labels/" + label, Map.of("title", "new")).is(200).shows("title", "new");
    }

    @Test
    void trailing_slashes_are_ignored() {
        world.ada.post("/labels/", Map.of("title", "slash")).is(201);
        world.ada.get("/labels/").is(200).hasSize("payload", 1);
    }

    @Test
    void a_request_id_is_made_or_kept() {
        assertThat(world.ada.get("/labels").header("X-Request-Id")).hasSizeGreaterThan(20);
        assertThat(world.ada.with("X-Request-Id", "my-own-id.1").get("/labels").header("X-Request-Id"))
                .isEqualTo("my-own-id.1");
        assertThat(world.ada.with("X-Request-Id", "a\"b c").get("/labels").header("X-Request-Id"))
                .doesNotContain("\"");
        assertThat(world.stranger
                        .with("X-Request-Id", "my-own-id.2")
                        .get("~/nothing")
                        .header("X-Request-Id"))
                .isEqualTo("my-own-id.2");
    }

    @Test
    void every_answer_has_its_security_headers() {
        for (Answer answer : List.of(
                world.ada.get("/labels"),
                world.stranger.get("/labels"),
                world.stranger.get("~/nothing"),
                world.stranger.get("~/docs/index.html"))) {
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(answer.header("Content-Security-Policy"))
                    .contains("default-src 'self'", "object-src 'none'", "base-uri 'none'");
            assertThat(answer.header("Server")).isEmpty();
        }
    }

    @Test
    void a_token_may_come_by_any_of_its_names() {
        String token = world.bruno.headers().get("api_access_token");
        var named = new LinkedHashMap<String, String>();
        named.put("api_access_token", token);
        named.put("Api-Access-Token", token);
        named.put("API-ACCESS-TOKEN", token);
        named.put("Authorization", "Bearer " + token);

        named.forEach(
                (name, value) -> world.stranger.with(name, value).get("/labels").is(200));
        world.stranger
                .with("Authorization", "Bearer other")
                .with("api_access_token", token)
                .get("/labels")
                .is(200);
        Answer refused =
                world.stranger.with("api_access_token", "wrong").get("/labels").is(401);
        refused.shows("errors.0.message", "Invalid access token");
        assertThat(refused.header("WWW-Authenticate"))
                .isEqualTo("Bearer resource_metadata=\"http://localhost:0/.well-known/oauth-protected-resource\"");
    }

    @Test
    void pages_are_numbers_from_1() {
        for (String page : List.of("0", "-1", "x", "1.5", "99999999999")) {
            world.bruno.get("/contacts?page=" + page).is(400).blames("page", "invalid");
        }
        world.bruno.get("/contacts?page=1000").is(200).hasSize("payload", 0);
        world.bruno.get("/contacts?page=").is(200);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
