package io.supportly.widget;

import io.supportly.contacts.Contact;
import io.supportly.contacts.ContactDraft;
import io.supportly.contacts.ContactInboxes;
import io.supportly.contacts.Contacts;
import io.supportly.contacts.MadeUpNames;
import io.supportly.conversations.Customers;
import io.supportly.inboxes.Channel;
import io.supportly.inboxes.Inbox;
import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.Caller;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.web.Given;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Who visits which website. The website's token is public and names the inbox; the visitor's is what protects him.
@Component
final class Visitors {
    private static final Pattern WEBSITE_TOKEN = Pattern.compile("(?:^|&)website_token=([A-Za-z0-9]+)(?:&|$)");

    private final Inboxes inboxes;
    private final Customers customers;
    private final Contacts contacts;
    private final ContactInboxes contactInboxes;
    private final VisitorTokens tokens;
    private final TransactionTemplate transactions;

    Visitors(
            Inboxes inboxes,
            Customers customers,
            Contacts contacts,
            ContactInboxes contactInboxes,
            VisitorTokens tokens,
            TransactionTemplate transactions) {
        this.inboxes = inboxes;
        this.customers = customers;
        this.contacts = contacts;
        this.contactInboxes = contactInboxes;
        this.tokens = tokens;
        this.transactions = transactions;
    }

    /// Of the query alone: to ask the container for a parameter would use up the body of a form.
    Optional<Inbox> website(HttpServletRequest request) {
        String query = request.getQueryString();
        Matcher token = WEBSITE_TOKEN.matcher(query == null ? "" : query);
        return website(token.find() ? token.group(1) : null);
    }

    Optional<Inbox> website(@Nullable String token) {
        return token == null
                ? Optional.empty()
                : inboxes.byIdentifier(token).filter(inbox -> inbox.channel() == Channel.WEB_WIDGET);
    }

    Customers.Customer get(HttpServletRequest request) {
        Inbox website = website(request).orElseThrow(Problem::notFound);
        String token = request.getHeader("X-Auth-Token");
        if (token == null || token.isBlank()) {
            throw Problem.unauthorized("You need to send the visitor's session in the header X-Auth-Token");
        }
        return find(website, token).orElseThrow(Problem::notFound);
    }

    /// Who has that session, if he is still there.
    Optional<Customers.Customer> find(Inbox website, @Nullable String token) {
        Optional<VisitorTokens.Session> session = token == null ? Optional.empty() : tokens.open(token.strip());
        return session.filter(found -> found.inboxId() == website.id())
                .flatMap(found -> customers.find(website, found.sourceId()));
    }

    /// Somebody of whom nothing is known.
    Customers.Customer begin(Inbox website) {
        return beginAs(website, Given.absent());
    }

    /// The contact whom the website calls so, or a new one, in a session of its own.
    Customers.Customer beginAs(Inbox website, Given<String> identifier) {
        Given<String> none = Given.absent();
        var draft = new ContactDraft(
                Given.of(MadeUpNames.next()), none, none, identifier, none, null, null, null, null, null);
        return Objects.requireNonNull(transactions.execute(_ -> {
            Contact known = contacts.known(website.account(), draft).orElse(null);
            if (known != null) {
                return new Customers.Customer(website, contactInboxes.add(known, website, null, false), known);
            }
            Contact made = contacts.add(new Caller.System(website.account()), draft);
            return new Customers.Customer(website, contactInboxes.addFirst(made, website), made);
        }));
    }
}
