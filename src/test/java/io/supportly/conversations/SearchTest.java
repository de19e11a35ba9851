package io.supportly.conversations;

import static io.supportly.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.kernel.Role;
import io.supportly.testing.Api;
import io.supportly.testing.Desk;
import io.supportly.testing.World;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SearchTest {
    private final World world = new World();
    private final Desk desk = new Desk(world);

    private void indexed(String word) {
        eventually(() -> !world.ada
                .get("/search/messages?q=" + word)
                .is(200)
                .at("payload.messages")
                .isEmpty());
    }

    @Test
    void a_search_finds_people_conversations_and_words() {
        indexed("jammed");

        world.bruno
                .get("/search?q=carla")
                .is(200)
                .shows("payload.contacts.0.name", "Carla Diaz")
                .shows("payload.conversations.0.id", 1)
                .shows("payload.conversations.0.message.content", "The printer is jammed")
                .shows("payload.conversations.0.contact.email", "carla@example.com")
                .shows("payload.conversations.0.inbox.channel_type", "Channel::Api")
                .hasSize("payload.messages", 0)
                .hasSize("payload.articles", 0)
                .shows("meta", Map.of("current_page", 1, "has_more", false));
        world.bruno
                .get("/search?q=print")
                .hasSize("payload.contacts", 0)
                .hasSize("payload.conversations", 0)
                .shows("payload.messages.0.content", "The printer is jammed")
                .shows("payload.messages.0.sender.name", "Carla Diaz");
        world.bruno.get("/search?q=%231").shows("payload.conversations.0.id", 1);
    }

    @Test
    void each_kind_is_found_alone() {
        indexed("jammed");

        world.bruno.get("/search/contacts?q=carla").hasSize("payload", 1).hasSize("payload.contacts", 1);
        world.bruno.get("/search/conversations?q=diaz").hasSize("payload", 1).hasSize("payload.conversations", 1);
        world.bruno.get("/search/messages?q=jam%20print").hasSize("payload", 1).hasSize("payload.messages", 1);
        world.bruno.get("/search/articles?q=x").isJson("{\"payload\": {\"articles\": []}}");
        for (String kind : java.util.List.of("", "/contacts", "/conversations", "/messages", "/articles")) {
            world.bruno.get("/search" + kind + "?q=%20").is(422).blames("q", "blank");
            world.bruno.get("/search" + kind + "?q=x&from=nobody").is(422).blames("from", "invalid");
            world.bruno.get("/search" + kind + "?q=x&page=0").is(400);
            world.gina.get("/search" + kind + "?q=carla").is(404);
            world.bruno.get("/search" + kind + "?q=%27%22%5C%26%21%3A%2A()").is(200);
        }
    }

    @Test
    void words_are_found_in_any_language() {
        for (String content : new String[] {"我的打印机坏了", "Принтер сломан", "write to ops@example.com", "ÉTÉ chaud"}) {
            world.bruno
                    .post(desk.path() + "/messages", Map.of("content", content))
                    .is(201);
        }
        indexed("chaud");

        for (String q : new String[] {"打印", "принт", "example", "été"}) {
            world.bruno
                    .get("/search/messages?q=" + java.net.URLEncoder.encode(q, java.nio.charset.StandardCharsets.UTF_8))
                    .hasSize("payload.messages", 1);
        }
        world.bruno
                .get("/search/messages?q=" + java.net.URLEncoder.encode("印打", java.nio.charset.StandardCharsets.UTF_8))
                .hasSize("payload.messages", 0);
    }

    @Test
    void an_agent_finds_only_what_he_may_see() {
        indexed("jammed");
        Api otto = world.as(world.user("Otto", world.acme, Role.AGENT), world.acme);

        otto.get("/search?q=carla").is(200).hasSize("payload.contacts", 1).hasSize("payload.conversations", 0);
        otto.get("/search/messages?q=jammed").hasSize("payload.messages", 0);
        otto.get("/search?q=1").hasSize("payload.conversations", 0);
    }

    @Test
    void a_search_is_narrowed() {
        world.bruno
                .post(desk.path() + "/messages", Map.of("content", "The printer works"))
                .is(201);
        indexed("works");
        long now = world.server.clock().instant().getEpochSecond();

        found("&from=agent:" + world.brunoId, 1);
        found("&from=contact:" + desk.carla, 1);
        found("&from=agent:" + world.adaId, 0);
        found("&inbox_id=" + desk.inbox, 2);
        found("&inbox_id=999999", 0);
        found("&since=" + (now + 60), 0);
        found("&until=" + (now - 60), 0);
        found("&page=2", 0);
        world.bruno.get("/search?q=carla&since=" + (now + 60)).hasSize("payload.conversations", 0);
        world.server.clock().advance(Duration.ofDays(100));
        found("", 0);
    }

    private void found(String narrowed, int messages) {
        world.bruno.get("/search/messages?q=printer" + narrowed).is(200).hasSize("payload.messages", messages);
    }

    @Test
    void what_is_deleted_is_not_found() {
        long id = world.bruno
                .post(desk.path() + "/messages", Map.of("content", "A secret word"))
                .number("id");
        indexed("secret");

        world.bruno.delete(desk.path() + "/messages/" + id).is(200);

        eventually(() -> world.ada
                .get("/search/messages?q=secret")
                .at("payload.messages")
                .isEmpty());
    }

    @Test
    void conversations_are_searched_for_what_was_said() {
        indexed("jammed");
        world.bruno.patch(desk.path(), Map.of("status", "resolved")).is(200);

        world.bruno
                .get("/conversations/search?q=jammed")
                .is(200)
                .shows("meta", Map.of("mine_count", 0, "unassigned_count", 1, "all_count", 1))
                .shows("payload.0.id", 1)
                .shows("payload.0.contact", Map.of("id", desk.carla, "name", "Carla Diaz"))
                .shows("payload.0.inbox.name", "App")
                .shows("payload.0.messages.0.content", "The printer is jammed")
                .shows("payload.0.messages.0.sender_name", "Carla Diaz")
                .shows("payload.0.messages.0.message_type", 0);
        world.bruno.get("/conversations?q=print").is(200).hasSize("data.payload", 1);
        world.bruno.get("/conversations?q=nothing").is(200).hasSize("data.payload", 0);
        world.bruno.get("/conversations/search?status=all").is(200).hasSize("payload.0.messages", 0);
        world.bruno.get("/conversations/search?status=odd").is(422).blames("status", "inclusion");
        world.gina.get("/conversations/search?q=x").is(404);
        Api otto = world.as(world.user("Otto", world.acme, Role.AGENT), world.acme);
        otto.get("/conversations/search?q=jammed").is(200).hasSize("payload", 0);
    }

    @Test
    void what_is_searched_for_becomes_words_that_begin_so() {
        assertThat(MessageWords.query("Foo-bar, 'x'")).isEqualTo("'foo':* & 'bar':* & 'x':*");
        assertThat(MessageWords.isSearchable("a")).isFalse();
        assertThat(MessageWords.isSearchable("ab")).isTrue();
        assertThat(MessageWords.isSearchable("机")).isTrue();
    }

    /// 30,000 messages in three months, one in a hundred with the word that is looked for.
    @Test
    void a_search_reads_little_of_many_messages() {
        indexed("jammed");
        world.server
                .sql()
                .sql("""
                        with m as (
                          insert into messages (account_id, conversation_id, inbox_id, type, content, created_at, updated_at)
                          select :account, :number, :inbox, 0,
                            case when i % 100 = 0 then 'rare ' else 'usual ' end || i, at, at
                          from generate_series(1, 30000) i, lateral (
                            select :now::timestamptz - (30000 - i) * interval '4 min') t (at)
                          returning account_id, conversation_id, id, inbox_id, created_at, content
                        )
                        insert into message_search (account_id, conversation_id, message_id, inbox_id, period,
                          created_at, words)
                        select account_id, conversation_id, id, inbox_id, message_period(created_at), created_at,
                          message_words(content)
                        from m
                        """)
                .param("account", world.acme.value())
                .param("number", desk.printerJam)
                .param("inbox", desk.inbox)
                .param("now", world.server.clock().instant().atOffset(java.time.ZoneOffset.UTC))
                .update();
        world.server.sql().sql("vacuum analyze message_search").update();
        world.server.sql().sql("vacuum analyze messages").update();

        String plan = plan(new SearchQuery("rare", null, null, null, null, null));

        assertThat(plan).contains("message_search_words").doesNotContain("Seq Scan on message");
        var read = java.util.regex.Pattern.compile("Buffers: shared hit=(\\d+)").matcher(plan);
        assertThat(read.find()).isTrue();
        assertThat(Long.parseLong(read.group(1))).as(plan).isLessThan(700);
    }

    private String plan(SearchQuery query) {
        var ada = new io.supportly.kernel.Caller.Member(world.acme, world.adaId, "Ada", Role.ADMINISTRATOR, null);
        var question = java.util.Objects.requireNonNull(world.server
                .bean(Searching.class)
                .question(ada, new Searching.Wanted(java.util.List.of(), null, 0, query.text(), query)));
        return String.join(
                "\n",
                world.server
                        .bean(org.springframework.jdbc.core.simple.JdbcClient.class)
                        .sql("explain (analyze, buffers, timing off, costs off) " + question.sql())
                        .params(question.binds())
                        .query(String.class)
                        .list());
    }
}
