package io.supportly.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.accounts.Accounts;
import io.supportly.accounts.FirstRun;
import io.supportly.accounts.Members;
import io.supportly.accounts.Tokens;
import io.supportly.accounts.Users;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.cache.Memory;
import io.supportly.kernel.files.FileStore;
import io.supportly.kernel.files.Thumbnails;
import io.supportly.kernel.sql.DatabaseServer;
import io.supportly.testing.Api;
import io.supportly.testing.Counters;
import io.supportly.testing.TestServer;
import io.supportly.testing.World;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DemoTest {
    private static final Scale TINY = new Scale(300, 120, 1210);

    private TestServer server;
    private Demo demo;
    private Api root;

    @BeforeEach
    void an_empty_server() {
        server = TestServer.with(Map.of());
        demo = new Demo(
                server.bean(DatabaseServer.class),
                server.bean(JdbcClient.class),
                server.bean(TransactionTemplate.class),
                server.bean(FirstRun.class),
                server.bean(Accounts.class),
                server.bean(Users.class),
                server.bean(Members.class),
                server.bean(Tokens.class),
                server.bean(JsonMapper.class),
                server.bean(FileStore.class),
                server.bean(Thumbnails.class),
                server.bean(Memory.class),
                server.bean(Clock.class));
        root = new Api(server.address(), World.prefix(new AccountId(1)), Map.of("api_access_token", "root-token"));
    }

    @AfterEach
    void the_server_goes() {
        server.close();
    }

    @Test
    void a_bulk_load_fills_the_first_account_with_what_was_asked_for() {
        root.get("/inboxes").is(200);

        JsonNode said = run("--contacts", "300", "--conversations", "120", "--messages", "1210");

        assertThat(said.get("account_id").asLong()).isEqualTo(1);
        assertThat(said.get("email").asString()).isEqualTo("root@supportly.test");
        assertThat(said.has("token")).isFalse();
        assertThat(said.get("messages").asInt()).isEqualTo(1210);
        assertThat(count("select count(*) from contacts where account_id = 1")).isEqualTo(300);
        assertThat(count("select count(*) from conversations where account_id = 1 and id between 1 and 120"))
                .isEqualTo(120);
        assertThat(count("select count(*) from messages where account_id = 1")).isEqualTo(1210);
        assertThat(count("select count(*) from events where account_id = 1 and conversation_id is not null"))
                .isZero();
        assertThat(root.get("/inboxes").is(200).json().get("payload").size()).isEqualTo(20);
        assertThat(root.get("/agents").is(200).json().size()).isEqualTo(100);
        assertThat(root.get("/contacts").is(200).number("meta.count")).isEqualTo(300);
    }

    @Test
    void the_counters_and_rows_are_as_if_everything_had_been_written_one_by_one() {
        demo.fill(TINY, _ -> {});

        assertThat(Counters.differences(server.sql())).isEmpty();
        everyRowKnowsItsMessages();
        assertThat(count("select count(*) from conversation_labels"))
                .isEqualTo(count("select coalesce(sum(cardinality(labels)), 0) from conversations"))
                .isPositive();
        assertThat(count("select count(*) from participants"))
                .isEqualTo(count("select count(*) from conversations where assignee_id is not null"));
        assertThat(count("select count(*) from message_search"))
                .isEqualTo(count("select count(*) from messages where type in (0, 1)"));
    }

    @Test
    void what_was_loaded_is_listed_found_and_gone_on_with() {
        demo.fill(TINY, _ -> {});
        long open = count("select count(*) from conversations where status = 0");
        String name = text("select name from contacts order by id limit 1");
        String label = text("select label from conversation_labels where status = 0 order by label limit 1");

        var page = root.get("/conversations?status=open").is(200);
        assertThat(page.number("data.meta.all_count")).isEqualTo(open);
        assertThat(page.json().at("/data/payload").size()).isEqualTo((int) Math.min(open, 25));
        assertThat(root.get("/conversations?status=open&assignee_type=me")
                        .is(200)
                        .json()
                        .at("/data/payload")
                        .size())
                .isEqualTo((int) count("select count(*) from conversations where status = 0 and assignee_id = 1"));
        assertThat(root.get("/conversations?status=open&labels[]=" + label)
                        .is(200)
                        .json()
                        .at("/data/payload")
                        .size())
                .isPositive();
        assertThat(root.get("/search?q=" + name.split(" ", -1)[0])
                        .is(200)
                        .json()
                        .at("/payload/contacts")
                        .size())
                .isPositive();
        assertThat(root.get("/conversations/7/messages")
                        .is(200)
                        .json()
                        .get("payload")
                        .size())
                .isEqualTo((int) count("select count(*) from messages where conversation_id = 7"));

        long inbox = count("select min(id) from inboxes");
        long contact = count("select min(id) from contacts");
        root.post("/conversations", Map.of("inbox_id", inbox, "contact_id", contact))
                .is(201)
                .shows("id", 121);
    }

    @Test
    void an_account_in_use_is_left_alone() {
        root.post("/contacts", Map.of("name", "Somebody")).is(201);

        Demo.Filled filled = demo.fill(TINY, _ -> {});

        assertThat(filled.accountId()).isNotEqualTo(1);
        assertThat(count("select count(*) from contacts where account_id = 1")).isEqualTo(1);
        var account = new AccountId(filled.accountId());
        new Api(server.address(), World.prefix(account), Map.of("api_access_token", filled.token()))
                .get("/conversations/120")
                .is(200);
    }

    @Test
    void the_small_data_is_a_desk_at_work() {
        JsonNode said = run();

        assertThat(said.get("contacts").asInt()).isEqualTo(40);
        assertThat(said.get("conversations").asInt()).isEqualTo(60);
        assertThat(Counters.differences(server.sql())).isEmpty();
        everyRowKnowsItsMessages();
        var all = root.get("/conversations?status=all").is(200);
        assertThat(all.number("data.meta.all_count")).isEqualTo(60);
        assertThat(texts("select distinct channel_type from inboxes"))
                .contains("Channel::WebWidget", "Channel::Email", "Channel::Api");
        assertThat(texts("select distinct status::text from conversations")).hasSize(4);
        assertThat(count("select count(*) from messages where private")).isPositive();
        assertThat(count("select count(*) from messages where created_at > now() + interval '1 minute'"))
                .isZero();

        long door = count("select conversation_id from attachments order by file_name limit 1");
        var first =
                root.get("/conversations/" + door + "/messages").is(200).json().at("/payload/0/attachments/0");
        assertThat(first.get("file_type").asString()).isEqualTo("image");
        assertThat(count("select count(*) from conversations where unread_count > 0"))
                .isPositive();
    }

    @Test
    void the_small_data_is_added_once() {
        run();

        JsonNode said = run();

        assertThat(said.get("account_id").asLong()).isEqualTo(1);
        assertThat(said.get("message").asString()).contains("already");
        assertThat(count("select count(*) from conversations")).isEqualTo(60);
    }

    private JsonNode run(String... words) {
        return server.bean(JsonMapper.class).readTree(demo.run(_ -> {}, words));
    }

    private void everyRowKnowsItsMessages() {
        assertThat(texts("""
                        select c.id::text from conversations c
                        cross join lateral (
                          select max(id) as last, max(id) filter (where type <> 2) as chat,
                            max(id) filter (where type <> 2 and not private) as shown,
                            max(created_at) as at, min(created_at) as opened,
                            max(created_at) filter (where type = 0) as incoming,
                            min(created_at) filter (where type = 1 and not private) as replied,
                            count(*) filter (where type = 0
                              and created_at > coalesce(c.agent_last_seen_at, '-infinity')) as unread,
                            max(created_at) filter (where type = 1 and not private) as answered
                          from messages m where m.account_id = c.account_id and m.conversation_id = c.id
                        ) m
                        where (c.last_message_id, c.last_chat_message_id, c.last_public_message_id, c.last_activity_at,
                            c.created_at, c.last_incoming_at, c.first_reply_at, c.unread_count)
                          is distinct from (m.last, m.chat, m.shown, m.at, m.opened, m.incoming, m.replied, m.unread::int)
                          or (c.waiting_since is not null) is distinct from
                            (c.status <> 1 and m.incoming > coalesce(m.answered, '-infinity'))
                        """)).isEmpty();
    }

    private long count(String query) {
        return server.sql().sql(query).query(Long.class).single();
    }

    private String text(String query) {
        return server.sql().sql(query).query(String.class).single();
    }

    private List<String> texts(String query) {
        return server.sql().sql(query).query(String.class).list();
    }
}
