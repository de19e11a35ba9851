package io.supportly.kernel.mail;

import io.supportly.kernel.files.FileStore;
import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes a mail into what SMTP carries: text and HTML as alternatives, files beside them. Whatever becomes a header has
/// no line break in it.
final class Packing {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final Session session;
    private final String from;
    private final FileStore files;

    Packing(Session session, String from, FileStore files) {
        this.session = session;
        this.from = from;
        this.files = files;
    }

    Message pack(Mail mail) throws MessagingException {
        Envelope envelope = mail.envelope();
        var message = new Numbered(session, envelope.messageId());
        message.setFrom(sender(envelope));
        message.setRecipients(Message.RecipientType.TO, InternetAddress.parse(mail.recipient(), true));
        message.setRecipients(Message.RecipientType.CC, addresses(envelope.cc()));
        message.setRecipients(Message.RecipientType.BCC, addresses(envelope.bcc()));
        if (envelope.replyTo() != null) {
            message.setReplyTo(addresses(List.of(envelope.replyTo())));
        }
        message.setSubject(Mails.oneLine(mail.subject()), UTF_8);
        message.setSentDate(Date.from(mail.createdAt()));
        thread(message, envelope);
        switch (envelope.origin()) {
            case PERSON -> {}
            case ANSWER -> message.setHeader("Auto-Submitted", "auto-replied");
            case NOTICE -> message.setHeader("Auto-Submitted", "auto-generated");
        }
        MimeMultipart said = alternatives(mail);
        message.setContent(envelope.files().isEmpty() ? said : withFiles(said, envelope.files()));
        return message;
    }

    private InternetAddress sender(Envelope envelope) throws MessagingException {
        var address = new InternetAddress(from, true);
        if (envelope.senderAddress() != null) {
            address.setAddress(new InternetAddress(envelope.senderAddress(), true).getAddress());
        }
        try {
            address.setPersonal(Mails.oneLine(envelope.senderName()), UTF_8);
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
        return address;
    }

    private static InternetAddress[] addresses(List<String> all) throws MessagingException {
        return InternetAddress.parse(String.join(", ", all), true);
    }

    private static void thread(MimeMessage message, Envelope envelope) throws MessagingException {
        if (envelope.inReplyTo() != null) {
            message.setHeader("In-Reply-To", envelope.inReplyTo());
        }
        if (!envelope.references().isEmpty()) {
            message.setHeader("References", String.join("\r\n ", envelope.references()));
        }
    }

    private static MimeMultipart alternatives(Mail mail) throws MessagingException {
        var text = new MimeBodyPart();
        text.setText(mail.body(), UTF_8);
        var html = new MimeBodyPart();
        html.setText(mail.html(), UTF_8, "html");
        return new MimeMultipart("alternative", text, html);
    }

    private MimeMultipart withFiles(MimeMultipart said, List<Envelope.File> some) throws MessagingException {
        var first = new MimeBodyPart();
        first.setContent(said);
        var all = new MimeMultipart("mixed", first);
        for (Envelope.File file : some) {
            var part = new MimeBodyPart();
            part.setDataHandler(new DataHandler(new Stored(files, file)));
            part.setFileName(Mails.oneLine(file.name()));
            part.setDisposition(MimeBodyPart.ATTACHMENT);
            all.addBodyPart(part);
        }
        return all;
    }

    /// A message that keeps the id it was given.
    private static final class Numbered extends MimeMessage {
        private final String id;

        Numbered(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }

    private record Stored(FileStore files, Envelope.File file) implements DataSource {
        @Override
        public InputStream getInputStream() throws IOException {
            return files.find(file.key()).orElseThrow(() -> new FileNotFoundException("A file of it is gone"));
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            throw new IOException("The file is only read");
        }

        @Override
        public String getContentType() {
            return file.contentType();
        }

        @Override
        public @Nullable String getName() {
            return file.name();
        }
    }
}
