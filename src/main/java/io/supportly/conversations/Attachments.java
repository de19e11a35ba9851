package io.supportly.conversations;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.Settings;
import io.supportly.kernel.files.FileStore;
import io.supportly.kernel.files.FileType;
import io.supportly.kernel.files.SignedLinks;
import io.supportly.kernel.files.Sniffing;
import io.supportly.kernel.files.Thumbnails;
import io.supportly.kernel.problems.Kind;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.sql.Rows;
import io.supportly.kernel.web.Upload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The files of messages: streamed into the store before the message is written, then listed with it. Their links
/// are signed and expire.
@Component
final class Attachments {
    static final int MOST = 15;
    static final long LARGEST = 40L * 1024 * 1024;
    private static final Duration LINK_LIFE = Duration.ofDays(1);
    private static final Duration IN_MAILS = Duration.ofDays(90);
    private static final Duration LASTING = Duration.ofDays(3650);

    private final JdbcClient sql;
    private final FileStore files;
    private final Uploads uploads;
    private final Thumbnails thumbnails;
    private final SignedLinks links;
    private final Clock clock;
    private final String baseUrl;

    Attachments(
            JdbcClient sql,
            FileStore files,
            Uploads uploads,
            Thumbnails thumbnails,
            SignedLinks links,
            Clock clock,
            Settings settings) {
        this.sql = sql;
        this.files = files;
        this.uploads = uploads;
        this.thumbnails = thumbnails;
        this.links = links;
        this.clock = clock;
        this.baseUrl = settings.baseUrl();
    }

    /// A file in the store that no message has yet.
    ///
    /// @param blob what it was uploaded as, if it came before the message
    record Stored(
            FileType fileType,
            String fileKey,
            String fileName,
            String contentType,
            long size,
            @Nullable Integer width,
            @Nullable Integer height,
            @Nullable String thumbKey,
            Uploads.@Nullable Blob blob) {}

    List<Stored> store(AccountId account, List<Upload> sent) {
        if (sent.size() > MOST) {
            throw Problem.invalid("attachments", "are too many (maximum is " + MOST + ")", "too_long");
        }
        var stored = new ArrayList<Stored>();
        try {
            sent.forEach(upload -> stored.add(upload.signedId() == null ? take(upload) : uploaded(account, upload)));
        } catch (RuntimeException e) {
            discard(stored);
            throw e;
        }
        return stored;
    }

    /// For a message that was not written. What was uploaded before it may still be used.
    void discard(List<Stored> stored) {
        for (Stored file : stored) {
            if (file.blob() == null) {
                files.delete(file.fileKey());
            }
            if (file.thumbKey() != null) {
                files.delete(file.thumbKey());
            }
        }
    }

    private Stored uploaded(AccountId account, Upload upload) {
        Uploads.Blob blob = uploads.find(String.valueOf(upload.signedId()))
                .filter(found -> found.account().equals(account))
                .orElseThrow(() -> Problem.invalid("attachments", "is no uploaded file, or one that was used already"));
        String key = blob.fileKey();
        if (key == null) {
            throw Problem.invalid("attachments", "has not been uploaded yet");
        }
        return stored(blob.fileName(), blob.size(), key, () -> files.open(key), blob);
    }

