package io.supportly.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Api;
import io.supportly.testing.Statements;
import io.supportly.testing.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GrantsTest {
    private static final String MINE = "/api/v1/profile/authorized_apps";

    private final World world = new World();
    private final Client client = Client.of(world, "read", "agents.write", "accounts.write");

    @Test
    void a_user_sees_what_he_granted_and_takes_it_back() {
        Api app = client.actingFor(world.bruno, "read");
        app.get("/labels").is(200);
        long id = world.bruno
                .get(MINE)
                .is(200)
                .isJson("""
                        [{
                          "id": "*", "account_id": %s, "application": {"uid": "%s", "name": "Printer Watch"},
                          "scopes": ["read"], "created_at": "*", "last_used_at": "*"
                        }]
                        """.formatted(world.acme, client.clientId()))
                .number("0.id");
        world.ada.get(MINE).is(200).hasSize("", 0);
        world.ada.delete(MINE + "/" + id).is(404);
        world.gina.delete(MINE + "/" + id).is(404);
        app.delete(MINE + "/" + id).is(403).shows("errors.0.code", "forbidden");

        world.bruno.delete(MINE + "/" + id).is(200).isJson("{}");

        app.get("/labels").is(401);
        world.bruno.get(MINE).hasSize("", 0);
        world.bruno.delete(MINE + "/" + id).is(404);
    }

    @Test
    void administrators_see_and_end_the_grants_of_an_app() {
        Api app = client.actingFor(world.bruno, "read");
        String grants = client.path() + "/grants";
        long id = world.ada
                .get(grants)
                .is(200)
                .isJson("""
                        [{"id": "*", "user_id": %d, "scopes": ["read"], "created_at": "*", "last_used_at": null}]
                        """.formatted(world.brunoId))
                .number("0.id");
        Client other = Client.of(world, "read");
        Api ginaAtHome = new Api(world.gina.address(), World.prefix(world.globex), world.gina.headers());

        world.bruno.get(grants).is(403);
        world.bruno.delete(grants + "/" + id).is(403);
        world.gina.get(grants).is(404);
        ginaAtHome.get(grants).is(404);
        ginaAtHome.delete(grants + "/" + id).is(404);
        world.ada.delete(other.path() + "/grants/" + id).is(404);
        app.get("/labels").is(200);
        world.ada.delete(grants + "/" + id).is(200).isJson("{}");

        app.get("/labels").is(401);
        world.ada.get(grants).hasSize("", 0);
    }

    @Test
    void the_last_use_is_written_once_an_hour() {
        Api app = client.actingFor(world.bruno, "read");
        app.get("/labels").is(200);
        String first = lastUse();

        world.server.clock().advance(Duration.ofMinutes(59));
        app.get("/labels").is(200);
        assertThat(lastUse()).isEqualTo(first);
        world.server.clock().advance(Duration.ofMinutes(1));
        app.get("/labels").is(200);
        assertThat(lastUse()).isGreaterThan(first);
    }

    private String lastUse() {
        return world.ada.get(client.path() + "/grants").is(200).string("0.last_used_at");
    }

    @Test
    void an_app_costs_no_statement_of_its_own() {
        Api app = client.actingFor(world.bruno, "read");
        app.get("/labels").is(200);

        assertThat(Statements.during(app, api -> api.get("/labels")).runs()).hasSize(1);
    }
}
