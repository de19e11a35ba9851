package io.supportly.testing;

import java.util.List;
import java.util.Map;

/// What a support desk of the [World] has: an API inbox that bruno works in and that gives nobody anything by itself,
/// the contact carla, and her conversation
/// `printerJam`, in which she has written once.
public final class Desk {
    public final long inbox;
    public final long carla;
    public final long printerJam;

    public Desk(World world) {
        inbox = world.ada
                .post(
                        "/inboxes",
                        Map.of("name", "App", "channel", Map.of("type", "api"), "enable_auto_assignment", false))
                .is(201)
                .number("id");
        world.ada
                .post("/inbox_members", Map.of("inbox_id", inbox, "user_ids", List.of(world.brunoId)))
                .is(201);
        carla = world.ada
                .post("/contacts", Map.of("name", "Carla Diaz", "email", "Carla@Example.com"))
                .is(201)
                .number("payload.contact.id");
        printerJam = world.ada
                .post(
                        "/conversations",
                        Map.of(
                                "inbox_id",
                                inbox,
                                "contact_id",
                                carla,
                                "message",
                                Map.of("content", "The printer is jammed", "message_type", "incoming")))
                .is(201)
                .number("id");
    }

    public String path() {
        return "/conversations/" + printerJam;
    }
}
