package io.supportly.contacts;

import static java.util.Map.entry;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.sql.Rows;
import io.supportly.kernel.web.Paging;
import io.supportly.labels.Filter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Pages of contacts: in an order, and by search.
@Component
public final class ContactLists {
    private static final int SHORTEST_SUBSTRING = 3;

    private static final Filter.Columns COLUMNS = new Filter.Columns(
            Map.ofEntries(
                    entry("name", "k.name"),
                    entry("phone_number", "k.phone_number"),
                    entry("email", "k.email"),
                    entry("identifier", "k.identifier"),
                    entry("country_code", "k.additional_attributes ->> 'country_code'"),
                    entry("city", "k.additional_attributes ->> 'city'"),
                    entry("company_name", "k.additional_attributes ->> 'company_name'"),
                    entry("labels", "k.labels"),
                    entry("created_at", "k.created_at"),
                    entry("last_activity_at", "k.last_activity_at"),
                    entry("blocked", "k.blocked::text")),
            "k.custom_attributes");

    private final JdbcClient sql;

    ContactLists(JdbcClient sql) {
        this.sql = sql;
    }

    /// The orders that the API offers, each the order of an index, forwards or backwards: texts by their bytes, as the
    /// indexes of the search have them. Who lacks what is ordered by comes last, by another walk.
    enum Order {
        ID("k.id", false),
        NAME("lower(k.name)", "k.name is not null", true),
        EMAIL("k.email", true),
        PHONE_NUMBER("k.phone_number", true),
        LAST_ACTIVITY_AT("k.last_activity_at", false),
        CREATED_AT("k.created_at", false),
        COMPANY_NAME("company_name"),
        CITY("city"),
        COUNTRY("country");

        private final String key;
        private final String present;
        private final boolean isText;

        Order(String key, String present, boolean isText) {
            this.key = key;
            this.present = present;
            this.isText = isText;
        }

        Order(String column, boolean isText) {
            this(column, column + " is not null", isText);
        }

        Order(String attribute) {
            this(
                    "lower(k.additional_attributes ->> '" + attribute + "')",
                    "k.additional_attributes ->> '" + attribute + "' is not null",
                    true);
        }

        /// An unknown word is ignored, as clients expect.
        static Order of(String word) {
            for (Order order : values()) {
                if (order.name().equalsIgnoreCase(word)) {
                    return order;
                }
            }
            return ID;
        }

        /// The walks of the order, one after the other.
        List<String> walks(boolean down) {
            String direction = down ? " desc" : "";
            if (this == ID) {
                return List.of(" order by k.id" + direction);
            }
            String by = key + (isText ? (down ? " using ~>~" : " using ~<~") : direction);
            String first = " and " + present + " order by " + by + ", k.id" + direction;
            boolean always = this == NAME || this == CREATED_AT;
            return always ? List.of(first) : List.of(first, " and not (" + present + ") order by k.id" + direction);
        }
    }

    List<Contact> page(AccountId account, Order order, boolean down, List<String> labels, Paging paging) {
        return labels.isEmpty()
                ? page(account, order, down, "", Map.of(), paging)
                : page(
                        account,
                        order,
                        down,
                        " and k.labels <> '{}' and k.labels && :labels::text[]",
                        Map.of("labels", labels.toArray(String[]::new)),
                        paging);
    }

    List<Contact> page(AccountId account, Order order, boolean down, Filter filter, Paging paging) {
        Filter.Clause clause = filter.over(COLUMNS);
        return page(account, order, down, " and " + clause.sql(), clause.binds(), paging);
    }

    private List<Contact> page(
            AccountId account, Order order, boolean down, String clause, Map<String, Object> binds, Paging paging) {
        String mine = MINE + " and k.deleted_at is null" + clause;
        List<String> orders = order.walks(down);
        String walks = orders.size() == 1
                ? mine + orders.getFirst()
                : orders.stream()
                        .map(walk -> "(" + mine + walk + " limit " + paging.reach() + ")")
                        .collect(Collectors.joining(" union all "));
        return sql.sql(walks + " limit " + paging.size() + " offset :offset")
                .params(binds)
                .param("account", account.value())
                .param("offset", paging.offset())
                .query((row, _) -> Contact.of(row, "k"))
                .list();
    }

