package io.supportly.conversations;

import io.supportly.contacts.Contact;
import io.supportly.contacts.Contacts;
import io.supportly.inboxes.Channel;
import io.supportly.inboxes.Inbox;
import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.Caller;
import io.supportly.kernel.sql.Rows;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What an inbox says by itself to who has just written: that nobody is there, a greeting, or the question for an
/// e-mail address. An inbox that says nothing costs nothing;
/// who answers a campaign needs no welcome.
@Component
final class Welcoming {
    private static final Duration LATELY = Duration.ofMinutes(5);
    private static final String ASK_EMAIL = "Please leave your e-mail address, so that we can answer you there";

    private final Inboxes inboxes;
    private final Contacts contacts;
    private final Placeholders placeholders;
    private final Posting posting;
    private final JdbcClient sql;

    Welcoming(Inboxes inboxes, Contacts contacts, Placeholders placeholders, Posting posting, JdbcClient sql) {
        this.inboxes = inboxes;
        this.contacts = contacts;
        this.placeholders = placeholders;
        this.posting = posting;
        this.sql = sql;
    }

    /// @param conversation as it was before the message
    void answer(Conversation conversation, Message incoming) {
        Inbox inbox =
                inboxes.find(conversation.account(), conversation.inboxId()).orElse(null);
        if (inbox == null || conversation.campaignId() != null) {
            return;
        }
        Instant now = incoming.createdAt();
        String away = text(inbox, "out_of_office_message");
        if (away != null && !inbox.isOpenAt(now) && isQuiet(conversation, inbox, now)) {
            say(conversation, ContentType.TEXT, away);
        }
        String greeting = text(inbox, "greeting_message");
        boolean isFirst = conversation.tail().lastChatMessageId() == null;
        if (greeting != null && isFirst && is(inbox, "greeting_enabled") && nobodyHasSpoken(conversation)) {
            say(conversation, ContentType.TEXT, greeting);
        }
        if (inbox.channel() == Channel.WEB_WIDGET && is(inbox, "enable_email_collect") && lacksEmail(conversation)) {
            say(conversation, ContentType.INPUT_EMAIL, ASK_EMAIL);
        }
    }

    private static @Nullable String text(Inbox inbox, String option) {
        return inbox.options().get(option) instanceof String text && !text.isBlank() ? text : null;
    }

    private static boolean is(Inbox inbox, String option) {
        return Boolean.TRUE.equals(inbox.options().get(option));
    }

    /// Nothing said by itself today, and no agent answered just now.
    private boolean isQuiet(Conversation conversation, Inbox inbox, Instant now) {
        Instant today = now.atZone(inbox.zone())
                .toLocalDate()
                .atStartOfDay(inbox.zone())
                .toInstant();
        return none(conversation, """
                (type = 3 and created_at >= :today)
                or (type = 1 and not private and sender_type = 'User' and created_at > :lately)
                """, Map.of("today", time(today), "lately", time(now.minus(LATELY))));
    }

    private boolean nobodyHasSpoken(Conversation conversation) {
        return none(conversation, "type in (1, 3)", Map.of());
    }

    private boolean lacksEmail(Conversation conversation) {
        boolean lacks = contacts.find(conversation.account(), conversation.contactId())
                .map(Contact::email)
                .isEmpty();
        return lacks && none(conversation, "content_type = 3", Map.of());
    }

    private static Object time(Instant time) {
        return Objects.requireNonNull(Rows.time(time));
    }

    private boolean none(Conversation conversation, String such, Map<String, Object> binds) {
        return sql.sql("""
                        select not exists (
                          select from messages where account_id = :account and conversation_id = :conversation and (
                        """ + such + "))")
                .param("account", conversation.account().value())
                .param("conversation", conversation.number())
                .params(binds)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    private void say(Conversation conversation, ContentType kind, String text) {
        var system = new Caller.System(conversation.account());
        posting.post(
                system,
                conversation.number(),
                Posting.Post.template(kind, placeholders.fill(system, conversation, text)));
    }
}
