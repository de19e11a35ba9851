package io.supportly.kernel.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.supportly.testing.Api;
import io.supportly.testing.Desk;
import io.supportly.testing.World;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// What the server writes to people, in the language of the account.
class LettersOfTheServerTest {
    private final World world = new World();
    private final Desk desk = new Desk(world);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en    | Hello,      | Ada invites you to Acme         | Choose a password     | Your conversation #1 with Acme
            de    | Guten Tag,  | Ada lädt Sie zu Acme ein        | Passwort wählen       | Ihr Gespräch Nr. 1 mit Acme
            es    | Hola:       | Ada le invita a Acme            | Elegir contraseña     | Su conversación n.º 1 con Acme
            fr    | Bonjour,    | Ada vous invite à rejoindre Acme| Choisir un mot de passe | Votre conversation n° 1 avec Acme
            pt_BR | Olá,        | Ada convida você para Acme      | Escolher uma senha    | Sua conversa nº 1 com Acme
            """)
    void invitations_and_transcripts_speak_the_language_of_the_account(
            String locale, String greeting, String invitation, String choose, String transcript) {
        world.ada.patch("", Map.of("locale", locale)).is(200);

        world.ada
                .post("/agents", Map.of("name", "Dora", "email", unique(), "role", "agent"))
                .is(201);
        world.ada
                .post(desk.path() + "/transcript", Map.of("email", "boss@example.com"))
                .is(200);

        JsonNode invited = mail("invitation");
        assertThat(invited.path("subject").asString()).isEqualTo(invitation);
        assertThat(invited.path("body").asString()).startsWith(greeting).contains("\n" + choose + ":\nhttp");
        assertThat(invited.path("html").asString()).contains(">" + choose + "</a>");
        JsonNode said = mail("transcript");
        assertThat(said.path("subject").asString()).isEqualTo(transcript);
        assertThat(said.path("body").asString()).contains("Carla Diaz, ", "The printer is jammed");
        assertThat(said.path("html").asString()).contains(">Carla Diaz, ", "The printer is jammed<br>");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            de | Ihre Kontakte wurden exportiert     | Ihre Kontakte wurden importiert  | Zum Gespräch Nr. 1 von Acme
            pt | Seus contatos foram exportados      | Seus contatos foram importados   | Sobre a conversa nº 1 de Acme
            """)
    void so_do_imports_exports_and_mails_to_teams(String locale, String exported, String imported, String about) {
        world.ada.patch("", Map.of("locale", locale)).is(200);
        long team = world.ada.post("/teams", Map.of("name", "Escalation")).number("id");
        world.ada
                .post("/teams/" + team + "/team_members", Map.of("user_ids", List.of(world.brunoId)))
                .is(201);
        world.ada
                .post(
                        "/automation_rules",
                        Map.of(
                                "name",
                                "Escalate",
                                "event_name",
                                "message_created",
                                "actions",
                                List.of(Map.of(
                                        "action_name",
                                        "send_email_to_team",
                                        "action_params",
                                        List.of(Map.of("team_ids", List.of(team), "message", "Please look"))))))
                .is(201);

        world.ada.post("/contacts/export").is(201);
        world.ada
                .multipart(
                        "/contacts/import",
                        new Api.Part(
                                "import_file",
                                "people.csv",
                                "text/csv",
                                "name,email\nDora,nonsense\n".getBytes(StandardCharsets.UTF_8)))
                .is(201);
        world.ada
                .post(desk.path() + "/messages", Map.of("content", "Hello?", "message_type", "incoming"))
                .is(201);

        await().untilAsserted(() ->
                assertThat(kinds()).containsExactlyInAnyOrder("contact_export", "contact_import", "rule"));
        assertThat(mail("contact_export").path("subject").asString()).isEqualTo(exported);
        assertThat(mail("contact_export").path("html").asString()).contains("/files/");
        assertThat(mail("contact_import").path("subject").asString()).isEqualTo(imported);
        assertThat(mail("contact_import").path("body").asString()).contains("people.csv", "/files/");
        assertThat(mail("rule").path("subject").asString()).isEqualTo(about);
        assertThat(mail("rule").path("body").asString()).contains("Please look");
    }

    private List<String> kinds() {
        return world.ada
                .get("/mails")
                .at("payload")
                .valueStream()
                .map(mail -> mail.path("kind").asString())
                .toList();
    }

    private JsonNode mail(String kind) {
        long id = world.ada
                .get("/mails")
                .at("payload")
                .valueStream()
                .filter(mail -> mail.path("kind").asString().equals(kind))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asLong();
        return world.ada.get("/mails/" + id).is(200).json();
    }

    private static String unique() {
        return "dora-" + UUID.randomUUID() + "@example.com";
    }
}
