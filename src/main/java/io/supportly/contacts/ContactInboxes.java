package io.supportly.contacts;

import io.supportly.accounts.Secrets;
import io.supportly.inboxes.Channel;
import io.supportly.inboxes.Inbox;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.sql.Rows;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Every contact inbox in the database.
@Component
public final class ContactInboxes {
    private final JdbcClient sql;
    private final Clock clock;

    ContactInboxes(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    public Optional<ContactInbox> bySource(AccountId account, long inbox, String sourceId) {
        return sql.sql("select " + ContactInbox.columns("ci") + """
                         from contact_inboxes ci
                        where ci.account_id = :account and ci.inbox_id = :inbox and ci.source_id = :source
                        """)
                .param("account", account.value())
                .param("inbox", inbox)
                .param("source", sourceId)
                .query((row, _) -> ContactInbox.of(row, "ci"))
                .optional();
    }

    List<ContactInbox> of(AccountId account, List<Long> contacts) {
        return sql.sql("select " + ContactInbox.columns("ci") + """
                         from contact_inboxes ci
                        where ci.account_id = :account and ci.contact_id = any(:contacts::bigint[])
                        order by ci.id
                        """)
                .param("account", account.value())
                .param("contacts", contacts.toArray(Long[]::new))
                .query((row, _) -> ContactInbox.of(row, "ci"))
                .list();
    }

    /// Without a source id the channel decides which one: an API or website inbox gets a new one each time.
    public ContactInbox add(Contact contact, Inbox inbox, @Nullable String sourceId, boolean hmacVerified) {
        return add(contact, inbox, sourceId, hmacVerified, null);
    }

    /// With the contact, who has just been made for it.
    public ContactInbox addFirst(Contact contact, Inbox inbox) {
        return add(contact, inbox, null, false, contact.id());
    }

    private ContactInbox add(
            Contact contact, Inbox inbox, @Nullable String sourceId, boolean hmacVerified, @Nullable Long madeContact) {
        var now = Rows.time(clock.instant());
        return sql.sql("""
                        insert into contact_inboxes as ci (account_id, contact_id, inbox_id, source_id, hmac_verified,
                          pubsub_token, made_contact_id, created_at, updated_at)
                        values (:account, :contact, :inbox, :source, :verified, :token, :made, :now, :now)
                        on conflict (account_id, inbox_id, source_id) do nothing
                        returning\s""" + ContactInbox.columns("ci"))
                .param("account", contact.account().value())
                .param("contact", contact.id())
                .param("inbox", inbox.id())
                .param("source", sourceId == null ? sourceOf(contact, inbox.channel()) : sourceId)
                .param("verified", hmacVerified)
                .param("token", Secrets.random())
                .param("made", madeContact)
                .param("now", now)
                .query((row, _) -> ContactInbox.of(row, "ci"))
                .optional()
                .orElseThrow(() -> Problem.taken("source_id"));
    }

    /// The contact's own under that source id, or a new one.
    public ContactInbox findOrAdd(Contact contact, Inbox inbox, @Nullable String sourceId) {
        String source = sourceId == null && !isFresh(inbox.channel()) ? sourceOf(contact, inbox.channel()) : sourceId;
        Optional<ContactInbox> there =
                source == null ? Optional.empty() : bySource(contact.account(), inbox.id(), source);
        return there.filter(found -> found.contactId() == contact.id())
                .orElseGet(() -> add(contact, inbox, source, false));
    }

    /// Where he was last known at the inbox, or a new one.
    public ContactInbox lastOrNew(Contact contact, Inbox inbox) {
        return sql.sql("select " + ContactInbox.columns("ci") + """
                         from contact_inboxes ci
                        where ci.account_id = :account and ci.contact_id = :contact and ci.inbox_id = :inbox
                        order by ci.id desc
                        limit 1
                        """)
                .param("account", contact.account().value())
                .param("contact", contact.id())
                .param("inbox", inbox.id())
                .query((row, _) -> ContactInbox.of(row, "ci"))
                .optional()
                .orElseGet(() -> findOrAdd(contact, inbox, null));
    }

    /// The name by which the inbox reaches him: the one that he has there, or one that the channel makes of his
    /// address;
    /// empty where he has to write first.
    static Optional<String> sourceAt(Contact contact, Inbox inbox, @Nullable ContactInbox known) {
        if (known != null) {
            return Optional.of(known.sourceId());
        }
        return switch (inbox.channel()) {
            case API -> Optional.of(UUID.randomUUID().toString());
            case EMAIL -> Optional.ofNullable(contact.email());
            case SMS, TWILIO_SMS -> Optional.ofNullable(contact.phoneNumber());
            case WHATSAPP -> Optional.ofNullable(contact.phoneNumber()).map(number -> number.substring(1));
            case WEB_WIDGET, LINE, TELEGRAM, FACEBOOK_PAGE, INSTAGRAM, TIKTOK -> Optional.empty();
        };
    }

    private static boolean isFresh(Channel channel) {
        return channel == Channel.API || channel == Channel.WEB_WIDGET;
    }

    private static String sourceOf(Contact contact, Channel channel) {
        return switch (channel) {
            case API, WEB_WIDGET -> UUID.randomUUID().toString();
            case EMAIL -> required("email", contact.email());
            case SMS, TWILIO_SMS -> required("phone_number", contact.phoneNumber());
            case WHATSAPP -> required("phone_number", contact.phoneNumber()).substring(1);
            case LINE, TELEGRAM, FACEBOOK_PAGE, INSTAGRAM, TIKTOK ->
                throw Problem.invalid("source_id", "can't be blank: the customer has to write first", "blank");
        };
    }

    private static String required(String field, @Nullable String value) {
        if (value == null) {
            throw Problem.invalid(field, "of the contact can't be blank for this inbox", "blank");
        }
        return value;
    }

    /// Until the transaction ends, for what a customer may begin once only.
    public void lock(ContactInbox contactInbox) {
        sql.sql("select id from contact_inboxes where account_id = :account and id = :id for no key update")
                .param("account", contactInbox.account().value())
                .param("id", contactInbox.id())
                .query((row, _) -> row.getLong(1))
                .list();
    }

    public void verify(ContactInbox contactInbox) {
        sql.sql("""
                        update contact_inboxes set hmac_verified = true, updated_at = :now
                        where account_id = :account and id = :id
                        """)
                .param("now", Rows.time(clock.instant()))
                .param("account", contactInbox.account().value())
                .param("id", contactInbox.id())
                .update();
    }
}
