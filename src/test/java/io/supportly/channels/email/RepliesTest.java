package io.supportly.channels.email;

import static io.supportly.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.supportly.testing.Answer;
import io.supportly.testing.Api;
import io.supportly.testing.TestServer;
import io.supportly.testing.World;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RepliesTest {
    private static GreenMail smtp;
    private static TestServer server;

    private final World world = new World(server);
    private final String unique = UUID.randomUUID().toString().substring(0, 8);
    private final String help = "help-" + unique + "@acme.example";
    private final String carla = "carla-" + unique + "@example.com";
    private final long inbox = inbox(Map.of("name", "Acme Support"));
    private final long contact = world.ada
            .post("/contacts", Map.of("name", "Carla Diaz", "email", carla))
            .number("payload.contact.id");

    @BeforeAll
    static void start() {
        smtp = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        smtp.start();
        server = TestServer.with(Map.of(
                "SMTP_URL", "smtp://127.0.0.1:" + smtp.getSmtp().getPort(),
                "SMTP_FROM", "Supportly <desk@example.com>",
                "SUPPORTLY_INBOUND_DOMAIN", "in.example.com"));
    }

    @AfterAll
    static void stop() {
        server.close();
        smtp.stop();
    }

    @Test
    void a_reply_arrives_in_its_thread_with_a_way_back() throws Exception {
        Answer conversation = conversation("Printer jam");
        hasWritten("<first@mail.example>", "{}");

        reply("Open the lid\non the left\n\nBruno");

        MimeMessage arrived = arrived(1).getFirst();
        String uuid = conversation.string("uuid");
        assertThat(arrived.getSubject()).isEqualTo("Re: Printer jam");
        assertThat(arrived.getFrom()).containsExactly(new InternetAddress(help, "Bruno from Acme Support"));
        assertThat(arrived.getReplyTo()).containsExactly(new InternetAddress("reply+" + uuid + "@in.example.com"));
        assertThat(arrived.getRecipients(Message.RecipientType.TO)).containsExactly(new InternetAddress(carla));
        assertThat(arrived.getMessageID()).matches("<conversation/" + uuid + "/messages/\\d+@in\\.example\\.com>");
        assertThat(arrived.getHeader("In-Reply-To")).containsExactly("<first@mail.example>");
        assertThat(arrived.getHeader("References")).containsExactly("<first@mail.example>");
        assertThat(arrived.getHeader("Auto-Submitted")).isNull();
        assertThat(part(arrived, 0)).isEqualTo("Open the lid\non the left\n\nBruno");
        assertThat(part(arrived, 1))
                .contains("Open the lid<br>\non the left<br>")
                .doesNotContain("Supportly");
    }

    @Test
    void each_reply_names_those_before_it() throws Exception {
        conversation("Re: Printer jam");
        hasWritten("first@mail.example", "{}");
        reply("One");
        String first = arrived(1).getFirst().getMessageID();
        hasWritten("<second@mail.example>\r\nBcc: victim@example.com", "{}");
        hasWritten("<third@mail.example>", "{}");

        reply("Two");

        MimeMessage second = arrived(2).getLast();
        assertThat(second.getSubject()).isEqualTo("Re: Printer jam");
        assertThat(second.getHeader("In-Reply-To")).containsExactly("<third@mail.example>");
        assertThat(second.getHeader("References", null).split("\\s+"))
                .containsExactly("<first@mail.example>", first, "<third@mail.example>");
        assertThat(second.getAllRecipients()).hasSize(1);
    }

    @Test
    void a_conversation_without_a_subject_gets_one_in_the_language_of_the_account() throws Exception {
        world.ada.patch("", Map.of("locale", "es")).is(200);
        conversation(null);

        reply("Hola");

        MimeMessage arrived = arrived(1).getFirst();
        assertThat(arrived.getSubject()).isEqualTo("[#1] Nuevos mensajes");
        assertThat(arrived.getFrom()).containsExactly(new InternetAddress(help, "Bruno de Acme Support"));
        assertThat(arrived.getHeader("In-Reply-To")).isNull();
    }

    @Test
    void who_else_is_named_gets_it_and_hidden_ones_stay_hidden() throws Exception {
        conversation("Printer jam");
        String boss = "boss-" + unique + "@example.com";
        String law = "law-" + unique + "@example.com";
        String other = "other-" + unique + "@example.com";

        say(Map.of("content", "See below", "to_emails", other, "cc_emails", boss, "bcc_emails", law))
                .is(201);

        MimeMessage arrived = arrivedAt(law, 1).getFirst();
        assertThat(arrived.getRecipients(Message.RecipientType.TO)).containsExactly(new InternetAddress(other));
        assertThat(arrived.getRecipients(Message.RecipientType.CC)).containsExactly(new InternetAddress(boss));
        assertThat(arrived.getHeader("Bcc")).isNull();
        assertThat(arrivedAt(boss, 1)).hasSize(1);
        assertThat(arrivedAt(other, 1)).hasSize(1);
        assertThat(at(carla)).isEmpty();
    }

    @Test
    void notes_and_activity_lines_stay_inside() throws Exception {
        conversation("Printer jam");
        say(Map.of("content", "psst", "private", true)).is(201);
        world.bruno
                .post("/conversations/1/toggle_status", Map.of("status", "resolved"))
                .is(200);

        reply("For you");

        assertThat(part(arrived(1).getFirst(), 0)).isEqualTo("For you");
        eventually(() -> sent().size() == 1);
    }

    @Test
    void what_a_rule_says_is_marked_and_never_answers_a_program() throws Exception {
        conversation("Printer jam");
        hasWritten("<away@mail.example>", "{\"email\": {\"auto_reply\": true}}");
        rule("We are on it");

        reply("One");
        assertThat(failed("We are on it").text()).contains("It would answer a mail that a program wrote");

        hasWritten("<mine@mail.example>", "{}");
        reply("Two");

        List<MimeMessage> arrived = arrived(3);
        MimeMessage automatic = arrived.stream()
                .filter(mail -> text(mail).equals("We are on it"))
                .findFirst()
                .orElseThrow();
        assertThat(automatic.getHeader("Auto-Submitted")).containsExactly("auto-replied");
        assertThat(automatic.getFrom()).containsExactly(new InternetAddress(help, "Acme Support"));
    }

    @Test
    void two_programs_that_answer_each_other_are_stopped() {
        conversation("Printer jam");
        hasWritten("<mine@mail.example>", "{}");
        rule("Again");

        for (int i = 0; i < 11; i++) {
            reply("No " + i);
        }

        assertThat(failed("Again").text()).contains("automatic mails within an hour");
        assertThat(arrived(21)).hasSize(21);
    }

    @Test
    void small_files_go_along_and_large_ones_are_linked() throws Exception {
        conversation("Files");
        byte[] large = new byte[10 * 1024 * 1024 + 1];

        world.bruno
                .multipart(
                        "/conversations/1/messages",
                        Api.Part.field("content", "Here"),
                        new Api.Part(
                                "attachments[]", "größe.txt", "text/plain", "small".getBytes(StandardCharsets.UTF_8)),
                        new Api.Part("attachments[]", "large.bin", "application/octet-stream", large))
                .is(201);

        MimeMessage arrived = arrived(1).getFirst();
        var parts = (Multipart) arrived.getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        assertThat(jakarta.mail.internet.MimeUtility.decodeText(
                        parts.getBodyPart(1).getFileName()))
                .isEqualTo("größe.txt");
        assertThat(new String(parts.getBodyPart(1).getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("small");
        String said = ((Multipart) parts.getBodyPart(0).getContent())
                .getBodyPart(0)
                .getContent()
                .toString();
        String link = said.lines()
                .filter(line -> line.contains("/files/"))
                .findFirst()
                .orElseThrow();
        assertThat(said).contains("Attachment large.bin:");
        assertThat(world.stranger
                        .get("~" + link.strip().replaceFirst("^https?://[^/]+", ""))
                        .is(200)
                        .response()
                        .body())
                .hasSize(large.length);
    }

    @Test
    void names_and_texts_of_others_become_neither_headers_nor_markup() throws Exception {
        world.ada
                .patch(
                        "/inboxes/" + inbox,
                        Map.of("name", "Acme", "business_name", "Acme\r\nBcc: victim@example.com <b>"))
                .is(200);
        conversation("Jam\r\nBcc: victim@example.com");

        reply("<script>alert(1)</script> & more");

        MimeMessage arrived = arrived(1).getFirst();
        assertThat(arrived.getAllRecipients()).hasSize(1);
        assertThat(arrived.getHeader("Bcc")).isNull();
        assertThat(((InternetAddress) arrived.getFrom()[0]).getAddress()).isEqualTo(help);
        assertThat(part(arrived, 1)).contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; more");
    }

    @Test
    void a_message_that_can_not_be_addressed_fails_and_goes_out_once_it_can() throws Exception {
        conversation("Printer jam");
        Answer wrong = say(Map.of("content", "Hi", "content_attributes", Map.of("cc_emails", "nobody")))
                .is(201);

        Answer failed = failed("Hi");
        assertThat(failed.text()).contains("nobody is no e-mail address");

        world.server
                .sql()
                .sql("update messages set content_attributes = '{}' where account_id = ?")
                .param(world.acme.value())
                .update();
        world.bruno
                .post("/conversations/1/messages/" + wrong.number("id") + "/retry")
                .is(200)
                .shows("status", "sent");
        assertThat(part(arrived(1).getFirst(), 0)).isEqualTo("Hi");
    }

    @Test
    void an_event_that_is_read_again_mails_nothing_twice() {
        conversation("Printer jam");
        reply("Once");
        assertThat(arrived(1)).hasSize(1);
        eventually(() -> sent().size() == 1);

        long message = world.bruno.get("/conversations/1/messages").number("payload.0.id");
        long event = world.server
                .sql()
                .sql("select event_id from email_replies where account_id = ?")
                .param(world.acme.value())
                .query(Long.class)
                .single();
        server.bean(Composing.class).compose(new ReplyJob(world.acme, 1, message, event));

        assertThat(sent()).hasSize(1);
        assertThat(world.ada.get("/mails?status=queued").number("meta.count")).isZero();
    }

    private long inbox(Map<String, ?> more) {
        var draft = new HashMap<String, Object>(more);
        draft.put("channel", Map.of("type", "email", "email", help));
        draft.put("enable_auto_assignment", false);
        long id = world.ada.post("/inboxes", draft).is(201).number("id");
        world.ada
                .post("/inbox_members", Map.of("inbox_id", id, "user_ids", List.of(world.brunoId)))
                .is(201);
        return id;
    }

    private Answer conversation(String subject) {
        var draft = new HashMap<String, Object>(Map.of("inbox_id", inbox, "contact_id", contact));
        if (subject != null) {
            draft.put("additional_attributes", Map.of("mail_subject", subject));
        }
        return world.ada.post("/conversations", draft).is(201);
    }

    /// As if a mail of carla's had come in.
    private void hasWritten(String sourceId, String attributes) {
        world.server
                .sql()
                .sql("""
                        insert into messages (account_id, conversation_id, inbox_id, type, content, source_id,
                          content_attributes, created_at, updated_at)
                        values (?, 1, ?, 0, 'It is jammed', ?, ?::jsonb, now(), now())
                        """)
                .params(world.acme.value(), inbox, sourceId, attributes)
                .update();
    }

    private void rule(String says) {
        world.ada
                .post(
                        "/automation_rules",
                        Map.of(
                                "name",
                                "Answer",
                                "event_name",
                                "message_created",
                                "actions",
                                List.of(Map.of("action_name", "send_message", "action_params", List.of(says)))))
                .is(201);
    }

    private void reply(String content) {
        say(Map.of("content", content)).is(201);
    }

    private Answer say(Map<String, ?> message) {
        return world.bruno.post("/conversations/1/messages", message);
    }

    /// The conversation, once a message that says this has failed.
    private Answer failed(String content) {
        eventually(() -> world.bruno
                .get("/conversations/1/messages?limit=100")
                .at("payload")
                .valueStream()
                .anyMatch(message -> message.path("content").asString("").equals(content)
                        && message.path("status").asString().equals("failed")));
        return world.bruno.get("/conversations/1/messages?limit=100");
    }

    private List<?> sent() {
        return world.ada.get("/mails?status=sent").at("payload").valueStream().toList();
    }

    private List<MimeMessage> arrived(int count) {
        return arrivedAt(carla, count);
    }

    private static List<MimeMessage> arrivedAt(String address, int count) {
        eventually(() -> at(address).size() >= count);
        return at(address);
    }

    private static List<MimeMessage> at(String address) {
        var user = smtp.getUserManager().getUserByEmail(address);
        if (user == null) {
            return List.of();
        }
        try {
            var inbox = smtp.getManagers().getImapHostManager().getInbox(user);
            return new ArrayList<>(inbox.getMessages().stream()
                    .map(stored -> stored.getMimeMessage())
                    .toList());
        } catch (com.icegreen.greenmail.store.FolderException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(MimeMessage mail) {
        try {
            return part(mail, 0);
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String part(MimeMessage mail, int number) throws MessagingException, IOException {
        return ((Multipart) mail.getContent())
                .getBodyPart(number)
                .getContent()
                .toString()
                .replace("\r\n", "\n")
                .strip();
    }
}
