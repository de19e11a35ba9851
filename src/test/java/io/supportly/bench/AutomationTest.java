package io.supportly.bench;

import static io.supportly.testing.World.eventually;

import io.supportly.accounts.Tokens;
import io.supportly.kernel.Role;
import io.supportly.testing.Answer;
import io.supportly.testing.Desk;
import io.supportly.testing.World;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AutomationTest {
    private final World world = new World();
    private final Desk desk = new Desk(world);

    @Test
    void rules_look_at_each_message_and_webhooks_are_told_as_long_as_it_lasts()
            throws IOException, InterruptedException {
        try (var _ = Automation.of(target(), 20, 3)) {
            world.ada.get("/automation_rules").is(200).hasSize("payload", 20);
            Answer hooks = world.ada.get("/webhooks").is(200).hasSize("payload.webhooks", 3);

            world.ada
                    .post(desk.path() + "/messages", Map.of("content", "It is refund 7"))
                    .is(201);

            for (int i = 0; i < 3; i++) {
                String log = "/webhooks/" + hooks.number("payload.webhooks." + i + ".id") + "/deliveries";
                eventually(() -> world.ada
                        .get(log)
                        .json()
                        .at("/payload/0/status")
                        .asString("")
                        .equals("delivered"));
            }
            world.untilRead("automation");
            world.ada.get(desk.path() + "/labels").is(200).hasSize("payload", 1);
        }
        world.ada.get("/automation_rules").is(200).hasSize("payload", 0);
        world.ada.get("/webhooks").is(200).hasSize("payload.webhooks", 0);
    }

    private Target target() {
        return new Target(
                URI.create(world.server.address()),
                world.server.bean(Tokens.class).rotateForUser(world.user("Ben", world.acme, Role.ADMINISTRATOR)),
                world.acme.value(),
                1,
                List.of(),
                null,
                new Database(world.server.databaseUrl(), "supportly", "secret"));
    }
}
