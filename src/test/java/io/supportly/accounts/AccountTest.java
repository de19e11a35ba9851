package io.supportly.accounts;

import io.supportly.testing.World;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccountTest {
    private final World world = new World();

    @Test
    void a_member_sees_his_account() {
        world.bruno.get("").is(200).isJson("""
                {
                  "id": "*", "name": "Acme", "locale": "en", "domain": null, "support_email": null,
                  "status": "active", "auto_resolve_duration": null, "auto_resolve_after": null,
                  "settings": {"auto_resolve_after": null}, "features": {}, "cache_keys": "*", "created_at": "*"
                }
                """);
    }

    @Test
    void days_and_minutes_of_auto_resolve_are_one_setting() {
        world.ada.patch("", Map.of("auto_resolve_duration", "14")).is(200).shows("auto_resolve_after", 20_160);

        world.ada
                .put("/", Map.of("account", Map.of("auto_resolve_after", 2880)))
                .is(200)
                .shows("auto_resolve_duration", 2);
    }

    @Test
    void an_agent_may_not_change_it() {
        world.bruno.patch("", Map.of("name", "Mine")).is(403);
    }

    @Test
    void to_another_accounts_member_it_does_not_exist() {
        world.gina.get("").is(404);
        world.gina.patch("", Map.of("name", "Mine")).is(404);
    }

    @Test
    void every_fault_is_told_at_once() {
        world.ada
                .patch("", Map.of("locale", "xx", "support_email", "no address", "name", " ", "auto_resolve_after", 1))
                .is(422)
                .blames("locale", "inclusion")
                .blames("support_email", "invalid")
                .blames("name", "blank")
                .blames("auto_resolve_after", "inclusion");
    }

    @Test
    void without_a_token_there_is_no_answer() {
        world.stranger.get("").is(401).shows("errors.0.code", "unauthorized");
    }
}
