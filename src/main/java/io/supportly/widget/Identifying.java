package io.supportly.widget;

import io.supportly.contacts.Contact;
import io.supportly.contacts.ContactDraft;
import io.supportly.contacts.ContactInboxes;
import io.supportly.contacts.Contacts;
import io.supportly.conversations.ContactMerging;
import io.supportly.conversations.Customers;
import io.supportly.kernel.Caller;
import io.supportly.kernel.json.Attributes;
import io.supportly.kernel.web.Given;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Makes of a visitor the contact that he says he is. The website's own name for him (`identifier`) decides before his
/// e-mail address and phone number, which anybody can type: they make one contact of two only for somebody who has
/// proven nothing, at an inbox that asks for no proof. He then fills in what is not known of the other, and no more.
/// What can not be his is kept as said, for agents to see.
@Component
final class Identifying {
    private static final Given<String> UNSAID = Given.absent();

    private final Visitors visitors;
    private final Customers customers;
    private final Contacts contacts;
    private final ContactInboxes contactInboxes;
    private final ContactMerging merging;
    private final JsonMapper json;
    private final TransactionTemplate transactions;

    Identifying(
            Visitors visitors,
            Customers customers,
            Contacts contacts,
            ContactInboxes contactInboxes,
            ContactMerging merging,
            JsonMapper json,
            TransactionTemplate transactions) {
        this.visitors = visitors;
        this.customers = customers;
        this.contacts = contacts;
        this.contactInboxes = contactInboxes;
        this.merging = merging;
        this.json = json;
        this.transactions = transactions;
    }

    /// The visitor afterwards; in another session, if he was somebody else until now.
    ///
    /// @param isProven whether the identifier is
    Customers.Customer identify(Customers.Customer visitor, ContactDraft draft, boolean isProven) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            Customers.Customer who =
                    isSomebodyElse(visitor, draft) ? visitors.beginAs(visitor.inbox(), draft.identifier()) : visitor;
            if (isProven && !who.at().hmacVerified()) {
                contactInboxes.verify(who.at());
            }
            ContactDraft joined = join(again(who), draft);
            Customers.Customer he = again(who);
            ContactDraft news = allowed(he, joined);
            if (!isKnown(he.contact(), news)) {
                contacts.update(he.caller(), he.contact().id(), news);
            }
            return again(he);
        }));
    }

    private Customers.Customer again(Customers.Customer visitor) {
        return customers.get(visitor.inbox(), visitor.at().sourceId());
    }

    /// Who only typed an address is not the contact whom he was joined with: a name of his own, proven or not, must not
    /// become that contact's.
    private static boolean isSomebodyElse(Customers.Customer visitor, ContactDraft draft) {
        String known = visitor.contact().identifier();
        return draft.identifier().here()
                && (known == null
                        ? !visitor.isHimself()
                        : !known.equals(draft.identifier().value()));
    }

    private Optional<Contact> by(
            Customers.Customer visitor, Given<String> email, Given<String> phone, Given<String> identifier) {
        var draft = new ContactDraft(UNSAID, email, phone, identifier, UNSAID, null, null, null, null, null);
        return contacts.known(visitor.inbox().account(), draft);
    }

    /// What is left to write once he is one with those who have these names.
    private ContactDraft join(Customers.Customer visitor, ContactDraft draft) {
        by(visitor, UNSAID, UNSAID, draft.identifier()).ifPresent(holder -> merge(visitor, holder));
        var unproven = new LinkedHashMap<String, Object>();
        Given<String> email = joinBy(visitor, draft, by(visitor, draft.email(), UNSAID, UNSAID), draft.email());
        if (draft.email().here() && !email.here()) {
            unproven.put("unverified_email", draft.email().value());
        }
        Given<String> phone =
                joinBy(visitor, draft, by(visitor, UNSAID, draft.phoneNumber(), UNSAID), draft.phoneNumber());
        if (draft.phoneNumber().here() && !phone.here()) {
            unproven.put("unverified_phone_number", draft.phoneNumber().value());
        }
        return draft.with(draft.name(), email, phone, draft.identifier()).adding(unproven);
    }

    private Given<String> joinBy(
            Customers.Customer visitor, ContactDraft draft, Optional<Contact> holder, Given<String> said) {
        Contact now = again(visitor).contact();
        if (holder.isEmpty() || holder.get().id() == now.id()) {
            return said;
        }
        boolean asksNoProof = !visitor.at().hmacVerified() && !visitor.inbox().hmacMandatory();
        String identifier = draft.identifier().or(now.identifier());
        String other = holder.get().identifier();
        if (asksNoProof && (identifier == null || other == null || identifier.equals(other))) {
            merge(visitor, holder.get());
            return said;
        }
        return UNSAID;
    }

    private void merge(Customers.Customer visitor, Contact base) {
        long mergee = again(visitor).contact().id();
        if (mergee != base.id()) {
            merging.merge(new Caller.System(base.account()), base.id(), mergee);
        }
    }

    /// A website that identifies its people speaks for them; who only typed an address does not.
    private static ContactDraft allowed(Customers.Customer visitor, ContactDraft draft) {
        if (visitor.isHimself() || draft.identifier().here()) {
            return draft;
        }
        Contact contact = visitor.contact();
        return draft.with(
                unless(contact.name(), draft.name()),
                unless(contact.email(), draft.email()),
                unless(contact.phoneNumber(), draft.phoneNumber()),
                draft.identifier());
    }

    /// A website says on each page again who its visitor is: that is no news to anybody.
    private boolean isKnown(Contact contact, ContactDraft draft) {
        return isKnown(contact.name(), draft.name())
                && isKnown(contact.email(), draft.email())
                && isKnown(contact.phoneNumber(), draft.phoneNumber())
                && isKnown(contact.identifier(), draft.identifier())
                && isKnown(contact.avatarUrl(), draft.avatarUrl())
                && isKnown(contact.additionalAttributes(), draft.additionalAttributes())
                && isKnown(contact.customAttributes(), draft.customAttributes());
    }

    private static boolean isKnown(@Nullable String known, Given<String> said) {
        return !said.here() || Objects.equals(known, said.value());
    }

    private boolean isKnown(Attributes known, @Nullable Map<String, Object> said) {
        JsonNode all = json.readTree(known.json());
        return said == null
                || said.entrySet().stream()
                        .allMatch(each -> json.valueToTree(each.getValue()).equals(all.get(each.getKey())));
    }

    private static Given<String> unless(@Nullable String known, Given<String> said) {
        return known == null || known.isEmpty() ? said : UNSAID;
    }
}
