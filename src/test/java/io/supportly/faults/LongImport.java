package io.supportly.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.testing.Answer;
import io.supportly.testing.Api;
import io.supportly.testing.Api.Part;
import io.supportly.testing.ServerProcess;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/// An import that is under way when its server dies: of ten rows, one is refused, one names a contact that came before,
/// and eight make new ones.
final class LongImport {
    private static final Duration FINISHED = Duration.ofMinutes(5);

    private final int rows;
    private final String path;

    private LongImport(int rows, String path) {
        this.rows = rows;
        this.path = path;
    }

    /// @param rows a multiple of ten
    static LongImport send(Api api, int rows) {
        var file = new StringBuilder("name,email\n");
        for (int i = 0; i < rows; i++) {
            String email = i % 10 == 3 ? "nobody" : "p" + (i % 10 == 7 ? i - 1 : i) + "@example.com";
            file.append("P").append(i).append(',').append(email).append('\n');
        }
        byte[] bytes = file.toString().getBytes(StandardCharsets.UTF_8);
        Answer sent = api.multipart("/contacts/import", new Part("import_file", "people.csv", "text/csv", bytes));
        return new LongImport(rows, "/contacts/imports/" + sent.is(201).number("payload.id"));
    }

    /// Waits until so many rows were read; there have to be more.
    void isUnderWay(Supplier<Api> api, long read) {
        Awaitility.await()
                .atMost(FINISHED)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> processed(api.get()) >= read);
        assertThat(processed(api.get())).isLessThan(rows);
    }

    private long processed(Api api) {
        return api.get(path).is(200).number("payload.processed_rows");
    }

    /// What a dead server held is free again after two minutes without a sign of it; that is waited for no longer.
    void free(ServerProcess server) {
        server.sql().sql("""
                        update scheduled_tasks set last_heartbeat = now() - interval '1 hour'
                        where picked and task_name = 'import-contacts'
                        """).update();
    }

    void check(ServerProcess server) {
        Api api = server.administrator();
        Awaitility.await()
                .atMost(FINISHED)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> api.get(path).string("payload.status").equals("done"));
        Answer done = api.get(path)
                .shows("payload.total_rows", rows)
                .shows("payload.processed_rows", rows)
                .shows("payload.created_contacts", rows / 10 * 8)
                .shows("payload.updated_contacts", rows / 10)
                .shows("payload.refused_rows", rows / 10);
        String refused = api.get("~" + done.string("payload.refused_url").replaceFirst("^https?://[^/]+", ""))
                .is(200)
                .text();
        assertThat(refused.lines().distinct().count())
                .isEqualTo(refused.lines().count())
                .isEqualTo(1 + rows / 10);
        assertThat(server.sql()
                        .sql("select count(*) as contacts, count(distinct email) as emails from contacts"
                                + " where email like 'p%@example.com'")
                        .query()
                        .singleRow())
                .isEqualTo(Map.of("contacts", (long) rows / 10 * 8, "emails", (long) rows / 10 * 8));
        assertThat(server.sql().sql("""
                                select count(*) as events, count(distinct e.contact_id) as contacts
                                from events e
                                join contacts k on k.account_id = e.account_id and k.id = e.contact_id
                                where e.type = 'contact_created' and k.email like 'p%@example.com'
                                """).query().singleRow())
                .isEqualTo(Map.of("events", (long) rows / 10 * 8, "contacts", (long) rows / 10 * 8));
    }
}
