package io.supportly;

import static io.supportly.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.supportly.kernel.Settings;
import io.supportly.kernel.problems.Problem;
import io.supportly.testing.Api;
import io.supportly.testing.World;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Operators' words, said beside the running server.
class WordsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final World world = new World();
    private final Settings settings = Settings.of(Map.of("DATABASE_URL", world.server.databaseUrl()));
    private final String email = "dora-" + UUID.randomUUID() + "@example.com";

    @Test
    void an_account_comes_with_an_administrator_whose_token_works() {
        JsonNode made = say("account", "Initech", "--email", email);

        assertThat(made.propertyNames()).containsExactly("account_id", "user_id", "email", "password", "token");
        as(made, made.path("account_id").asLong())
                .get("/agents/" + made.path("user_id").asLong())
                .is(200)
                .shows("role", "administrator")
                .shows("confirmed", true);
    }

    @Test
    void a_user_is_added_and_shows_at_once_on_the_running_server() {
        world.ada.get("/agents").hasSize("", 2);

        JsonNode made = say(
                "user",
                email,
                "--account",
                world.acme.toString(),
                "--role",
                "agent",
                "--name",
                "Dora",
                "--password=Pass-word-1");

        assertThat(made.has("password")).isFalse();
        eventually(() -> world.ada.get("/agents").at("").size() == 3);
        as(made, world.acme.value()).get("/agents").is(200);
        as(made, world.acme.value()).get("/mails").is(403);
    }

    @Test
    void a_new_token_ends_the_old_one() {
        JsonNode first = say("user", email, "--account", world.acme.toString(), "--role", "administrator");
        as(first, world.acme.value()).get("/mails").is(200);

        JsonNode second = say("token", email);

        eventually(() -> as(first, world.acme.value()).get("/mails").status() == 401);
        as(second, world.acme.value()).get("/mails").is(200);
        assertThat(second.propertyNames()).containsExactly("user_id", "email", "token");
    }

    @Test
    void a_platform_app_is_made_with_its_token_and_deleted() {
        JsonNode made = JSON.readTree(Words.platformApp(settings, "Ops"));
        var api = new Api(
                world.server.address(),
                "/platform/api/v1",
                Map.of("api_access_token", made.path("token").asString()));
        assertThat(made.propertyNames()).containsExactly("id", "name", "token");
        api.get("/accounts").is(200);

        JsonNode deleted = JSON.readTree(
                Words.platformApp(settings, "--delete", made.path("id").asString()));

        assertThat(deleted.propertyNames()).containsExactly("id", "name");
        eventually(() -> api.get("/accounts").status() == 401);
        assertThatThrownBy(() -> Words.platformApp(settings, "--delete=999999999"))
                .isInstanceOf(Problem.class);
        assertThatThrownBy(() -> Words.platformApp(settings, "--delete", "Ops"))
                .hasMessage("--delete must be the number of a platform app");
        assertThatThrownBy(() -> Words.platformApp(settings)).hasMessageStartingWith("usage:");
    }

    @Test
    void what_can_not_be_done_is_told_in_one_line() {
        assertThatThrownBy(() -> say("user", "nobody", "--account", "999999", "--role", "king", "--password", "x"))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(Words.refusal(problem))
                                .doesNotContain("\n")
                                .contains(
                                        "email is invalid",
                                        "account does not exist",
                                        "role is not",
                                        "password is too"));
        assertThatThrownBy(() -> say("token", email))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(email);
        assertThatThrownBy(() -> say("account", "Initech")).hasMessageStartingWith("usage: ./supportly account");
        assertThatThrownBy(() -> say("token", email, "--force", "yes")).hasMessageStartingWith("usage:");
        assertThatThrownBy(() -> say("user", email, "--account", "acme", "--role", "agent"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private JsonNode say(String word, String... words) {
        return JSON.readTree(Words.answer(settings, word, words));
    }

    private Api as(JsonNode login, long account) {
        return new Api(
                world.server.address(),
                "/api/v1/accounts/" + account,
                Map.of("api_access_token", login.path("token").asString()));
    }
}
