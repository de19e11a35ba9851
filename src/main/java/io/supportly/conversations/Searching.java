package io.supportly.conversations;

import io.supportly.contacts.Contact;
import io.supportly.kernel.Caller;
import io.supportly.kernel.sql.Rows;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Finds conversations (by number, or those of found contacts) and messages (by their words, of the last three months)
/// in one statement. Each part is left out of it when it can not find anything.
@Component
final class Searching {
    private static final int MONTHS = 3;

    private final JdbcClient sql;
    private final Visibility visibility;
    private final Clock clock;

    Searching(JdbcClient sql, Visibility visibility, Clock clock) {
        this.sql = sql;
        this.visibility = visibility;
        this.clock = clock;
    }

    /// @param contacts whose conversations are wanted; null: no conversations are
    /// @param skip so many of these conversations
    /// @param text whose words are wanted in messages; null: no messages are
    record Wanted(
            @Nullable List<Long> contacts,
            @Nullable Long number,
            long skip,
            @Nullable String text,
            SearchQuery query) {}

    /// @param message the one that was found, or the last of the found conversation
    record Hit(
            boolean isMessage,
            Conversation conversation,
            Contact contact,
            @Nullable Message message) {}

    List<Hit> find(Caller caller, Wanted wanted) {
        ConversationList.Question question = question(caller, wanted);
        if (question == null) {
            return List.of();
        }
        return sql.sql(question.sql())
                .params(question.binds())
                .query((row, _) -> new Hit(
                        row.getBoolean("is_message"),
                        Conversation.of(row),
                        Contact.of(row, "k"),
                        Message.orNull(row, "m")))
                .list();
    }

    /// Null when nothing could be found.
    ConversationList.@Nullable Question question(Caller caller, Wanted wanted) {
        var binds = new LinkedHashMap<String, Object>();
        String seen = seen(caller, wanted.query(), binds);
        List<String> parts = new ArrayList<>();
        if (wanted.number() != null
                || (wanted.contacts() != null && !wanted.contacts().isEmpty())) {
            parts.add(conversations(wanted, seen, binds));
        }
        if (wanted.text() != null && MessageWords.isSearchable(wanted.text())) {
            parts.add(messages(wanted, seen, binds));
        }
        if (parts.isEmpty()) {
            return null;
        }
        var paging = wanted.query().paging();
        binds.put("account", caller.account().value());
        binds.put("limit", paging.size());
        binds.put("offset", paging.offset());
        binds.put("skip", wanted.skip());
        binds.put("most", paging.size() + paging.offset());
        String statement = "with f as (" + String.join(" union all ", parts) + ") select f.is_message, f.place, "
                + Conversation.COLUMNS + ", " + Contact.columns("k") + ", " + Message.columns("m") + """
                 from f join conversations c on c.account_id = :account and c.id = f.conversation_id
                join contacts k on k.account_id = :account and k.id = c.contact_id
                left join messages m on m.account_id = :account and m.conversation_id = c.id and m.id = f.message_id
                order by f.is_message, f.place desc
                """;
        return new ConversationList.Question(statement, binds);
    }

    private String seen(Caller caller, SearchQuery query, Map<String, Object> binds) {
        Visibility.Sight sight = visibility.sight(caller);
        var clauses = new StringBuilder();
        if (sight != null) {
            clauses.append(" and ").append(sight.clause());
            binds.putAll(sight.binds());
        }
        if (query.inboxId() != null) {
            clauses.append(" and c.inbox_id = :inbox");
            binds.put("inbox", query.inboxId());
        }
        return clauses.toString();
    }

    /// The newest of each contact are enough to tell the newest of all.
    private static String conversations(Wanted wanted, String seen, Map<String, Object> binds) {
        var times = new StringBuilder();
        if (wanted.query().since() != null) {
            times.append(" and c.last_activity_at >= :activeSince");
            binds.put("activeSince", time(wanted.query().since()));
        }
        if (wanted.query().until() != null) {
            times.append(" and c.last_activity_at <= :activeUntil");
            binds.put("activeUntil", time(wanted.query().until()));
        }
        String columns = "select false as is_message, c.id as place, c.id as conversation_id,"
                + " c.last_chat_message_id as message_id from conversations c where c.account_id = :account";
        var parts = new ArrayList<String>();
        if (wanted.number() != null) {
            parts.add(columns + " and c.id = :number" + seen + times);
            binds.put("number", wanted.number());
        }
        if (wanted.contacts() != null && !wanted.contacts().isEmpty()) {
            parts.add("select t.is_message, t.place, t.conversation_id, t.message_id from unnest(:contacts::bigint[])"
                    + " w (contact_id) cross join lateral (" + columns + " and c.contact_id = w.contact_id" + seen
                    + times + " order by c.id desc limit :most) t");
            binds.put("contacts", wanted.contacts().toArray(Long[]::new));
        }
        return "(" + String.join(" union ", parts) + " order by place desc limit :limit offset :skip)";
    }

    /// From the newest month back, so that a common word costs the messages of one month at most.
    private String messages(Wanted wanted, String seen, Map<String, Object> binds) {
        SearchQuery query = wanted.query();
        Instant now = clock.instant();
        Instant oldest = now.atOffset(ZoneOffset.UTC).minusMonths(MONTHS).toInstant();
        Instant since = query.since() == null || query.since().isBefore(oldest) ? oldest : query.since();
        Instant until = query.until() == null || query.until().isAfter(now) ? now : query.until();
        binds.put("periods", periods(since, until));
        binds.put("words", MessageWords.query(String.valueOf(wanted.text())));
        binds.put("since", time(since));
        binds.put("until", time(until));
        var joins = new StringBuilder();
        var clauses = new StringBuilder(seen);
        if (!seen.isEmpty()) {
            joins.append(" join conversations c on c.account_id = s.account_id and c.id = s.conversation_id");
        }
        if (query.from() != null) {
            joins.append(" join messages x on x.account_id = s.account_id and x.conversation_id = s.conversation_id"
                    + " and x.id = s.message_id");
            clauses.append(" and x.sender_type = :senderType and x.sender_id = :senderId");
            binds.put("senderType", query.senderType());
            binds.put("senderId", query.senderId());
        }
        return "(select true as is_message, h.message_id as place, h.conversation_id, h.message_id"
                + " from unnest(:periods::integer[]) w (period) cross join lateral ("
                + "select s.conversation_id, s.message_id from message_search s" + joins
                + " where s.account_id = :account and s.period = w.period and s.words @@ :words::tsquery"
                + " and s.created_at between :since and :until" + clauses
                + " order by s.message_id desc limit :most) h limit :limit offset :offset)";
    }

    private static Integer[] periods(Instant since, Instant until) {
        var periods = new ArrayList<Integer>();
        YearMonth first = YearMonth.from(since.atOffset(ZoneOffset.UTC));
        for (YearMonth month = YearMonth.from(until.atOffset(ZoneOffset.UTC));
                !month.isBefore(first);
                month = month.minusMonths(1)) {
            periods.add(month.getYear() * 100 + month.getMonthValue());
        }
        return periods.toArray(Integer[]::new);
    }

    private static Object time(Instant time) {
        return java.util.Objects.requireNonNull(Rows.time(time));
    }
}
