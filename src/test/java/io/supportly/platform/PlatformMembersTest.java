package io.supportly.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.World;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlatformMembersTest {
    private final World world = new World();
    private final Operator ops = Operator.of(world);
    private final long account = ops.account("Initech");
    private final long peter = ops.user("Peter");
    private final String path = "/accounts/" + account + "/account_users";

    @Test
    void a_user_is_put_into_an_account_and_his_role_changed() {
        String row = """
                {
                  "id": %1$d, "account_id": %2$d, "user_id": %1$d, "role": "%3$s", "custom_role_id": null, "inviter_id": null,
                  "availability": "online", "auto_offline": true, "created_at": "*", "updated_at": "*"
                }
                """;
        ops.api()
                .post(path, Map.of("user_id", peter, "role", "agent"))
                .is(201)
                .isJson(row.formatted(peter, account, "agent"));

        ops.api()
                .post(path, Map.of("account_user", Map.of("user_id", Long.toString(peter), "role", "administrator")))
                .is(201)
                .isJson(row.formatted(peter, account, "administrator"));

        ops.api().get(path).is(200).isJson("[" + row.formatted(peter, account, "administrator") + "]");
        assertThat(events()).containsExactly("agent_added", "agent_updated");
    }

    @Test
    void the_last_administrator_may_be_taken_out_and_stays_a_user() {
        ops.put(account, peter, "administrator");

        ops.api().delete(path, Map.of("user_id", peter)).is(200).isJson("{}");

        ops.api().get(path).isJson("[]");
        ops.api().get("/users/" + peter).is(200).shows("accounts", List.of());
        assertThat(events()).containsExactly("agent_added", "agent_removed");
        ops.api().delete(path + "?user_id=" + peter).is(404);
    }

    @Test
    void every_fault_of_a_membership_is_told_at_once() {
        ops.api().post(path, Map.of()).is(422).blames("user_id", "blank").blames("role", "blank");
        ops.api().post(path, Map.of("user_id", peter, "role", "king")).is(422).blames("role", "inclusion");
        ops.api()
                .post(path, Map.of("user_id", "peter", "role", "agent"))
                .is(400)
                .blames("user_id", "invalid");
        ops.api().delete(path, Map.of()).is(422).blames("user_id", "blank");
    }

    @Test
    void others_users_and_accounts_can_not_be_joined() {
        Operator other = Operator.of(world);
        long mallory = other.user("Mallory");

        ops.api().post(path, Map.of("user_id", mallory, "role", "agent")).is(404);
        ops.api().post(path, Map.of("user_id", world.adaId, "role", "agent")).is(404);
        other.api().post(path, Map.of("user_id", mallory, "role", "agent")).is(404);
        ops.put(account, peter, "agent");
        other.api().delete(path, Map.of("user_id", peter)).is(404);

        ops.api().get(path).hasSize("", 1);
    }

    private List<String> events() {
        return world.server
                .sql()
                .sql("select type from events where account_id = ? order by id")
                .param(account)
                .query(String.class)
                .list();
    }
}
