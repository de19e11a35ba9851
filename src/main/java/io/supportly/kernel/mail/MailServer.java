package io.supportly.kernel.mail;

import io.supportly.kernel.Smtp;
import io.supportly.kernel.files.FileStore;
import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import java.io.FileNotFoundException;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/// The SMTP server of the settings.
final class MailServer {
    private static final String MILLIS = "15000";
    private static final int FIRST_PERMANENT = 500;

    private final Session session;
    private final Packing packing;

    MailServer(Smtp smtp, FileStore files) {
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
        packing = new Packing(session, smtp.from(), files);
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

    /// Why it was not taken.
    ///
    /// @param why in the server's words where it said any
    /// @param isFinal whether trying again would be for nothing
    record Refusal(String why, boolean isFinal) {}

    /// Empty when the server took it.
    Optional<Refusal> send(Mail mail) {
        try {
            Message message = packing.pack(mail);
            Transport.send(message);
            return Optional.empty();
        } catch (MessagingException e) {
            return Optional.of(refusal(e));
        }
    }

    /// What the server answered stands somewhere in a chain of exceptions, behind one for each recipient.
    private static Refusal refusal(MessagingException thrown) {
        String why = String.valueOf(thrown.getMessage());
        boolean isFinal = thrown instanceof AddressException;
        for (Exception each = thrown; each != null; each = next(each)) {
            int code = code(each);
            if (code >= FIRST_PERMANENT && !isFinal) {
                return new Refusal(String.valueOf(each.getMessage()).strip(), true);
            }
            if (code > 0 || each instanceof FileNotFoundException) {
                why = String.valueOf(each.getMessage());
                isFinal = isFinal || each instanceof FileNotFoundException;
            }
        }
        return new Refusal(why.strip(), isFinal);
    }

    private static @Nullable Exception next(Exception thrown) {
        return thrown instanceof MessagingException chained ? chained.getNextException() : null;
    }

    private static int code(Exception thrown) {
        return switch (thrown) {
            case SMTPAddressFailedException refused -> refused.getReturnCode();
            case SMTPSenderFailedException refused -> refused.getReturnCode();
            case SMTPSendFailedException refused -> refused.getReturnCode();
            default -> 0;
        };
    }
}
