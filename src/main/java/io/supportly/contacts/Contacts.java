package io.supportly.contacts;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.events.Event;
import io.supportly.kernel.events.EventLog;
import io.supportly.kernel.json.Times;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.sql.Rows;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Every contact in the database; lists and search are in [ContactLists].
@Component
public final class Contacts {
    private static final String FIND = "select " + Contact.columns("k")
            + " from contacts k where k.account_id = :account and k.id = :id and k.deleted_at is null";

    private final JdbcClient sql;
    private final JsonMapper json;
    private final TransactionTemplate transactions;
    private final EventLog events;
    private final Clock clock;

    Contacts(JdbcClient sql, JsonMapper json, TransactionTemplate transactions, EventLog events, Clock clock) {
        this.sql = sql;
        this.json = json;
        this.transactions = transactions;
        this.events = events;
        this.clock = clock;
    }

    public Contact get(Caller caller, long id) {
        return find(caller.account(), id).orElseThrow(Problem::notFound);
    }

    public Optional<Contact> find(AccountId account, long id) {
        return find(account, id, false);
    }

    /// The row, locked until the transaction ends.
    Contact lock(Caller caller, long id) {
        return find(caller.account(), id, true).orElseThrow(Problem::notFound);
    }

    private Optional<Contact> find(AccountId account, long id, boolean locked) {
        return sql.sql(locked ? FIND + " for update" : FIND)
                .param("account", account.value())
                .param("id", id)
                .query((row, _) -> Contact.of(row, "k"))
                .optional();
    }

    /// The one whom any of these names, the identifier before the e-mail before the phone number.
    public Optional<Contact> known(AccountId account, ContactDraft draft) {
        return by(account, "identifier", draft.identifier().value())
                .or(() -> by(account, "email", draft.email().value()))
                .or(() -> by(account, "phone_number", draft.phoneNumber().value()));
    }

    private Optional<Contact> by(AccountId account, String column, @Nullable String value) {
        if (value == null) {
            return Optional.empty();
        }
        return sql.sql("select " + Contact.columns("k") + " from contacts k where k.account_id = :account and k."
                        + column + " = :value and k.deleted_at is null")
                .param("account", account.value())
                .param("value", value)
                .query((row, _) -> Contact.of(row, "k"))
                .optional();
    }

    public Contact add(Caller caller, ContactDraft draft) {
        Instant now = clock.instant();
        return Objects.requireNonNull(transactions.execute(_ -> {
            Contact contact = sql.sql("""
                            insert into contacts as k (account_id, name, email, phone_number, identifier, blocked,
                              avatar_url, additional_attributes, custom_attributes, created_at, updated_at)
                            values (:account, :name, :email, :phone, :identifier, :blocked, :avatar, :additional::jsonb,
                              :custom::jsonb, :now, :now)
                            returning\s""" + Contact.columns("k"))
                    .param("account", caller.account().value())
                    .param(
                            "name",
                            draft.name().value() == null ? "" : draft.name().value())
                    .param("email", draft.email().value())
                    .param("phone", draft.phoneNumber().value())
                    .param("identifier", draft.identifier().value())
                    .param("blocked", Boolean.TRUE.equals(draft.blocked()))
                    .param(
                            "avatar",
                            draft.avatarUrl().value() == null
                                    ? ""
                                    : draft.avatarUrl().value())
                    .param("additional", text(draft.additionalAttributes()))
                    .param("custom", text(draft.customAttributes()))
                    .param("now", Rows.time(now))
                    .query((row, _) -> Contact.of(row, "k"))
                    .single();
            events.append(Event.of(caller, "contact_created", now).contact(contact.id()));
            return contact;
        }));
    }

    public Contact update(Caller caller, long id, ContactDraft draft) {
        Instant now = clock.instant();
        return Objects.requireNonNull(transactions.execute(_ -> {
            Contact before = find(caller.account(), id, true).orElseThrow(Problem::notFound);
            String name = draft.name().or(before.name());
            String avatar = draft.avatarUrl().or(before.avatarUrl());
            Contact after = sql.sql("""
                            update contacts k
                            set name = :name, email = :email, phone_number = :phone, identifier = :identifier,
                              blocked = :blocked, avatar_url = :avatar,
                              additional_attributes = k.additional_attributes || :additional::jsonb,
                              custom_attributes = k.custom_attributes || :custom::jsonb, updated_at = :now
                            where k.account_id = :account and k.id = :id
                            returning\s""" + Contact.columns("k"))
                    .param("name", name == null ? "" : name)
                    .param("email", draft.email().or(before.email()))
                    .param("phone", draft.phoneNumber().or(before.phoneNumber()))
                    .param("identifier", draft.identifier().or(before.identifier()))
                    .param("blocked", draft.blocked() == null ? before.blocked() : draft.blocked())
                    .param("avatar", avatar == null ? "" : avatar)
                    .param("additional", text(draft.additionalAttributes()))
                    .param("custom", text(draft.customAttributes()))
                    .param("now", Rows.time(now))
                    .param("account", caller.account().value())
                    .param("id", id)
                    .query((row, _) -> Contact.of(row, "k"))
                    .single();
            events.append(Event.of(caller, "contact_updated", now)
                    .contact(id)
                    .with("changed_attributes", changed(before, after)));
            return after;
        }));
    }

