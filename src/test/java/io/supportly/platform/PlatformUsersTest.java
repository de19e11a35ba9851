package io.supportly.platform;

import static io.supportly.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Answer;
import io.supportly.testing.Api;
import io.supportly.testing.World;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlatformUsersTest {
    private final World world = new World();
    private final Operator ops = Operator.of(world);
    private final String email = Operator.email("Peter");

    @Test
    void a_user_is_made_confirmed_with_a_token_that_is_told_once() {
        Answer made = ops.api()
                .post(
                        "/users",
                        Map.of(
                                "name", "Peter",
                                "display_name", "Pete",
                                "email", email,
                                "password", "Pass-word-1",
                                "custom_attributes", Map.of("desk", 4)))
                .is(201)
                .isJson("""
                        {
                          "id": "*", "name": "Peter", "display_name": "Pete", "available_name": "Pete",
                          "email": "%1$s", "uid": "%1$s", "provider": "email", "confirmed": true, "avatar_url": "",
                          "custom_attributes": {"desk": 4}, "access_token": "*", "accounts": []
                        }
                        """.formatted(email.toLowerCase()));
        long account = ops.account("Initech");
        ops.put(account, made.number("id"), "administrator");

        ops.api()
                .get("/users/" + made.number("id"))
                .is(200)
                .lacks("access_token")
                .shows("accounts", List.of(Map.of("id", account, "name", "Initech", "role", "administrator")));
        with(made.string("access_token"), account).get("/agents").is(200).hasSize("", 1);
    }

    @Test
    void who_has_the_e_mail_already_is_granted_as_he_is() {
        long peter = ops.api()
                .post("/users", Map.of("name", "Peter", "email", email, "password", "Pass-word-1"))
                .number("id");
        Operator other = Operator.of(world);
        other.api().get("/users/" + peter).is(404);

        other.api()
                .post("/users", Map.of("name", "Mallory", "email", email.toUpperCase()))
                .is(201)
                .shows("id", peter)
                .shows("name", "Peter")
                .lacks("access_token");

        other.api().get("/users/" + peter).is(200);
    }

    @Test
    void a_user_is_changed_where_something_is_sent() {
        long peter = ops.user("Peter");
        String path = "/users/" + peter;
        long account = ops.account("Initech");
        ops.put(account, peter, "agent");
        String token = ops.api().post(path + "/token").string("access_token");
        with(token, account).get("/agents").shows("0.name", "Peter");

        ops.api().patch(path, Map.of("custom_attributes", Map.of("a", 1))).is(200);
        ops.api()
                .patch(
                        path,
                        Map.of(
                                "user",
                                Map.of(
                                        "name",
                                        "Pete",
                                        "email",
                                        email,
                                        "password",
                                        "Other-word-2",
                                        "custom_attributes",
                                        Map.of("b", 2))))
                .is(200)
                .shows("email", email.toLowerCase())
                .shows("custom_attributes", Map.of("a", 1, "b", 2));

        with(token, account).get("/agents").shows("0.name", "Pete").shows("0.email", email.toLowerCase());
    }

    @Test
    void a_new_token_ends_the_old_one() {
        long account = ops.account("Initech");
        Answer made = ops.api().post("/users", Map.of("email", email, "password", "Pass-word-1"));
        ops.put(account, made.number("id"), "agent");

        Answer renewed = ops.api()
                .post("/users/" + made.number("id") + "/token")
                .is(200)
                .isJson("""
                        {
                          "access_token": "*", "expiry": null,
                          "user": {"id": "*", "name": "Peter%s", "display_name": null, "email": "*"}
                        }
                        """.formatted(email.replaceFirst("^Peter", "").replaceFirst("@.*", "")));

        with(made.string("access_token"), account).get("/agents").is(401);
        with(renewed.string("access_token"), account).get("/agents").is(200);
    }

    @Test
    void a_deleted_user_leaves_all_of_his_accounts() {
        long peter = ops.user("Peter");
        long account = ops.account("Initech");
        ops.put(account, peter, "administrator");
        String token = ops.api().post("/users/" + peter + "/token").string("access_token");
        with(token, account).get("/agents").is(200);

        ops.api().delete("/users/" + peter).is(200).isJson("{}");

        with(token, account).get("/agents").is(401);
        ops.api().get("/users/" + peter).is(404);
        ops.api().get("/accounts/" + account + "/account_users").isJson("[]");
        eventually(() -> world.server
                .sql()
                .sql("select exists (select 1 from events where account_id = ? and type = 'agent_removed')")
                .param(account)
                .query(Boolean.class)
                .single());
    }

    @Test
    void every_fault_of_a_user_is_told_at_once() {
        ops.api()
                .post(
                        "/users",
                        Map.of("name", " ", "display_name", "x".repeat(256), "email", "nobody", "password", "x"))
                .is(422)
                .blames("name", "blank")
                .blames("display_name", "too_long")
                .blames("email", "invalid")
                .blames("password", "too_short")
                .blames("password", "invalid");
        ops.api().post("/users", Map.of()).is(422).blames("email", "blank").blames("password", "blank");

        String path = "/users/" + ops.user("Peter");
        ops.api().post("/users", Map.of("email", email, "password", "Pass-word-1"));
        ops.api()
                .patch(path, Map.of("email", email.toUpperCase(), "password", "short"))
                .is(422)
                .blames("email", "taken")
                .blames("password", "too_short");
    }

    @Test
    void what_a_program_can_not_choose_is_not_read() {
        long peter = ops.api()
                .post(
                        "/users",
                        Map.of(
                                "email",
                                email,
                                "password",
                                "Pass-word-1",
                                "id",
                                world.adaId,
                                "account_id",
                                world.acme.value(),
                                "role",
                                "administrator",
                                "created_at",
                                "2001-01-01T00:00:00Z",
                                "managed",
                                false))
                .is(201)
                .shows("accounts", List.of())
                .number("id");

        assertThat(peter).isNotEqualTo(world.adaId);
        world.ada.get("/agents").hasSize("", 2);
    }

    @Test
    void another_programs_users_do_not_exist() {
        String path = "/users/" + ops.user("Peter");
        Operator other = Operator.of(world);

        other.api().get(path).is(404);
        other.api().patch(path, Map.of("name", "Mine")).is(404);
        other.api().delete(path).is(404);
        other.api().post(path + "/token").is(404);
        other.api().get("/users/" + world.adaId).is(404);
        ops.api().get(path).is(200).shows("name", "Peter");
    }

    private Api with(String token, long account) {
        return new Api(world.server.address(), "/api/v1/accounts/" + account, Map.of("api_access_token", token));
    }
}
