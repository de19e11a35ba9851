package io.supportly.channels.email;

import io.supportly.conversations.Dispatch;
import io.supportly.inboxes.Inbox;
import io.supportly.kernel.Settings;
import io.supportly.kernel.mail.Envelope;
import io.supportly.kernel.mail.Letter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What a message says as a mail, and under which name.
///
/// @param blank a letter in the account's language
/// @param mailSubject what the conversation is about; empty when nobody said
record Reply(Dispatch dispatch, Inbox inbox, Letter blank, String mailSubject) {
    private static final Pattern ANSWERED = Pattern.compile("(?i)(re|aw|rv|sv|res|antw)\\s*:.*");
    private static final long MOST_ATTACHED = 10L * 1024 * 1024;

    /// Whether no person wrote it.
    boolean isAutomatic() {
        return !"User".equals(dispatch.message().senderType());
    }

    Envelope envelope(Recipients recipients, Threading threading, Settings settings) {
        String address = String.valueOf(inbox.channelSettings().get("email"));
        String domain = settings.inboundDomain();
        return new Envelope(
                Threading.headerId(dispatch, settings.mailDomain()),
                from(),
                address,
                domain == null ? address : "reply+" + dispatch.conversation() + "@" + domain,
                recipients.cc(),
                recipients.bcc(),
                threading.inReplyTo(),
                threading.references(),
                origin(),
                attached());
    }

    private Envelope.Origin origin() {
        if (!isAutomatic()) {
            return Envelope.Origin.PERSON;
        }
        boolean answers = dispatch.before().stream().anyMatch(Dispatch.Said::isIncoming);
        return answers ? Envelope.Origin.ANSWER : Envelope.Origin.NOTICE;
    }

    /// With the agent's name, unless the inbox keeps to that of the business.
    private String from() {
        String business =
                inbox.options().get("business_name") instanceof String name && !name.isBlank() ? name : inbox.name();
        String sender = dispatch.sender();
        return !isAutomatic()
                        && sender != null
                        && !"professional".equals(inbox.options().get("sender_name_type"))
                ? blank.words().say("reply.from", sender, business)
                : business;
    }

    private String subject() {
        if (mailSubject.isEmpty()) {
            return blank.words().say("reply.subject", dispatch.message().conversation());
        }
        boolean opens = dispatch.before().isEmpty();
        return opens || ANSWERED.matcher(mailSubject).matches() ? mailSubject : "Re: " + mailSubject;
    }

    Letter letter() {
        Letter letter = blank.titled(subject()).personal(from());
        String content = dispatch.message().content();
        if (content != null && !content.isBlank()) {
            // Editors write a line break as a backslash at the line's end.
            letter = letter.text(content.replace("\\\n", "\n"));
        }
        Set<Dispatch.File> fitting = Set.copyOf(fitting());
        for (Dispatch.File file : dispatch.files()) {
            letter = fitting.contains(file)
                    ? letter
                    : letter.linked(letter.words().say("reply.file", file.name()), file.url());
        }
        return letter;
    }

    private List<Envelope.File> attached() {
        return fitting().stream()
                .map(file -> new Envelope.File(file.key(), file.name(), file.contentType()))
                .toList();
    }

    /// As many as a mail can carry; the others are linked.
    private List<Dispatch.File> fitting() {
        var fitting = new ArrayList<Dispatch.File>();
        long size = 0;
        for (Dispatch.File file : dispatch.files()) {
            if (size + file.size() <= MOST_ATTACHED) {
                fitting.add(file);
                size += file.size();
            }
        }
        return fitting;
    }
}
