package io.supportly.contacts;

import static io.supportly.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.kernel.Caller;
import io.supportly.kernel.files.FileStore;
import io.supportly.labels.AttributeRules;
import io.supportly.testing.Answer;
import io.supportly.testing.Api;
import io.supportly.testing.Api.Part;
import io.supportly.testing.World;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContactTransfersTest {
    private final World world = new World();

    private Answer send(Api who, byte[] file) {
        return who.multipart("/contacts/import", new Part("import_file", "people.csv", "text/csv", file));
    }

    private Answer imported(String file) {
        return imported(file.getBytes(StandardCharsets.UTF_8));
    }

    private Answer imported(byte[] file) {
        String path = "/contacts/imports/" + send(world.ada, file).is(201).number("payload.id");
        eventually(() -> List.of("done", "failed").contains(world.ada.get(path).string("payload.status")));
        return world.ada.get(path).is(200);
    }

    private String download(String url) {
        String path = url.replaceFirst("^https?://[^/]+", "");
        return new String(world.stranger.get("~" + path).is(200).response().body(), StandardCharsets.UTF_8);
    }

    @Test
    void a_file_makes_new_contacts_and_updates_those_it_knows() {
        world.bruno
                .post("/contacts", Map.of("name", "Carla", "email", "carla@example.com", "identifier", "c-1"))
                .is(201);

        imported("""
                Name,E-Mail,Phone Number,identifier,Company Name,Plan,Labels
                Carla Diaz,,+4915112345678,c-1,Acme,gold,"VIP, new"
                "Dora ""D."" Smith","Dora@Example.com",,,"Smith, Sons",,
                """).isJson("""
                {"payload": {"id": "*", "status": "done", "file_name": "people.csv", "total_rows": 2,
                  "processed_rows": 2, "created_contacts": 1, "updated_contacts": 1, "refused_rows": 0,
                  "refused_url": null, "error": null, "created_at": "*", "finished_at": "*"}}
                """);

        world.bruno
                .get("/contacts/search?q=c-1")
                .shows("payload.0.name", "Carla Diaz")
                .shows("payload.0.email", "carla@example.com")
                .shows("payload.0.phone_number", "+4915112345678")
                .shows("payload.0.additional_attributes", Map.of("company_name", "Acme"))
                .shows("payload.0.custom_attributes", Map.of("plan", "gold"));
        world.bruno
                .get("/contacts/search?q=dora@")
                .shows("payload.0.name", "Dora \"D.\" Smith")
                .shows("payload.0.additional_attributes", Map.of("company_name", "Smith, Sons"));
        world.bruno.get("/contacts?labels[]=vip").hasSize("payload", 1);
        world.ada.get("/contacts/imports").is(200).hasSize("payload", 1);
        world.ada.get("/mails").shows("payload.0.kind", "contact_import");
    }

    @Test
    void a_byte_order_mark_is_no_part_of_the_first_column() {
        imported("\uFEFF\"name\",email\r\nÄnne Über,anne@example.com\r\n").shows("payload.created_contacts", 1);

        world.bruno.get("/contacts/search?q=anne").shows("payload.0.name", "Änne Über");
    }

    @Test
    void refused_rows_come_back_as_a_file_that_can_be_mended_and_sent_again() {
        world.bruno.post("/contacts", Map.of("email", "a@example.com")).is(201);
        world.bruno.post("/contacts", Map.of("phone_number", "+4915112345678")).is(201);

        Answer done = imported("""
                name,email,phone_number
                Good,good@example.com,
                Bad,no address,0151
                Two,a@example.com,+4915112345678
                ,,
                Long,l@example.com,,more
                """).shows("payload.created_contacts", 1).shows("payload.refused_rows", 4);

        String refused = download(done.string("payload.refused_url"));
        assertThat(refused.lines())
                .hasSize(5)
                .startsWith("name,email,phone_number,errors")
                .anySatisfy(line -> assertThat(line)
                        .startsWith("Bad,no address,0151,")
                        .contains("email is invalid")
                        .contains("phone_number is invalid"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("Two,a@example.com,'+4915112345678,")
                        .contains("several contacts"))
                .anySatisfy(line -> assertThat(line).contains("has no name"))
                .anySatisfy(line -> assertThat(line).contains("more cells"));
        imported(refused.replace("no address,0151", "bad@example.com,").replaceAll("(?m)^(Two|\"|,|Long).*\\R", ""))
                .shows("payload.created_contacts", 1)
                .shows("payload.refused_rows", 0);
    }

    @Test
    void custom_attributes_are_what_the_account_says() {
        List.of(List.of("Plan", "list"), List.of("Seats", "number"), List.of("Renewal", "date"))
                .forEach(each -> world.ada
                        .post(
                                "/custom_attribute_definitions",
                                Map.of(
                                        "attribute_display_name", each.getFirst(),
                                        "attribute_display_type", each.getLast(),
                                        "attribute_model", "contact_attribute",
                                        "attribute_values", List.of("gold", "silver")))
                        .is(201));

        Answer done = imported("""
                name,plan,seats,renewal,color
                Good,gold,12,2026-12-31,blue
                Bad,tin,many,soon,red
                Empty,,,,
                """).shows("payload.created_contacts", 2).shows("payload.refused_rows", 1);

        assertThat(download(done.string("payload.refused_url")).lines())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line)
                        .startsWith("Bad,tin,many,soon,red,")
                        .contains("custom_attributes.plan is not included in the list: gold, silver")
                        .contains("custom_attributes.seats must be a number")
                        .contains("custom_attributes.renewal must be a date"));
        world.bruno
                .get("/contacts/search?q=good")
                .shows("payload.0.custom_attributes.plan", "gold")
                .shows("payload.0.custom_attributes.seats", "12")
                .shows("payload.0.custom_attributes.color", "blue");
    }

    @Test
    void a_contact_that_comes_twice_in_a_file_is_one() {
        imported("email,name\na@example.com,One\nA@example.com,Two\n")
                .shows("payload.created_contacts", 1)
                .shows("payload.updated_contacts", 1);

        world.bruno.get("/contacts").hasSize("payload", 1).shows("payload.0.name", "Two");
    }

    @Test
    void what_was_cut_off_goes_on_where_it_was_and_does_nothing_twice() {
        String file = "email,name\n"
                + IntStream.range(0, 450)
                        .mapToObj(i -> "p" + i + "@example.com,P" + i + "\n")
                        .collect(Collectors.joining());
        var caller = new Caller.Member(world.acme, world.adaId, "Ada", io.supportly.kernel.Role.ADMINISTRATOR, null);
        var imports = world.server.bean(ContactImports.class);
        var importing = world.server.bean(Importing.class);
        var stored = (FileStore.Intake.Stored) world.server
                .bean(FileStore.class)
                .put(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)), 1_000_000);
        ContactImport running = imports.add(caller, "people.csv", stored.key());
        imports.begin(running, 450);
        try (var rows = ContactFile.open(world.server.bean(FileStore.class).open(stored.key()))) {
            List<ImportedRow> first = IntStream.rangeClosed(1, 200)
                    .mapToObj(i -> ImportedRow.of(i, rows, rows.next(), AttributeRules.NONE))
                    .toList();
            assertThat(importing.write(caller, running, first)).isTrue();
            // Another node that took it for dead.
            assertThat(importing.write(caller, running, first)).isFalse();
        }

        assertThat(world.server.bean(ImportRuns.class).run(world.acme, running.id()))
                .isTrue();

        world.ada
                .get("/contacts/imports/" + running.id())
                .shows("payload.status", "done")
                .shows("payload.processed_rows", 450)
                .shows("payload.created_contacts", 450)
                .shows("payload.updated_contacts", 0);
        world.bruno.get("/contacts").shows("meta.count", 450);
        assertThat(world.server.bean(ImportRuns.class).run(world.acme, running.id()))
                .isTrue();
        world.bruno.get("/contacts").shows("meta.count", 450);
    }

    @Test
    void an_import_is_written_in_short_transactions() {
        imported("name\n" + "Somebody\n".repeat(180)).shows("payload.created_contacts", 180);

        assertThat(world.server
                        .sql()
                        .sql(
                                "select max(rows) from (select count(*) as rows from contacts where account_id = ? group by xmin)")
                        .param(world.acme.value())
                        .query(Integer.class)
                        .single())
                .isLessThanOrEqualTo(50);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "plan,city\na,b\n", "name,name\na,b\n", "name,full name\na,b\n"})
    void a_file_without_columns_for_us_is_refused_at_once(String file) {
        send(world.ada, file.getBytes(StandardCharsets.UTF_8)).is(422).shows("errors.0.field", "import_file");
    }

    @Test
    void a_file_that_can_not_be_read_fails_as_a_whole() {
        imported("name\nGood\n\"never closed").shows("payload.status", "failed");
        imported(("name\n" + "Good\n".repeat(3_000) + "M\u00fcller\n").getBytes(StandardCharsets.ISO_8859_1))
                .shows("payload.status", "failed")
                .shows("payload.error", "import_file is not UTF-8");
        imported("name\nGood\n\"" + "x".repeat(1_100_000) + "\"\n").shows("payload.status", "failed");

        world.bruno.get("/contacts").hasSize("payload", 0);
    }

    @Test
    void what_is_not_utf_8_is_refused_at_once_where_it_is_seen_at_once() {
        send(world.ada, "name\nM\u00fcller\n".getBytes(StandardCharsets.ISO_8859_1))
                .is(422)
                .shows("errors.0.message", "is not UTF-8");
    }

    @Test
    void no_file_or_a_text_in_its_place_is_refused() {
        world.ada.post("/contacts/import").is(422).blames("import_file", "blank");
        world.ada
                .multipart("/contacts/import", Part.field("import_file", "name,email"))
                .is(422)
                .blames("import_file", "blank");
    }

    @Test
    void an_export_has_the_columns_that_were_asked_for_and_no_formulas() {
        world.bruno
                .post(
                        "/contacts",
                        Map.of(
                                "name", "=1+1",
                                "phone_number", "+4915112345678",
                                "custom_attributes", Map.of("plan", "go,ld")))
                .is(201);
        long dora = world.bruno
                .post("/contacts", Map.of("name", "Dora", "email", "dora@example.com"))
                .number("payload.contact.id");
        world.bruno.post("/contacts/" + dora + "/labels", Map.of("labels", List.of("vip")));

        Answer all = exported(Map.of("column_names", List.of("name", "phone_number", "plan")));
        Answer some = exported(Map.of("label", "VIP"));

        all.isJson("""
                {"payload": {"id": "*", "status": "done", "column_names": ["name", "phone_number", "plan"],
                  "label": null, "total_rows": 2, "url": "*", "created_at": "*", "finished_at": "*"}}
                """);
        assertThat(download(all.string("payload.url")).lines())
                .containsExactly("name,phone_number,plan", "'=1+1,'+4915112345678,\"go,ld\"", "Dora,,");
        assertThat(download(some.string("payload.url")).lines())
                .hasSize(2)
                .startsWith("id,name,email,phone_number,identifier,company_name,city,country,labels,created_at,"
                        + "last_activity_at")
                .anySatisfy(line -> assertThat(line).startsWith(dora + ",Dora,dora@example.com,,,,,,vip,"));
        world.ada
                .get("/mails")
                .shows("payload.0.kind", "contact_export")
                .shows("payload.0.subject", "Your contacts were exported");
        assertThat(world.ada.get("/mails").string("payload.0.body")).contains("/files/");
        world.ada.get("/contacts/exports").is(200).hasSize("payload", 2);
    }

    private Answer exported(Map<String, ?> body) {
        String path = "/contacts/exports/"
                + world.ada.post("/contacts/export", body).is(201).number("payload.id");
        eventually(() -> world.ada.get(path).string("payload.status").equals("done"));
        return world.ada.get(path);
    }

    @Test
    void what_an_export_can_not_do_is_refused() {
        world.ada
                .post(
                        "/contacts/export",
                        Map.of(
                                "column_names", List.of("x".repeat(256)),
                                "label", "x".repeat(256),
                                "payload", List.of(Map.of("attribute_key", "name"))))
                .is(422)
                .blames("column_names", "too_long")
                .blames("label", "too_long")
                .blames("payload", "invalid");
    }

    /// Gina at acme's doors, with the token that she has by now.
    private Api knocking(Api atHome) {
        return new Api(atHome.address(), World.prefix(world.acme), atHome.headers());
    }

    @Test
    void files_are_for_administrators_of_the_account() {
        byte[] file = "name\nX\n".getBytes(StandardCharsets.UTF_8);
        long sent = send(world.ada, file).number("payload.id");
        long asked = world.ada.post("/contacts/export").number("payload.id");
        Api atHome = world.as(world.ginaId, world.globex);

        for (Api api : List.of(world.bruno, knocking(atHome))) {
            int status = api == world.bruno ? 403 : 404;
            send(api, file).is(status);
            api.get("/contacts/imports").is(status);
            api.get("/contacts/imports/" + sent).is(status);
            api.post("/contacts/export").is(status);
            api.get("/contacts/exports").is(status);
            api.get("/contacts/exports/" + asked).is(status);
        }
        atHome.get("/contacts/imports/" + sent).is(404);
        atHome.get("/contacts/exports/" + asked).is(404);
        atHome.get("/contacts/imports").hasSize("payload", 0);
    }
}
