package io.supportly.kernel.mail;

import io.supportly.kernel.Smtp;
import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// The SMTP server of the settings.
final class MailServer {
    private static final String MILLIS = "15000";

    private final Session session;
    private final String from;

    MailServer(Smtp smtp) {
        String protocol = smtp.secure() ? "smtps" : "smtp";
        var properties = new Properties();
        properties.setProperty("mail.transport.protocol", protocol);
        properties.setProperty("mail." + protocol + ".host", smtp.host());
        properties.setProperty("mail." + protocol + ".port", Integer.toString(smtp.port()));
        properties.setProperty("mail." + protocol + ".auth", Boolean.toString(smtp.user() != null));
        properties.setProperty("mail." + protocol + ".starttls.enable", "true");
        properties.setProperty("mail." + protocol + ".ssl.checkserveridentity", "true");
        properties.setProperty("mail." + protocol + ".connectiontimeout", MILLIS);
        properties.setProperty("mail." + protocol + ".timeout", MILLIS);
        properties.setProperty("mail." + protocol + ".writetimeout", MILLIS);
        session = Session.getInstance(properties, login(smtp));
        from = smtp.from();
    }

    private static @Nullable Authenticator login(Smtp smtp) {
        if (smtp.user() == null) {
            return null;
        }
        var password = new PasswordAuthentication(smtp.user(), smtp.password() == null ? "" : smtp.password());
        return new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return password;
            }
        };
    }

    void send(Mail mail) throws MessagingException {
        String utf8 = StandardCharsets.UTF_8.name();
        var message = new MimeMessage(session);
        message.setFrom(new InternetAddress(from, true));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.recipient(), true));
        message.setSubject(mail.subject(), utf8);
        message.setText(mail.body(), utf8);
        message.setSentDate(Date.from(mail.createdAt()));
        message.setHeader("Auto-Submitted", "auto-generated");
        Transport.send(message);
    }
}
