package io.supportly.contacts;

import io.supportly.kernel.AccountId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Who of the account has the names that some rows tell of, by one statement for all of them.
final class Matching {
    private final Map<String, Long> identifiers = new HashMap<>();
    private final Map<String, Long> emails = new HashMap<>();
    private final Map<String, Long> phones = new HashMap<>();

    Matching(JdbcClient sql, AccountId account, List<ContactDraft> drafts) {
        sql.sql("""
                        select id, identifier, email, phone_number from contacts
                        where account_id = :account and deleted_at is null and (
                          identifier = any(:identifiers::text[]) or email = any(:emails::text[])
                          or phone_number = any(:phones::text[]))
                        """)
                .param("account", account.value())
                .param("identifiers", all(drafts, draft -> draft.identifier().value()))
                .param("emails", all(drafts, draft -> draft.email().value()))
                .param("phones", all(drafts, draft -> draft.phoneNumber().value()))
                .query((row, _) -> {
                    long id = row.getLong("id");
                    know(identifiers, row.getString("identifier"), id);
                    know(emails, row.getString("email"), id);
                    know(phones, row.getString("phone_number"), id);
                    return id;
                })
                .list();
    }

    private static String[] all(List<ContactDraft> drafts, Function<ContactDraft, @Nullable String> name) {
        return drafts.stream().map(name).filter(Objects::nonNull).toArray(String[]::new);
    }

    private static void know(Map<String, Long> names, @Nullable String name, long contact) {
        if (name != null) {
            names.put(name, contact);
        }
    }

    /// All of whom the draft names one, the one of the identifier before the one of the e-mail before the one of the
    /// phone number.
    Set<Long> of(ContactDraft draft) {
        var named = new LinkedHashSet<Long>();
        add(named, identifiers.get(draft.identifier().value()));
        add(named, emails.get(draft.email().value()));
        add(named, phones.get(draft.phoneNumber().value()));
        return named;
    }

    private static void add(Set<Long> named, @Nullable Long contact) {
        if (contact != null) {
            named.add(contact);
        }
    }

    /// The draft was written to the contact; the next rows may name him too.
    void wrote(long contact, ContactDraft draft) {
        know(identifiers, draft.identifier().value(), contact);
        know(emails, draft.email().value(), contact);
        know(phones, draft.phoneNumber().value(), contact);
    }
}