    /// A copy in the store, for a message of its own.
    Stored copied(Uploads.Blob blob) {
        try (InputStream in = files.open(String.valueOf(blob.fileKey()))) {
            String key = put(in);
            return stored(blob.fileName(), blob.size(), key, () -> files.open(key), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FileType typeOf(Uploads.Blob blob) {
        return FileType.of(blob.contentType());
    }

    Stored take(Upload upload) {
        return stored(upload.fileName(), upload.size(), put(upload), upload::open, null);
    }

    private interface Bytes {
        InputStream open() throws IOException;
    }

    private Stored stored(String name, long size, String key, Bytes bytes, Uploads.@Nullable Blob blob) {
        try {
            String mediaType;
            try (InputStream in = bytes.open()) {
                mediaType = Sniffing.mediaType(in, name);
            }
            FileType type = FileType.of(mediaType);
            Thumbnails.Thumbnail thumbnail = type == FileType.IMAGE ? thumbnail(bytes) : null;
            return new Stored(
                    type,
                    key,
                    name,
                    mediaType,
                    size,
                    thumbnail == null ? null : dimension(bytes, true),
                    thumbnail == null ? null : dimension(bytes, false),
                    thumbnail == null ? null : putBytes(thumbnail.bytes()),
                    blob);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String put(Upload upload) {
        try (InputStream in = upload.open()) {
            return put(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String put(InputStream in) {
        return switch (files.put(in, LARGEST)) {
            case FileStore.Intake.Stored stored -> stored.key();
            case FileStore.Intake.TooLarge(long most) ->
                throw Problem.of(Kind.TOO_LARGE, "A file is larger than " + most + " bytes");
        };
    }

    private String putBytes(byte[] bytes) {
        return switch (files.put(new ByteArrayInputStream(bytes), LARGEST)) {
            case FileStore.Intake.Stored stored -> stored.key();
            case FileStore.Intake.TooLarge(long most) ->
                throw new IllegalStateException("A thumbnail is larger than " + most + " bytes");
        };
    }

    private Thumbnails.@Nullable Thumbnail thumbnail(Bytes bytes) throws IOException {
        try (InputStream in = bytes.open()) {
            return thumbnails.thumbnail(in).orElse(null);
        }
    }

    private @Nullable Integer dimension(Bytes bytes, boolean width) throws IOException {
        try (InputStream in = bytes.open()) {
            return thumbnails
                    .dimensions(in)
                    .map(dimensions -> width ? dimensions.width() : dimensions.height())
                    .orElse(null);
        }
    }

    void add(Message message, List<Stored> stored) {
        for (Stored file : stored) {
            if (file.blob() != null) {
                uploads.use(file.blob());
            }
            sql.sql("""
                            insert into attachments (account_id, conversation_id, message_id, file_type, file_key,
                              file_name, content_type, file_size, width, height, thumb_key, created_at)
                            values (:account, :conversation, :message, :type, :key, :name, :contentType, :size,
                              :width, :height, :thumb, :now)
                            """)
                    .param("account", message.account().value())
                    .param("conversation", message.conversation())
                    .param("message", message.id())
                    .param("type", file.fileType().word())
                    .param("key", file.fileKey())
                    .param("name", file.fileName())
                    .param("contentType", file.contentType())
                    .param("size", file.size())
                    .param("width", file.width())
                    .param("height", file.height())
                    .param("thumb", file.thumbKey())
                    .param("now", Rows.time(message.createdAt()))
                    .update();
        }
    }

    /// By message; asks the database only when one of the messages has any. All are of one account.
    Map<Long, List<Attachment>> of(List<Message> messages) {
        List<Message> having = messages.stream()
                .filter(message -> message.attachmentCount() > 0)
                .toList();
        var found = new HashMap<Long, List<Attachment>>();
        if (having.isEmpty()) {
            return found;
        }
        sql.sql("""
                        select id, message_id, account_id, file_type, file_key, file_name, content_type, file_size,
                          width, height, thumb_key
                        from attachments
                        where account_id = :account
                          and (conversation_id, message_id) in (
                            select conversation, message
                            from unnest(:conversations::bigint[], :messages::bigint[]) as t (conversation, message))
                        order by id
                        """)
                .param("account", having.getFirst().account().value())
                .param(
                        "conversations",
                        having.stream().map(Message::conversation).toArray(Long[]::new))
                .param("messages", having.stream().map(Message::id).toArray(Long[]::new))
                .query((row, _) -> attachment(row))
                .list()
                .forEach(file -> found.computeIfAbsent(file.messageId(), _ -> new ArrayList<>())
                        .add(file));
        return found;
    }

    static Attachment attachment(ResultSet row) throws SQLException {
        return new Attachment(
                row.getLong("id"),
                row.getLong("message_id"),
                row.getLong("account_id"),
                FileType.valueOf(row.getString("file_type").toUpperCase(Locale.ROOT)),
                row.getString("file_key"),
                row.getString("file_name"),
                row.getString("content_type"),
                row.getLong("file_size"),
                Rows.intOrNull(row, "width"),
                Rows.intOrNull(row, "height"),
                row.getString("thumb_key"));
    }

    List<Attachment.View> views(List<Attachment> attachments) {
        return attachments.stream().map(this::view).toList();
    }

    Attachment.View view(Attachment file) {
        return new Attachment.View(
                file.id(),
                file.messageId(),
                file.fileType(),
                file.accountId(),
                file.extension(),
                link(file.fileKey(), file.contentType(), file.fileName()),
                file.thumbKey() == null ? "" : link(file.thumbKey(), "image/png", "thumb-" + file.fileName()),
                file.size(),
                file.contentType(),
                file.width(),
                file.height());
    }

    /// For a mail that is too small for the file.
    String linkForMail(Attachment file) {
        return link(
                file.fileKey(),
                file.contentType(),
                file.fileName(),
                clock.instant().plus(IN_MAILS));
    }

    private String link(String key, String contentType, String name) {
        // The end of the link's day, so that a link stays the same for a while and can be cached.
        return link(
                key,
                contentType,
                name,
                clock.instant().truncatedTo(ChronoUnit.HOURS).plus(LINK_LIFE));
    }

    private String link(String key, String contentType, String name, Instant until) {
        String fileName = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        return baseUrl + "/files/" + links.sign(key + "\n" + contentType, until) + "/" + fileName;
    }

    /// The address of a file that is no message's, for texts that show it.
    String lastingLink(Stored file) {
        return link(
                file.fileKey(),
                file.contentType(),
                file.fileName(),
                clock.instant().plus(LASTING));
    }

    String lastingLink(Uploads.Blob blob) {
        return link(
                String.valueOf(blob.fileKey()),
                blob.contentType(),
                blob.fileName(),
                clock.instant().plus(LASTING));
    }

    /// Takes the files of a message away; the store follows.
    void remove(Message message) {
        sql.sql("""
                        delete from attachments
                        where account_id = :account and conversation_id = :conversation and message_id = :message
                        """)
                .param("account", message.account().value())
                .param("conversation", message.conversation())
                .param("message", message.id())
                .update();
    }
}