    /// Those who have written since then, the last one first.
    List<Contact> active(AccountId account, Instant since, Paging paging) {
        return sql.sql(MINE + ACTIVE + """
                         order by k.last_activity_at desc, k.id desc
                        limit :size offset :offset
                        """)
                .param("account", account.value())
                .param("since", Rows.time(since))
                .param("size", paging.size())
                .param("offset", paging.offset())
                .query((row, _) -> Contact.of(row, "k"))
                .list();
    }

    long countActive(AccountId account, Instant since) {
        return sql.sql("select count(*) from contacts k where k.account_id = :account" + ACTIVE)
                .param("account", account.value())
                .param("since", Rows.time(since))
                .query((row, _) -> row.getLong(1))
                .single();
    }

    /// From the counter rows; only a filter by label is counted, through its index.
    long count(AccountId account, List<String> labels) {
        if (!labels.isEmpty()) {
            return sql.sql("""
                            select count(*) from contacts
                            where account_id = :account and deleted_at is null and labels <> '{}' and labels && :labels::text[]
                            """)
                    .param("account", account.value())
                    .param("labels", labels.toArray(String[]::new))
                    .query((row, _) -> row.getLong(1))
                    .single();
        }
        return sql.sql("select coalesce(sum(total), 0) from contact_counters where account_id = :account")
                .param("account", account.value())
                .query((row, _) -> row.getLong(1))
                .single();
    }

    /// No counter knows: they are counted.
    long count(AccountId account, Filter filter) {
        Filter.Clause clause = filter.over(COLUMNS);
        return sql.sql("select count(*) from contacts k where k.account_id = :account and k.deleted_at is null and "
                        + clause.sql())
                .params(clause.binds())
                .param("account", account.value())
                .query((row, _) -> row.getLong(1))
                .single();
    }

    /// Those whose name, e-mail, phone number or identifier begins with the text, then those who have it anywhere. The
    /// parts are tried in turn and only until the page is full, each by its index: ranges rather than `like`,
    /// which a statement that is planned once could not use an index for.
    public List<Contact> search(AccountId account, String text, int limit, long offset) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        boolean anywhere = wanted.codePointCount(0, wanted.length()) >= SHORTEST_SUBSTRING;
        return sql.sql(anywhere ? SEARCH + SUBSTRING + PAGE : SEARCH + PAGE)
                .param("account", account.value())
                .param("low", wanted)
                .param("high", wanted + Character.toString(Character.MAX_CODE_POINT))
                .param("exact", text.strip())
                .param("exactHigh", text.strip() + Character.toString(Character.MAX_CODE_POINT))
                .param("pattern", "%" + wanted.replaceAll("([\\\\%_])", "\\\\$1") + "%")
                .param("limit", limit)
                .param("offset", offset)
                .query((row, _) -> Contact.of(row, "k"))
                .list();
    }

    private static final String MINE =
            "select " + Contact.columns("k") + " from contacts k where k.account_id = :account";
    private static final String NAMED = "lower(k.name) ~>=~ :low and lower(k.name) ~<~ :high";
    private static final String MAILED = "k.email ~>=~ :low and k.email ~<~ :high";
    private static final String PHONED = "k.phone_number ~>=~ :low and k.phone_number ~<~ :high";
    private static final String IDENTIFIED = "k.identifier ~>=~ :exact and k.identifier ~<~ :exactHigh";

    private static final String ACTIVE = " and k.last_activity_at > :since and k.deleted_at is null";

    private static String not(String condition) {
        return " and not coalesce(" + condition + ", false)";
    }

    private static final String SEARCH = "(" + MINE + " and " + NAMED + ") union all (" + MINE + " and " + MAILED
            + not(NAMED) + ") union all (" + MINE + " and " + PHONED + not(NAMED) + not(MAILED) + ") union all ("
            + MINE + " and " + IDENTIFIED + not(NAMED) + not(MAILED) + not(PHONED) + ")";
    private static final String SUBSTRING = " union all (" + MINE + " and k.search like :pattern" + not(NAMED)
            + not(MAILED) + not(PHONED) + not(IDENTIFIED) + " and k.deleted_at is null)";
    private static final String PAGE = " limit :limit offset :offset";
}
