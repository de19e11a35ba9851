package io.supportly.kernel.mail;

import static io.supportly.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.supportly.kernel.Settings;
import io.supportly.testing.Answer;
import io.supportly.testing.FakeSmtp;
import io.supportly.testing.TestServer;
import io.supportly.testing.World;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MailsTest {
    private static FakeSmtp fake;
    private static TestServer faked;

    private static final String INJECTION = "Hello\r\nBcc: victim@example.com\n\nbody";

    @BeforeAll
    static void start() {
        fake = new FakeSmtp();
        faked = TestServer.with(Map.of("SMTP_URL", fake.url()));
    }

    @AfterAll
    static void stop() {
        faked.close();
        fake.close();
    }

    @Test
    void without_a_server_a_mail_is_kept_for_an_administrator() {
        var world = new World();

        mails(world).send(world.acme, "invitation", "dora@example.com", letter("Welcome", "Come in"));

        world.ada.get("/mails").is(200).isJson("""
                {
                  "meta": {"count": 1, "current_page": 1},
                  "payload": [{
                    "id": "*", "kind": "invitation", "recipient": "dora@example.com", "subject": "Welcome",
                    "body": "Hello,\\n\\nCome in\\n\\n--\\nThis mail was sent by Supportly for Acme.\\n", "status": "kept", "attempts": 0, "error": null,
                    "created_at": "*", "sent_at": null
                  }]
                }
                """);
        world.ada.get("/mails?status=kept").is(200).hasSize("payload", 1);
        world.ada.get("/mails?status=sent").is(200).shows("meta.count", 0);
        world.ada.get("/mails?page=2").is(200).hasSize("payload", 0);
    }

    @Test
    void only_an_administrator_of_the_account_reads_mails() {
        var world = new World();

        world.bruno.get("/mails").is(403);
        world.gina.get("/mails").is(404);
        world.stranger.get("/mails").is(401);
    }

    @Test
    void an_unknown_status_is_refused() {
        var world = new World();

        world.ada.get("/mails?status=lost").is(422).blames("status", "inclusion");
        world.ada.get("/mails?page=0").is(400);
    }

    @Test
    void with_a_server_a_mail_arrives_with_no_header_that_it_was_not_given() throws Exception {
        var smtp = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        smtp.start();
        smtp.setUser("supportly@example.com", "mailer", "pass:word@1");
        try (var server = TestServer.with(Map.of(
                "SMTP_URL",
                "smtp://mailer:pass%3Aword%401@127.0.0.1:" + smtp.getSmtp().getPort(),
                "SMTP_FROM",
                "Supportly <desk@example.com>"))) {
            var world = new World(server);

            mails(world).send(world.acme, "invitation", "dora@example.com", letter(INJECTION, "Grüße"));

            assertThat(smtp.waitForIncomingEmail(10_000, 1)).isTrue();
            MimeMessage arrived = smtp.getReceivedMessages()[0];
            assertThat(arrived.getSubject()).isEqualTo("Hello Bcc: victim@example.com body");
            assertThat(arrived.getAllRecipients()).hasSize(1);
            assertThat(arrived.getFrom()[0].toString()).isEqualTo("Acme <desk@example.com>");
            assertThat(arrived.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(arrived.getMessageID()).endsWith("@example.com>");
            var forms = (MimeMultipart) arrived.getContent();
            assertThat(forms.getContentType()).startsWith("multipart/alternative");
            assertThat(forms.getBodyPart(0).getContent().toString()).startsWith("Hello,\r\n\r\nGrüße");
            assertThat(forms.getBodyPart(1).getContent().toString()).contains("Grüße<br>");
            eventually(() -> world.ada
                    .get("/mails?status=sent")
                    .hasSize("payload", 1)
                    .string("payload.0.body")
                    .isEmpty());
            world.ada.get("/mails").shows("meta.count", 0);
        } finally {
            smtp.stop();
        }
    }

    @Test
    void a_server_that_is_down_is_tried_five_times_and_takes_the_mail_once_it_is_up() {
        var down = new FakeSmtp();
        down.close();
        try (var server = TestServer.with(Map.of("SMTP_URL", down.url()))) {
            var world = new World(server);
            mails(world).send(world.acme, "invitation", "dora@example.com", letter("Welcome", "Come in"));
            eventually(() -> world.ada
                            .get("/mails?status=queued")
                            .at("payload.0.attempts")
                            .asInt()
                    == 1);
            long id = world.ada.get("/mails?status=queued").number("payload.0.id");
            var sending = server.bean(MailSending.class);
            var now = server.clock().instant();

            assertThat(sending.attempt(world.acme, id)).contains(now.plus(Duration.ofMinutes(4)));
            assertThat(sending.attempt(world.acme, id)).contains(now.plus(Duration.ofMinutes(16)));
            assertThat(sending.attempt(world.acme, id)).contains(now.plus(Duration.ofMinutes(64)));
            assertThat(sending.attempt(world.acme, id)).isEmpty();

            world.ada.get("/mails").shows("payload.0.status", "failed").shows("payload.0.attempts", 5);
            assertThat(world.ada.get("/mails").string("payload.0.error")).isNotBlank();

            try (var up = new FakeSmtp(down.port())) {
                world.ada.post("/mails/" + id + "/retry").is(200);
                eventually(() -> up.taken().size() == 1);
                eventually(() -> world.ada.get("/mails/" + id).string("status").equals("sent"));
            }
            world.ada.get("/mails/" + id).hasSize("log", 6);
        }
    }

    @Test
    void a_refusal_for_good_is_the_end_at_once_in_the_servers_words() {
        fake.answers("550 5.1.1 No such user here");
        var world = new World(faked);
        mails(world).send(world.acme, "invitation", "nobody@example.com", letter("Welcome", "Come in"));
        eventually(() -> world.ada.get("/mails").at("meta.count").asInt() == 1);
        long id = world.ada.get("/mails").number("payload.0.id");
        world.ada
                .get("/mails/" + id)
                .is(200)
                .shows("status", "failed")
                .shows("attempts", 1)
                .hasSize("log", 1);
        assertThat(world.ada.get("/mails/" + id).string("log.0.error")).contains("550 5.1.1 No such user here");
        assertThat(world.ada.get("/mails/" + id).string("error")).contains("550 5.1.1 No such user here");

        fake.answers("250 OK");
        world.ada.post("/mails/" + id + "/retry").is(200).shows("id", id);

        eventually(() -> world.ada.get("/mails/" + id).string("status").equals("sent"));
        world.ada
                .get("/mails/" + id)
                .shows("attempts", 1)
                .shows("error", null)
                .shows("html", "")
                .hasSize("log", 2)
                .shows("log.1.error", null);
        world.ada.post("/mails/" + id + "/retry").is(422).blames("id", "invalid");
        assertThat(fake.taken()).hasSize(1);
    }

    @Test
    void a_server_that_is_busy_is_tried_again_and_takes_the_mail_under_the_same_id() {
        fake.answers("451 4.3.0 Try again later");
        var world = new World(faked);
        mails(world).send(world.acme, "invitation", "dora@example.com", letter("Welcome", "Come in"));
        eventually(() ->
                world.ada.get("/mails?status=queued").at("payload.0.attempts").asInt() == 1);
        Answer queued = world.ada.get("/mails?status=queued");
        long id = queued.number("payload.0.id");
        assertThat(queued.string("payload.0.error")).contains("451 4.3.0 Try again later");

        fake.answers("250 OK");
        assertThat(faked.bean(MailSending.class).attempt(world.acme, id)).isEmpty();

        String messageId = world.ada
                .get("/mails/" + id)
                .shows("status", "sent")
                .hasSize("log", 2)
                .string("message_id");
        assertThat(fake.taken()).singleElement().asString().contains("Message-ID: " + messageId);
    }

    @Test
    void a_kept_mail_is_shown_whole_and_can_not_be_sent_without_a_server() {
        var world = new World();
        mails(world).send(world.acme, "invitation", "dora@example.com", letter("Welcome", "Come in"));
        String mail = "/mails/" + world.ada.get("/mails").number("payload.0.id");

        world.ada.get(mail).is(200).isJson("""
                {
                  "id": "*", "kind": "invitation", "recipient": "dora@example.com", "subject": "Welcome",
                  "body": "*", "status": "kept", "attempts": 0, "error": null, "created_at": "*", "sent_at": null,
                  "html": "*", "message_id": "*", "cc": [], "bcc": [], "files": [], "log": []
                }
                """);
        assertThat(world.ada.get(mail).string("html")).contains("Come in<br>");
        world.ada.post(mail + "/retry").is(422).blames("id", "invalid");
        for (String path : List.of(mail, mail + "/retry")) {
            String method = path.endsWith("retry") ? "POST" : "GET";
            world.bruno.send(method, path, null).is(403);
            world.gina.send(method, path, null).is(404);
            world.stranger.send(method, path, null).is(401);
        }
        world.ada.get("/mails/999999").is(404);
        world.ada.post("/mails/999999/retry").is(404);
        world.as(world.ginaId, world.globex).get(mail).is(404);
        world.as(world.ginaId, world.globex).post(mail + "/retry").is(404);
    }

    @Test
    void a_wrong_address_of_the_server_is_told_without_its_password() {
        Assertions.assertThatThrownBy(() -> Settings.of(Map.of("SMTP_URL", "mail://user:hidden@example.com")))
                .isInstanceOf(Settings.Unusable.class)
                .hasMessageContaining("SMTP_URL")
                .hasMessageNotContaining("hidden");
        Assertions.assertThatThrownBy(
                        () -> Settings.of(Map.of("SMTP_URL", "smtp://example.com", "SMTP_FROM", "not an address")))
                .hasMessageContaining("SMTP_FROM");
        assertThat(Settings.of(Map.of("SMTP_URL", "smtp://user:hidden@example.com"))
                        .toString())
                .doesNotContain("hidden");
    }

    private static Letter letter(String subject, String text) {
        return Letter.from("Acme", "en").titled(subject).text(text);
    }

    private static Mails mails(World world) {
        return world.server.bean(Mails.class);
    }
}
