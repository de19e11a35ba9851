package io.supportly.platform;

import static io.supportly.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Api;
import io.supportly.testing.Desk;
import io.supportly.testing.World;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DeletedAccountsTest {
    private final World world = new World();
    private final Operator ops = Operator.of(world);

    @Test
    void a_deleted_account_is_gone_at_once_and_leaves_nothing_behind() {
        var desk = new Desk(world);
        fill(desk);
        var others = new World();
        var othersDesk = new Desk(others);
        grant();
        assertThat(rows("messages")).isPositive();
        assertThat(rows("canned_responses")).as("More than a batch").isEqualTo(1200);

        ops.api().delete("/accounts/" + world.acme).is(200).isJson("{}");

        ops.api().get("/accounts/" + world.acme).is(404);
        ops.api().get("/accounts").isJson("[]");
        assertThat(world.ada.get("/conversations").status()).isIn(401, 404);
        eventually(() -> world.server
                .sql()
                .sql("select not exists (select 1 from accounts where id = ?)")
                .param(world.acme.value())
                .query(Boolean.class)
                .single());
        eventually(() -> left().isEmpty()); // the files' rows are left to their own job
        assertThat(sequences()).isZero();
        others.ada.get(othersDesk.path()).is(200);
    }

    @Test
    void whom_no_other_account_knows_goes_with_it_unless_a_program_manages_him() {
        long peter = ops.user("Peter");
        grant();
        ops.put(world.acme.value(), peter, "agent");
        world.as(world.ginaId, world.globex)
                .post("/agents", Map.of("name", "Bruno", "email", email(world.brunoId), "role", "agent"))
                .is(201);

        ops.api().delete("/accounts/" + world.acme).is(200);

        eventually(() -> !exists(world.adaId));
        ops.api().get("/users/" + peter).is(200).shows("accounts", List.of());
        assertThat(exists(world.brunoId)).isTrue();
        assertThat(world.as(world.brunoId, world.globex).get("/conversations").status())
                .isEqualTo(200);
    }

    private void fill(Desk desk) {
        for (int i = 0; i < 3; i++) {
            world.ada.post("/labels", Map.of("title", "label-" + i)).is(201);
            world.ada.post("/teams", Map.of("name", "Team " + i)).is(201);
            world.ada
                    .multipart(
                            desk.path() + "/messages",
                            Api.Part.field("content", "Hello"),
                            new Api.Part(
                                    "attachments[]", "a.txt", "text/plain", "Text".getBytes(StandardCharsets.UTF_8)))
                    .is(201);
        }
        world.ada.post(desk.path() + "/labels", Map.of("labels", List.of("label-1")));
        world.ada.post("/agent_bots", Map.of("name", "Robo")).is(201);
        world.ada.post("/webhooks", Map.of("url", "http://127.0.0.1:59999/x")).is(201);
        world.ada.post("/companies", Map.of("name", "Umbrella")).is(201);
        world.ada
                .post("/contacts/" + desk.carla + "/notes", Map.of("content", "Kind"))
                .is(201);
        world.ada
                .post("/campaigns", Map.of("title", "Spring", "message", "Hello", "inbox_id", desk.inbox))
                .is(201);
        world.server.sql().sql("""
                        insert into canned_responses (account_id, short_code, content, created_at, updated_at)
                        select ?, 'code-' || n, 'Hello', now(), now() from generate_series(1, 1200) n
                        """).param(world.acme.value()).update();
        world.ada
                .post("/custom_filters", Map.of("name", "Any", "filter_type", "report", "query", Map.of()))
                .is(201);
        world.ada.post("/contacts/export", Map.of()).is(201);
    }

    private void grant() {
        world.server
                .sql()
                .sql("insert into platform_accounts (account_id, app_id) values (?, ?)")
                .params(world.acme.value(), ops.app().id())
                .update();
    }

    /// Tables that still have rows of acme's, with how many.
    private Map<String, Long> left() {
        var left = new TreeMap<String, Long>();
        world.server.sql().sql("""
                        select c.table_name from information_schema.columns c
                        join information_schema.tables t using (table_schema, table_name)
                        where c.table_schema = 'public' and c.column_name = 'account_id' and t.table_type = 'BASE TABLE'
                        """).query(String.class).list().forEach(table -> {
            if (rows(table) > 0) {
                left.put(table, rows(table));
            }
        });
        return left;
    }

    private long rows(String table) {
        return world.server
                .sql()
                .sql("select count(*) from " + table + " where account_id = ?")
                .param(world.acme.value())
                .query(Long.class)
                .single();
    }

    private long sequences() {
        return world.server
                .sql()
                .sql("select count(*) from pg_class where relname = ?")
                .param("conversation_numbers_" + world.acme)
                .query(Long.class)
                .single();
    }

    private String email(long user) {
        return world.server
                .sql()
                .sql("select email from users where id = ?")
                .param(user)
                .query(String.class)
                .single();
    }

    private boolean exists(long user) {
        return world.server
                .sql()
                .sql("select exists (select 1 from users where id = ?)")
                .param(user)
                .query(Boolean.class)
                .single();
    }
}
