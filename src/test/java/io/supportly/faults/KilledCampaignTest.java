package io.supportly.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Api;
import io.supportly.testing.Counters;
import io.supportly.testing.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` in the middle of a campaign to 5,000 contacts, again and again: each of them gets exactly one message.
@Tag("long")
class KilledCampaignTest {
    private static final int CONTACTS = 5_000;
    private static final int KILLS = 3;
    private static final String CAMPAIGN = "/campaigns/1";
    private static final Duration LONGEST = Duration.ofMinutes(5);

    @TempDir(cleanup = CleanupMode.ALWAYS)
    private Path parent;

    private ServerProcess server;

    @BeforeEach
    void a_folder_that_the_server_user_can_enter() throws IOException {
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwx--x--x"));
    }

    @Test
    void five_thousand_contacts_get_one_message_each() {
        Path home = parent.resolve("home");
        server = ServerProcess.start(home, Map.of());
        try {
            begin();
            for (int kill = 0; kill < KILLS; kill++) {
                int sent = CONTACTS / (KILLS + 1) * (kill + 1);
                Awaitility.await().atMost(LONGEST).until(() -> progress("sent") >= sent);
                server.kill();
                if (kill % 2 == 1) {
                    server.killPostgres();
                }
                server = ServerProcess.start(home, Map.of());
                assertThat(progress("sent")).isGreaterThanOrEqualTo(sent).isLessThan(CONTACTS);
                free();
            }
            Awaitility.await()
                    .atMost(LONGEST)
                    .until(() -> server.administrator()
                            .get(CAMPAIGN)
                            .string("campaign_status")
                            .equals("completed"));
            check();
        } finally {
            server.close();
        }
    }

    private void begin() {
        Api ada = server.administrator();
        long inbox = ada.post("/inboxes", Map.of("name", "App", "channel", Map.of("type", "api")))
                .is(201)
                .number("id");
        long label = ada.post("/labels", Map.of("title", "vip")).is(201).number("id");
        server.sql().sql("""
                        insert into contacts (account_id, name, labels, created_at, updated_at)
                        select 1, 'P' || n, '{vip}', now(), now() from generate_series(1, :contacts) n
                        """).param("contacts", CONTACTS).update();
        ada.post(
                        "/campaigns",
                        Map.of(
                                "title",
                                "Spring",
                                "message",
                                "Hello {{contact.name}}",
                                "inbox_id",
                                inbox,
                                "audience",
                                List.of(Map.of("type", "Label", "id", label))))
                .is(201);
    }

    private long progress(String of) {
        return server.administrator().get(CAMPAIGN).is(200).number("progress." + of);
    }

    /// What a dead server held is free again after two minutes without a sign of it; that is waited for no longer.
    private void free() {
        server.sql().sql("""
                        update scheduled_tasks set last_heartbeat = now() - interval '1 hour'
                        where picked and task_name = 'send-campaign'
                        """).update();
    }

    private void check() {
        assertThat(progress("sent")).isEqualTo(CONTACTS);
        assertThat(server.sql().sql("""
                                select count(*) as conversations, count(distinct c.contact_id) as contacts,
                                  count(m.id) as messages, count(distinct m.content) as texts
                                from conversations c
                                left join messages m on m.account_id = c.account_id and m.conversation_id = c.id
                                where c.campaign_id = 1
                                """).query().singleRow())
                .isEqualTo(Map.of(
                        "conversations", (long) CONTACTS,
                        "contacts", (long) CONTACTS,
                        "messages", (long) CONTACTS,
                        "texts", (long) CONTACTS));
        assertThat(server.sql().sql("""
                                select count(*) from campaign_recipients r
                                join conversations c
                                  on c.account_id = r.account_id and c.id = r.conversation_id and c.contact_id = r.contact_id
                                where r.status = 'sent'
                                """).query(Long.class).single()).isEqualTo(CONTACTS);
        assertThat(server.sql()
                        .sql("select count(*) from events where type = 'message_created'")
                        .query(Long.class)
                        .single())
                .isEqualTo(CONTACTS);
        assertThat(Counters.differences(server.sql())).isEmpty();
    }
}
