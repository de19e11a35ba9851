package io.supportly.platform;

import static io.supportly.testing.Pictures.PNG;

import io.supportly.testing.Answer;
import io.supportly.testing.Api.Part;
import io.supportly.testing.World;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlatformBotsTest {
    private final World world = new World();
    private final Operator ops = Operator.of(world);
    private final long account = ops.account("Initech");

    @Test
    void a_bot_is_made_in_an_account_with_a_token_that_is_told_once() {
        Answer made = ops.api()
                .post(
                        "/agent_bots",
                        Map.of(
                                "name", "Robo",
                                "description", "Greets",
                                "outgoing_url", "https://bot.example.com/in",
                                "account_id", account))
                .is(201)
                .isJson("""
                        {
                          "id": "*", "name": "Robo", "description": "Greets", "thumbnail": "",
                          "outgoing_url": "https://bot.example.com/in", "bot_type": "webhook", "bot_config": {},
                          "account_id": %d, "access_token": "*", "secret": "*", "system_bot": false,
                          "failing_since": null
                        }
                        """.formatted(account));
        String path = "/agent_bots/" + made.number("id");

        ops.api().get(path).is(200).lacks("access_token").shows("name", "Robo");
        ops.api().get("/agent_bots").is(200).hasSize("", 1).shows("0.id", made.number("id"));
        world.stranger
                .with("api_access_token", made.string("access_token"))
                .get("/api/v1/accounts/" + account + "/conversations/1")
                .is(404);
    }

    @Test
    void a_bot_is_updated_and_deleted_and_stays_in_its_account() {
        String path = "/agent_bots/" + bot();
        long other = ops.account("Umbrella");

        ops.api()
                .patch(path, Map.of("agent_bot", Map.of("name", "Robo 2", "account_id", other)))
                .is(200)
                .shows("name", "Robo 2")
                .shows("account_id", account);
        ops.api().delete(path).is(200).isJson("{}");

        ops.api().get(path).is(404);
        ops.api().get("/agent_bots").isJson("[]");
    }

    @Test
    void a_bot_has_a_picture_until_it_is_deleted() {
        Answer made = ops.api()
                .multipart(
                        "/agent_bots",
                        Part.field("name", "Robo"),
                        Part.field("account_id", Long.toString(account)),
                        new Part("avatar", "me.png", "image/png", PNG))
                .is(201);
        String path = "/agent_bots/" + made.number("id");
        String picture = "~" + URI.create(made.string("thumbnail")).getPath();
        world.stranger.get(picture).is(200);
        Operator.of(world).api().delete(path + "/avatar").is(404);

        ops.api().delete(path + "/avatar").is(200).isJson("{}");

        ops.api().get(path).shows("thumbnail", "");
        world.stranger.get(picture).is(404);
    }

    @Test
    void every_fault_of_a_bot_is_told_at_once() {
        ops.api()
                .post("/agent_bots", Map.of("outgoing_url", "ftp://x"))
                .is(422)
                .blames("account_id", "blank")
                .blames("name", "blank")
                .blames("outgoing_url", "invalid");
    }

    @Test
    void bots_and_accounts_of_others_do_not_exist() {
        String path = "/agent_bots/" + bot();
        Operator other = Operator.of(world);
        long adas = world.ada.post("/agent_bots", Map.of("name", "Robo")).number("id");

        other.api().get("/agent_bots").isJson("[]");
        other.api().get(path).is(404);
        other.api().patch(path, Map.of("name", "Mine")).is(404);
        other.api().delete(path).is(404);
        other.api()
                .post("/agent_bots", Map.of("name", "Mine", "account_id", account))
                .is(404);
        ops.api().get("/agent_bots/" + adas).is(404);
        ops.api().get(path).is(200).shows("name", "Robo");
    }

    private long bot() {
        return ops.api()
                .post("/agent_bots", Map.of("name", "Robo", "account_id", account))
                .is(201)
                .number("id");
    }
}
