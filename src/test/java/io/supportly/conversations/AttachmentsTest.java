package io.supportly.conversations;

import static io.supportly.testing.World.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportly.kernel.Role;
import io.supportly.testing.Answer;
import io.supportly.testing.Api;
import io.supportly.testing.Desk;
import io.supportly.testing.World;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class AttachmentsTest {
    private static final byte[] TEXT = "hello file".getBytes(StandardCharsets.UTF_8);
    private final World world = new World();
    private final Desk desk = new Desk(world);
    private final Api otto = world.as(world.user("Otto", world.acme, Role.AGENT), world.acme);

    private static Api.Part file(String name, String type, byte[] bytes) {
        return new Api.Part("attachments[]", name, type, bytes);
    }

    private Answer send(Api.Part... parts) {
        return world.bruno.multipart(desk.path() + "/messages", parts);
    }

    private static String local(String link) {
        return link.replaceFirst("^https?://[^/]+", "~");
    }

    private static byte[] png(int width, int height) throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", out);
        return out.toByteArray();
    }

    @Test
    void a_picture_comes_with_a_thumbnail() throws IOException {
        Answer answer = send(file("cat.png", "image/png", png(600, 300)))
                .is(201)
                .shows("content", null)
                .shows("attachments.0.file_type", "image")
                .shows("attachments.0.width", 600)
                .shows("attachments.0.height", 300);

        Answer thumbnail = world.stranger
                .get(local(answer.string("attachments.0.thumb_url")))
                .is(200);
        var image = ImageIO.read(
                new java.io.ByteArrayInputStream(thumbnail.response().body()));
        assertThat(image.getWidth()).isEqualTo(250);
        assertThat(thumbnail.header("Content-Disposition")).startsWith("inline");
    }

    @Test
    void a_file_is_what_its_bytes_say() throws IOException {
        send(file("cat.txt", "text/plain", png(4, 4)))
                .is(201)
                .shows("attachments.0.file_type", "image")
                .shows("attachments.0.content_type", "image/png");
        Answer page = send(file("page.png", "image/png", "<html><script>1</script>".getBytes(StandardCharsets.UTF_8)))
                .is(201)
                .shows("attachments.0.file_type", "file");
        Answer opened =
                world.stranger.get(local(page.string("attachments.0.data_url"))).is(200);
        assertThat(opened.header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(opened.header("Content-Disposition")).startsWith("attachment");
    }

    @Test
    void a_link_opens_without_a_token_until_it_expires() {
        String link = local(send(file("note.txt", "text/plain", TEXT)).string("attachments.0.data_url"));
        assertThat(world.stranger.get(link).is(200).text()).isEqualTo("hello file");

        char last = link.charAt(link.lastIndexOf('/') - 1);
        String tampered = link.substring(0, link.lastIndexOf('/') - 1)
                + (last == 'A' ? 'B' : 'A')
                + link.substring(link.lastIndexOf('/'));
        world.stranger.get(tampered).is(404);
        world.server.clock().advance(Duration.ofDays(2));
        world.stranger.get(link).is(404);
    }

    @Test
    void there_are_fifteen_files_in_a_message_and_none_is_too_large() {
        Api.Part[] sixteen = new Api.Part[16];
        Arrays.fill(sixteen, file("note.txt", "text/plain", TEXT));
        send(sixteen).is(422).blames("attachments", "too_long");
        send(Arrays.copyOf(sixteen, 15)).is(201).hasSize("attachments", 15);

        send(file("big.bin", "application/octet-stream", new byte[40 * 1024 * 1024 + 1]))
                .is(413);
    }

    @Test
    void the_files_of_a_conversation_are_listed() {
        send(file("one.txt", "text/plain", TEXT));
        send(file("two.txt", "text/plain", TEXT));
        String list = desk.path() + "/attachments";

        world.bruno
                .get(list)
                .is(200)
                .shows("meta.total_count", 2)
                .hasSize("payload", 2)
                .shows("payload.0.extension", "txt")
                .shows("payload.0.file_size", TEXT.length)
                .shows("payload.0.sender.name", "Bruno");
        assertThat(world.bruno.get(list).string("payload.0.data_url")).endsWith("two.txt");
        world.bruno.get(list + "?page=2").hasSize("payload", 0);
        world.bruno.get(list + "?page=0").is(400);
        otto.get(list).is(403);
        world.gina.get(list).is(404);
    }

    @Test
    void the_files_of_all_conversations_with_a_contact_are_listed_as_far_as_one_may_see_them() {
        send(file("one.txt", "text/plain", TEXT));
        long inbox = world.ada
                .post("/inboxes", Map.of("name", "Other", "channel", Map.of("type", "api")))
                .number("id");
        long other = world.ada
                .post("/conversations", Map.of("inbox_id", inbox, "contact_id", desk.carla))
                .number("id");
        world.ada.multipart("/conversations/" + other + "/messages", file("two.txt", "text/plain", TEXT));
        String list = "/contacts/" + desk.carla + "/attachments";

        world.ada.get(list).is(200).isJson("""
                {"meta": {"total_count": 2}, "payload": [
                  {"id": "*", "message_id": "*", "conversation_id": %d, "thumb_url": "", "data_url": "*",
                   "file_size": 10, "file_type": "file", "extension": "txt", "width": null, "height": null,
                   "created_at": "*", "sender": "*"},
                  {"id": "*", "message_id": "*", "conversation_id": %d, "thumb_url": "", "data_url": "*",
                   "file_size": 10, "file_type": "file", "extension": "txt", "width": null, "height": null,
                   "created_at": "*", "sender": "*"}]}
                """.formatted(other, desk.printerJam));
        world.bruno.get(list).shows("meta.total_count", 1).shows("payload.0.conversation_id", desk.printerJam);
        otto.get(list).is(200).shows("meta.total_count", 0).hasSize("payload", 0);
        world.ada.get(list + "?page=2").hasSize("payload", 0);
        world.ada.get(list + "?page=x").is(400);
        world.ada.get("/contacts/999999999/attachments").is(404);
        world.gina.get(list).is(404);
        world.as(world.ginaId, world.globex).get(list).is(404);
    }

    private Answer announce(byte[] bytes) throws Exception {
        String sum = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("MD5").digest(bytes));
        return world.bruno
                .post(
                        desk.path() + "/direct_uploads",
                        Map.of(
                                "blob",
                                Map.of(
                                        "filename",
                                        "note.txt",
                                        "byte_size",
                                        bytes.length,
                                        "checksum",
                                        sum,
                                        "content_type",
                                        "text/plain")))
                .is(200);
    }

    @Test
    void a_file_can_come_before_its_message() throws Exception {
        Answer announced = announce(TEXT);
        String signed = announced.string("signed_id");
        String address = local(announced.string("direct_upload.url"));
        var message = Map.of("content", "see", "attachments", List.of(signed));
        world.bruno.post(desk.path() + "/messages", message).is(422).blames("attachments", "invalid");

        world.stranger.send("PUT", address, TEXT, "text/plain").is(200);

        Answer sent =
                world.bruno.post(desk.path() + "/messages", message).is(201).hasSize("attachments", 1);
        assertThat(world.stranger
                        .get(local(sent.string("attachments.0.data_url")))
                        .text())
                .isEqualTo("hello file");
        world.bruno.post(desk.path() + "/messages", message).is(422).blames("attachments", "invalid");
        world.bruno
                .post(desk.path() + "/messages", Map.of("content", "x", "attachments", List.of("forged")))
                .is(422)
                .blames("attachments", "invalid");
    }

    @Test
    void only_the_announced_file_is_taken() throws Exception {
        String address = local(announce(TEXT).string("direct_upload.url"));

        world.stranger
                .send("PUT", address, "other file".getBytes(StandardCharsets.UTF_8), "text/plain")
                .is(422);
        world.stranger
                .send("PUT", address, "hello file!".getBytes(StandardCharsets.UTF_8), "text/plain")
                .is(413);
        world.stranger.send("PUT", "~/files/uploads/forged", TEXT, "text/plain").is(404);
        world.stranger.send("PUT", address, TEXT, "text/plain").is(200);
        world.stranger.send("PUT", address, TEXT, "text/plain").is(409);
        String other = local(announce(TEXT).string("direct_upload.url"));
        world.stranger.get(other.replace("/uploads", "") + "/x").is(404);
        world.server.clock().advance(Duration.ofDays(3));
        world.stranger.send("PUT", other, TEXT, "text/plain").is(404);
    }

    @Test
    void a_bad_announcement_is_explained() {
        String path = desk.path() + "/direct_uploads";

        world.bruno
                .post(path, Map.of("blob", Map.of("byte_size", 0, "checksum", "x", "content_type", "text")))
                .is(422)
                .blames("filename", "blank")
                .blames("byte_size", "inclusion")
                .blames("checksum", "invalid")
                .blames("content_type", "invalid");
        otto.post(path, Map.of("filename", "a", "byte_size", 1)).is(403);
        world.gina.post(path, Map.of("filename", "a", "byte_size", 1)).is(404);
    }

    @Test
    void an_uploaded_file_has_an_address_and_an_id() {
        Answer answer = world.bruno
                .multipart("/upload", new Api.Part("attachment", "note.txt", "text/plain", TEXT))
                .is(200);

        assertThat(world.stranger.get(local(answer.string("file_url"))).text()).isEqualTo("hello file");
        world.bruno
                .post(desk.path() + "/messages", Map.of("attachments", List.of(answer.string("blob_id"))))
                .is(201)
                .hasSize("attachments", 1);
        world.bruno.post("/upload", Map.of()).is(422).blames("attachment", "blank");
        world.gina
                .multipart("/upload", new Api.Part("attachment", "a", "text/plain", TEXT))
                .is(404);
    }

    @Test
    void the_files_of_a_deleted_message_leave_the_store() {
        Answer sent = send(file("note.txt", "text/plain", TEXT));
        String link = local(sent.string("attachments.0.data_url"));

        world.bruno.delete(desk.path() + "/messages/" + sent.number("id")).is(200);

        eventually(() -> world.stranger.get(link).status() == 404);
    }
}
