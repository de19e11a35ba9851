package io.supportly.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Api;
import io.supportly.testing.Desk;
import io.supportly.testing.World;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CustomRolesTest {
    private final World world = new World();

    private long role(String name, String... permissions) {
        return world.ada
                .post("/custom_roles", Map.of("name", name, "permissions", List.of(permissions)))
                .is(201)
                .number("id");
    }

    private void give(long role) {
        world.ada
                .patch("/agents/" + world.brunoId, Map.of("custom_role_id", role))
                .is(200)
                .shows("custom_role_id", role)
                .shows("role", "agent");
    }

    @Test
    void a_custom_role_is_created_listed_and_changed() {
        long triage = world.ada
                .post(
                        "/custom_roles",
                        Map.of(
                                "custom_role",
                                Map.of(
                                        "name",
                                        "Triage",
                                        "description",
                                        "Gives out what is new",
                                        "permissions",
                                        List.of("contact_manage", "conversation_unassigned_manage"))))
                .is(201)
                .isJson("""
                        {"id": "*", "name": "Triage", "description": "Gives out what is new",
                         "permissions": ["conversation_unassigned_manage", "contact_manage"],
                         "created_at": "*", "updated_at": "*"}
                        """)
                .number("id");
        long analyst = role("Analyst", "report_manage");

        world.ada
                .patch("/custom_roles/" + analyst, Map.of("permissions", "report_manage,knowledge_base_manage"))
                .is(200)
                .shows("name", "Analyst")
                .shows("permissions", List.of("report_manage", "knowledge_base_manage"));

        world.ada
                .get("/custom_roles")
                .is(200)
                .hasSize("", 2)
                .shows("0.name", "Analyst")
                .shows("1.id", triage);
        world.ada.get("/custom_roles/" + triage).is(200).shows("name", "Triage");
    }

    @Test
    void every_fault_of_a_custom_role_is_told_at_once() {
        world.ada
                .post("/custom_roles", Map.of("description", "x".repeat(20_001), "permissions", List.of("fly")))
                .is(422)
                .blames("name", "blank")
                .blames("description", "too_long")
                .blames("permissions", "inclusion");
        world.ada.post("/custom_roles", Map.of("name", "Idle")).is(422).blames("permissions", "blank");
        role("Triage", "contact_manage");
        world.ada
                .post("/custom_roles", Map.of("name", "Triage", "permissions", List.of("contact_manage")))
                .is(422)
                .blames("name", "taken");
    }

    @Test
    void only_administrators_of_the_account_have_to_do_with_custom_roles() {
        long triage = role("Triage", "contact_manage");
        world.gina.get("/custom_roles").is(404);
        Api ginaAtHome = world.as(world.ginaId, world.globex);

        for (Api who : List.of(world.bruno, ginaAtHome)) {
            int refused = who == world.bruno ? 403 : 404;
            who.get("/custom_roles/" + triage).is(refused);
            who.patch("/custom_roles/" + triage, Map.of("name", "Mine")).is(refused);
            who.delete("/custom_roles/" + triage).is(refused);
        }
        world.bruno.get("/custom_roles").is(403);
        world.bruno.post("/custom_roles", Map.of()).is(403);
        ginaAtHome
                .patch("/agents/" + world.ginaId, Map.of("role", "agent", "custom_role_id", triage))
                .is(422);
    }

    @Test
    void an_agent_gets_a_custom_role_and_loses_it_again() {
        long triage = role("Triage", "contact_manage");
        String bruno = "/agents/" + world.brunoId;
        give(triage);

        world.bruno
                .get("/api/v1/profile")
                .is(200)
                .shows("role", "agent")
                .shows("accounts.0.permissions", List.of("contact_manage"))
                .shows("accounts.0.custom_role_id", triage)
                .shows("accounts.0.custom_role.name", "Triage");
        world.ada.patch(bruno, Map.of("name", "Bruno B.")).is(200).shows("custom_role_id", triage);
        world.ada
                .patch(bruno, Collections.singletonMap("custom_role_id", null))
                .is(200)
                .lacks("custom_role_id");
        world.bruno.get("/api/v1/profile").shows("accounts.0.permissions", List.of("agent"));
        give(triage);
        world.ada.patch(bruno, Map.of("role", "administrator")).is(200).lacks("custom_role_id");
        world.bruno.get("/custom_roles").is(200);
        world.ada
                .patch(bruno, Map.of("role", "agent", "custom_role_id", triage))
                .is(200);
        world.ada.delete("/custom_roles/" + triage).is(200).isJson("{}");

        world.bruno.get("/conversations").is(200);
        world.ada.get(bruno).shows("role", "agent").lacks("custom_role_id");
        world.ada.delete("/custom_roles/" + triage).is(404);
    }

    @Test
    void an_agent_is_invited_with_a_custom_role() {
        long triage = role("Triage", "contact_manage");
        Map<String, Object> dora =
                Map.of("name", "Dora", "email", "dora-" + world.acme + "@example.com", "custom_role_id", triage);

        world.ada.post("/agents", with(dora, "role", "administrator")).is(422).blames("custom_role_id", "invalid");
        world.ada.post("/agents", with(dora, "role", "agent")).is(201).shows("custom_role_id", triage);
        world.ada
                .patch("/agents/" + world.brunoId, Map.of("custom_role_id", 0))
                .is(422)
                .blames("custom_role_id", "not_found");
        world.ada
                .patch("/agents/" + world.adaId, Map.of("custom_role_id", triage))
                .is(422)
                .blames("custom_role_id", "invalid");
    }

    private static Map<String, Object> with(Map<String, Object> map, String key, Object value) {
        var more = new java.util.HashMap<>(map);
        more.put(key, value);
        return more;
    }

    @Test
    void contacts_are_changed_imported_and_exported_by_whoever_manages_contacts() {
        var desk = new Desk(world);
        String carla = "/contacts/" + desk.carla;
        long talker = role("Talker", "conversation_manage");
        give(talker);

        world.bruno.get(carla).is(200);
        world.bruno.patch(carla, Map.of("name", "Karla")).is(403).blames("", "forbidden");
        world.bruno.post("/contacts", Map.of("name", "Dan")).is(403);
        world.bruno.post(carla + "/notes", Map.of("content", "Kind")).is(403);
        world.bruno.post("/contacts/export", Map.of()).is(403);
        world.bruno
                .post(
                        "/bulk_actions",
                        Map.of("type", "Contact", "ids", List.of(desk.carla), "labels", Map.of("add", List.of("vip"))))
                .is(403);

        world.ada
                .patch("/custom_roles/" + talker, Map.of("permissions", List.of("contact_manage")))
                .is(200);
        world.bruno.patch(carla, Map.of("name", "Karla")).is(200);
        world.bruno.post(carla + "/notes", Map.of("content", "Kind")).is(201);
        world.bruno.post("/contacts/export", Map.of()).is(201);
        world.bruno.get("/conversations").is(403);
        world.bruno.get(carla + "/conversations").is(403);
    }

    @Test
    void reports_are_read_by_whoever_manages_reports() {
        String reports = "/api/v2" + world.bruno.prefix().substring("/api/v1".length())
                + "/reports/agents?since=2026-01-01&until=2026-01-02";
        int before = world.bruno.get(reports).status();
        give(role("Analyst", "report_manage"));

        assertThat(before).isEqualTo(403);
        world.bruno.get(reports).is(200);
        world.bruno.get("/contacts").is(403);
        world.bruno.get("/labels").is(200);
        world.bruno.post("/labels", Map.of("title", "mine")).is(403);
        world.bruno.get("/webhooks").is(403);
    }

    @Test
    void a_caller_is_told_what_he_may_do() {
        long triage = role("Triage", "contact_manage");

        world.ada.get("/permissions").is(200).isJson("""
                {"role": "administrator", "custom_role": null, "permissions": ["administrator"], "scopes": null}
                """);
        world.bruno.get("/permissions").is(200).shows("permissions", List.of("agent"));
        give(triage);
        world.bruno
                .get("/permissions")
                .is(200)
                .shows("role", "agent")
                .shows("custom_role.id", triage)
                .shows("permissions", List.of("contact_manage"));
        String bot = world.ada
                .post("/agent_bots", Map.of("name", "Robo", "outgoing_url", "http://127.0.0.1:1/"))
                .is(201)
                .string("access_token");
        world.stranger
                .with("api_access_token", bot)
                .get("/permissions")
                .is(200)
                .shows("role", "agent_bot")
                .shows("permissions", List.of("agent_bot"));
        world.stranger.get("/permissions").is(401);
        world.gina.get("/permissions").is(404);
    }

    @Test
    void nobody_raises_his_own_role() {
        long all = role(
                "All",
                "conversation_manage",
                "conversation_unassigned_manage",
                "conversation_participating_manage",
                "contact_manage",
                "report_manage",
                "knowledge_base_manage");
        give(all);

        world.bruno
                .patch("/agents/" + world.brunoId, Map.of("role", "administrator"))
                .is(403);
        world.bruno
                .patch("/agents/" + world.brunoId, Collections.singletonMap("custom_role_id", null))
                .is(403);
        world.bruno
                .patch("/custom_roles/" + all, Map.of("permissions", List.of()))
                .is(403);
        world.bruno
                .patch("/api/v1/profile", Map.of("role", "administrator", "name", "Bruno"))
                .is(200)
                .shows("role", "agent");
        world.bruno.get("/events").is(403);
    }
}
