package io.supportly.platform;

import io.supportly.testing.Api;
import io.supportly.testing.World;
import java.util.Map;
import java.util.UUID;

/// An operator's program, and what it makes.
record Operator(PlatformApps.Made app, Api api) {
    static Operator of(World world) {
        PlatformApps.Made app = world.server.bean(PlatformApps.class).add("Ops");
        return new Operator(
                app, new Api(world.server.address(), "/platform/api/v1", Map.of("api_access_token", app.token())));
    }

    static String email(String name) {
        return name + "-" + UUID.randomUUID() + "@example.com";
    }

    long account(String name) {
        return api.post("/accounts", Map.of("name", name)).is(201).number("id");
    }

    long user(String name) {
        return api.post("/users", Map.of("name", name, "email", email("user"), "password", "Pass-word-1"))
                .is(201)
                .number("id");
    }

    void put(long account, long user, String role) {
        api.post("/accounts/" + account + "/account_users", Map.of("user_id", user, "role", role))
                .is(201);
    }
}
