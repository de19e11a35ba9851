package io.supportly.channels.email;

import io.supportly.conversations.Dispatch;
import io.supportly.inboxes.Inbox;
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

    /// The inbox's own.
    String address() {
        return String.valueOf(inbox.channelSettings().get("email"));
    }

    /// With the agent's name, unless the inbox keeps to that of the business.
    String from() {
        String business =
                inbox.options().get("business_name") instanceof String name && !name.isBlank() ? name : inbox.name();
        boolean isPerson = "User".equals(dispatch.message().senderType());
        String sender = dispatch.sender();
        return isPerson
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

    List<Envelope.File> attached() {
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
