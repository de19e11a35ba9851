package io.supportly.contacts;

import io.supportly.kernel.events.Event;
import io.supportly.kernel.events.EventConsumer;
import io.supportly.kernel.sql.Rows;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Links contacts by their e-mail to the company of that domain, which is made when there is none, and keeps when a
/// company's contacts wrote last. Behind the log: whoever adds a contact does not wait for the company's row.
@Component
final class CompanyLinking implements EventConsumer {
    private final Contacts contacts;
    private final JdbcClient sql;
    private final Clock clock;

    CompanyLinking(Contacts contacts, JdbcClient sql, Clock clock) {
        this.contacts = contacts;
        this.sql = sql;
        this.clock = clock;
    }

    /// A contact who is to be linked.
    private record Belonging(long account, String domain, long contact) {}

    @Override
    public String name() {
        return "companies";
    }

    @Override
    public Duration gathering() {
        return UNHURRIED;
    }

    @Override
    public void read(List<Event> events) {
        List<Event> mailed =
                events.stream().filter(CompanyLinking::mayHaveEmail).toList();
        Map<Long, Contact> people = contacts.of(mailed);
        // By account, domain and contact, so that rows are always locked in one order.
        var belonging = new TreeMap<String, Belonging>();
        for (Contact contact : people.values()) {
            Optional<String> domain =
                    contact.companyId() == null ? BusinessDomain.of(contact.email()) : Optional.empty();
            domain.ifPresent(name -> belonging.put(
                    contact.account() + " " + name + " " + contact.id(),
                    new Belonging(contact.account().value(), name, contact.id())));
        }
        if (!belonging.isEmpty()) {
            link(List.copyOf(belonging.values()));
        }
        List<Event> heard =
                events.stream().filter(CompanyLinking::isFromContact).toList();
        if (!heard.isEmpty()) {
            touch(heard);
        }
    }

    private static boolean mayHaveEmail(Event event) {
        return event.contactId() != null
                && (event.type().equals("contact_created")
                        || (event.type().equals("contact_updated") && changes(event, "email")));
    }

    private static boolean changes(Event event, String attribute) {
        return event.data().get("changed_attributes") instanceof List<?> changed
                && changed.stream().anyMatch(each -> each instanceof Map<?, ?> map && map.containsKey(attribute));
    }

    private static boolean isFromContact(Event event) {
        return event.type().equals("message_created")
                && event.contactId() != null
                && "incoming".equals(event.data().get("message_type"));
    }

    private void link(List<Belonging> all) {
        var names = new ArrayList<String>();
        all.forEach(each -> names.add(BusinessDomain.nameOf(each.domain())));
        Long[] accounts = all.stream().map(Belonging::account).toArray(Long[]::new);
        String[] domains = all.stream().map(Belonging::domain).toArray(String[]::new);
        sql.sql("""
                        insert into companies (account_id, name, domain, created_at, updated_at)
                        select distinct account, name, domain, :now::timestamptz, :now::timestamptz
                        from unnest(:accounts::bigint[], :names::text[], :domains::text[]) as t (account, name, domain)
                        order by account, domain
                        on conflict (account_id, domain) where domain is not null do nothing
                        """)
                .param("now", Rows.time(clock.instant()))
                .param("accounts", accounts)
                .param("names", names.toArray(String[]::new))
                .param("domains", domains)
                .update();
        sql.sql("""
                        update contacts k
                        set company_id = t.company
                        from (
                          select e.account, e.contact, c.id as company
                          from unnest(:accounts::bigint[], :domains::text[], :contacts::bigint[])
                            as e (account, domain, contact)
                          join companies c on c.account_id = e.account and c.domain = e.domain
                          for key share of c
                        ) t
                        where k.account_id = t.account and k.id = t.contact and k.company_id is null
                          and k.deleted_at is null
                        """)
                .param("accounts", accounts)
                .param("domains", domains)
                .param("contacts", all.stream().map(Belonging::contact).toArray(Long[]::new))
                .update();
    }

    private void touch(List<Event> heard) {
        sql.sql("""
                        update companies c
                        set last_activity_at = greatest(c.last_activity_at, t.at)
                        from (
                          select k.account_id, k.company_id, max(e.at) as at
                          from unnest(:accounts::bigint[], :contacts::bigint[], :times::timestamptz[])
                            as e (account, contact, at)
                          join contacts k on k.account_id = e.account and k.id = e.contact
                          where k.company_id is not null
                          group by 1, 2
                        ) t
                        where c.account_id = t.account_id and c.id = t.company_id
                        """)
                .param(
                        "accounts",
                        heard.stream().map(event -> event.account().value()).toArray(Long[]::new))
                .param("contacts", heard.stream().map(Event::contactId).toArray(Long[]::new))
                .param(
                        "times",
                        heard.stream()
                                .map(event -> event.createdAt().toString())
                                .toArray(String[]::new))
                .update();
    }
}
