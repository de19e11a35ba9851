package io.supportly.platform;

import io.supportly.accounts.Tokens;
import io.supportly.testing.Answer;
import io.supportly.testing.Api;
import io.supportly.testing.Desk;
import io.supportly.testing.World;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlatformAccountsTest {
    private final World world = new World();
    private final Operator ops = Operator.of(world);

    @Test
    void an_account_is_made_and_shown() {
        Answer made = ops.api()
                .post(
                        "/accounts",
                        Map.of(
                                "name", "Initech",
                                "locale", "de",
                                "domain", "initech.example",
                                "support_email", "help@initech.example",
                                "features", Map.of("captain", true, "campaigns", "false"),
                                "limits", Map.of("agents", 5, "inboxes", "2"),
                                "custom_attributes", Map.of("plan", "gold")))
                .is(201)
                .isJson("""
                        {
                          "id": "*", "name": "Initech", "locale": "de", "domain": "initech.example",
                          "support_email": "help@initech.example", "features": {"captain": true, "campaigns": false},
                          "custom_attributes": {"plan": "gold"}, "limits": {"agents": 5, "inboxes": 2},
                          "status": "active"
                        }
                        """);

        ops.api().get("/accounts/" + made.number("id")).is(200).isJson(made.text());
        ops.api().get("/accounts").is(200).isJson("[" + made.text() + "]");
    }

    @Test
    void an_account_is_changed_where_something_is_sent() {
        String path = "/accounts/"
                + ops.api()
                        .post("/accounts", Map.of("name", "Initech", "limits", Map.of("agents", 5, "inboxes", 2)))
                        .number("id");

        ops.api()
                .patch(
                        path,
                        Map.of(
                                "account",
                                Map.of(
                                        "features", Map.of("captain", true),
                                        "limits", Collections.singletonMap("agents", null),
                                        "custom_attributes", Map.of("plan", "gold"))))
                .is(200)
                .shows("name", "Initech")
                .shows("limits", Map.of("inboxes", 2));
        ops.api().put(path, Map.of("name", "Initech 2", "domain", "i.example")).is(200);

        ops.api()
                .get(path)
                .shows("name", "Initech 2")
                .shows("features", Map.of("captain", true))
                .shows("custom_attributes", Map.of("plan", "gold"));
        ops.api().patch(path, Collections.singletonMap("domain", null)).shows("domain", null);
    }

    @Test
    void its_people_see_which_features_are_on() {
        long account = ops.account("Initech");
        long user = ops.user("Peter");
        ops.put(account, user, "agent");

        ops.api().patch("/accounts/" + account, Map.of("features", Map.of("captain", true, "campaigns", false)));

        as(user, account).get("").is(200).shows("features", Map.of("captain", true));
    }

    @Test
    void every_fault_of_an_account_is_told_at_once() {
        ops.api()
                .post(
                        "/accounts",
                        Map.of(
                                "locale",
                                "xx",
                                "domain",
                                "x".repeat(101),
                                "support_email",
                                "nobody",
                                "status",
                                "deleted",
                                "features",
                                Map.of("captain", "often"),
                                "limits",
                                Map.of("agents", -1)))
                .is(422)
                .blames("name", "blank")
                .blames("locale", "inclusion")
                .blames("domain", "too_long")
                .blames("support_email", "invalid")
                .blames("status", "inclusion")
                .blames("features", "invalid")
                .blames("limits", "invalid");
    }

    @Test
    void what_a_program_can_not_choose_is_not_read() {
        var sent = new HashMap<String, Object>();
        sent.put("name", "Initech");
        sent.put("id", world.acme.value());
        sent.put("created_at", "2001-01-01T00:00:00Z");
        sent.put("settings", Map.of("auto_resolve_message", "Bye"));

        long account = ops.api().post("/accounts", sent).is(201).number("id");
        ops.api().patch("/accounts/" + account, sent).is(200).shows("id", account);

        world.ada.get("").shows("name", "Acme");
        assertThatRow(account);
    }

    private void assertThatRow(long account) {
        org.assertj.core.api.Assertions.assertThat(world.server
                        .sql()
                        .sql("select settings = '{}' and created_at > '2002-01-01' from accounts where id = ?")
                        .param(account)
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void another_programs_accounts_do_not_exist() {
        String path = "/accounts/" + ops.account("Initech");
        Operator other = Operator.of(world);

        other.api().get("/accounts").isJson("[]");
        other.api().get(path).is(404);
        other.api().patch(path, Map.of("name", "Mine")).is(404);
        other.api().delete(path).is(404);
        other.api().get(path + "/account_users").is(404);
        other.api().get("/accounts/" + world.acme).is(404);
        other.api().get("/accounts/999999999").is(404);
        ops.api().get(path).is(200).shows("name", "Initech");
    }

    @Test
    void whoever_comes_to_a_suspended_account_is_refused_until_it_is_open_again() {
        var desk = new Desk(world);
        Operator grantee = granted();
        String bot = world.ada.post("/agent_bots", Map.of("name", "Robo")).string("access_token");
        String inbox = world.ada.get("/inboxes/" + desk.inbox).string("inbox_identifier");

        grantee.api()
                .patch("/accounts/" + world.acme, Map.of("status", "suspended"))
                .is(200)
                .shows("status", "suspended");

        world.ada.get("/conversations").is(403).shows("errors.0.message", "The account is suspended");
        world.bruno.post(desk.path() + "/messages", Map.of("content", "Hello")).is(403);
        world.ada.get("~/api/v1/accounts/+" + world.acme).is(403);
        world.stranger.with("api_access_token", bot).get(desk.path()).is(403);
        world.stranger
                .post("/public/api/v1/inboxes/" + inbox + "/contacts", Map.of("name", "V"))
                .is(403);
        world.gina.get("/conversations").is(404);
        world.stranger.get("/conversations").is(401);
        world.as(world.ginaId, world.globex).get("/conversations").is(200);

        grantee.api()
                .patch("/accounts/" + world.acme, Map.of("status", "active"))
                .is(200);
        world.ada.get("/conversations").is(200);
        world.stranger
                .post("/public/api/v1/inboxes/" + inbox + "/contacts", Map.of("name", "V"))
                .is(201);
    }

    private Operator granted() {
        world.server
                .sql()
                .sql("insert into platform_accounts (account_id, app_id) values (?, ?)")
                .params(world.acme.value(), ops.app().id())
                .update();
        return ops;
    }

    private Api as(long user, long account) {
        String token = world.server.bean(Tokens.class).rotateForUser(user);
        return new Api(world.server.address(), "/api/v1/accounts/" + account, Map.of("api_access_token", token));
    }
}