    private String text(@Nullable Map<String, Object> map) {
        return map == null ? "{}" : json.writeValueAsString(map);
    }

    /// Those that the events name, of whichever account, by the event's id; who is gone is missing.
    public Map<Long, Contact> of(List<Event> named) {
        if (named.isEmpty()) {
            return Map.of();
        }
        var found = new HashMap<Long, Contact>();
        sql.sql("select named.event, " + Contact.columns("k") + """
                         from unnest(:events::bigint[], :accounts::bigint[], :contacts::bigint[])
                          as named (event, account, contact)
                        join contacts k
                          on k.account_id = named.account and k.id = named.contact and k.deleted_at is null
                        """)
                .param("events", named.stream().map(Event::id).toArray(Long[]::new))
                .param(
                        "accounts",
                        named.stream().map(event -> event.account().value()).toArray(Long[]::new))
                .param("contacts", named.stream().map(Event::contactId).toArray(Long[]::new))
                .query((row, _) -> found.put(row.getLong("event"), Contact.of(row, "k")))
                .list();
        return found;
    }

    /// Sets whether the contact is blocked, which mutes all of his conversations.
    public void block(Caller caller, long id, boolean blocked) {
        transactions.executeWithoutResult(_ -> {
            if (lock(caller, id).blocked() != blocked) {
                change(caller, id, "blocked = :blocked", Map.of("blocked", blocked));
            }
        });
    }

    /// Takes away what is under these keys.
    public Contact removeAttributes(Caller caller, long id, List<String> keys) {
        String[] all = keys.toArray(String[]::new);
        return change(caller, id, "custom_attributes = custom_attributes - :keys::text[]", Map.of("keys", all));
    }

    /// Sets what is not the contact's own to send, and says what changed by it.
    Contact change(Caller caller, long id, String assignments, Map<String, ?> binds) {
        Instant now = clock.instant();
        return Objects.requireNonNull(transactions.execute(_ -> {
            Contact before = lock(caller, id);
            Contact after = sql.sql("update contacts k set " + assignments + """
                            , updated_at = :now
                            where k.account_id = :account and k.id = :id
                            returning\s""" + Contact.columns("k"))
                    .params(binds)
                    .param("now", Rows.time(now))
                    .param("account", caller.account().value())
                    .param("id", id)
                    .query((row, _) -> Contact.of(row, "k"))
                    .single();
            events.append(Event.of(caller, "contact_updated", now)
                    .contact(id)
                    .with("changed_attributes", changed(before, after)));
            return after;
        }));
    }

    public void touch(AccountId account, long id, Instant at) {
        sql.sql("update contacts set last_activity_at = :at where account_id = :account and id = :id")
                .param("at", Rows.time(at))
                .param("account", account.value())
                .param("id", id)
                .update();
    }

    /// Gone for every reader at once, his names free again; what hangs on him follows by the event log.
    public void remove(Caller caller, long id) {
        Instant now = clock.instant();
        transactions.executeWithoutResult(_ -> {
            int removed = sql.sql("""
                            update contacts
                            set deleted_at = :now, name = '', email = null, phone_number = null, identifier = null,
                              avatar_url = '', additional_attributes = '{}', custom_attributes = '{}', labels = '{}',
                              company_id = null
                            where account_id = :account and id = :id and deleted_at is null
                            """)
                    .param("now", Rows.time(now))
                    .param("account", caller.account().value())
                    .param("id", id)
                    .update();
            if (removed == 0) {
                throw Problem.notFound();
            }
            events.append(Event.of(caller, "contact_removed", now).contact(id));
        });
    }

    /// The last of a removed contact, once no conversation needs him.
    public void purge(AccountId account, long id) {
        sql.sql("delete from contacts where account_id = :account and id = :id and deleted_at is not null")
                .param("account", account.value())
                .param("id", id)
                .update();
    }

    static List<Map<String, Object>> changed(Contact before, Contact after) {
        var changed = new ArrayList<Map<String, Object>>();
        note(changed, "name", before.name(), after.name());
        note(changed, "email", before.email(), after.email());
        note(changed, "phone_number", before.phoneNumber(), after.phoneNumber());
        note(changed, "identifier", before.identifier(), after.identifier());
        note(changed, "blocked", before.blocked(), after.blocked());
        note(changed, "company_id", before.companyId(), after.companyId());
        note(changed, "label_list", before.labels(), after.labels());
        note(changed, "custom_attributes", before.customAttributes(), after.customAttributes());
        note(changed, "additional_attributes", before.additionalAttributes(), after.additionalAttributes());
        note(changed, "updated_at", Times.iso(before.updatedAt()), Times.iso(after.updatedAt()));
        return changed;
    }

    private static void note(
            List<Map<String, Object>> changed, String name, @Nullable Object previous, @Nullable Object current) {
        if (Objects.equals(previous, current)) {
            return;
        }
        var values = new LinkedHashMap<String, @Nullable Object>();
        values.put("previous_value", previous);
        values.put("current_value", current);
        changed.add(Map.of(name, values));
    }
}
