package io.supportly.conversations;

import io.supportly.kernel.Caller;
import io.supportly.kernel.sql.Rows;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the list is asked for, as SQL over `c`, the conversations. Only constants become text, what was asked becomes
/// a bind; so the same question is the same prepared statement.
final class ConversationFilters {
    private final StringBuilder clauses = new StringBuilder("c.account_id = :account");
    private final Map<String, Object> binds = new LinkedHashMap<>();
    private final ConversationQuery query;
    private final long user;
    private long most;

    private ConversationFilters(Caller caller, ConversationQuery query) {
        this.query = query;
        this.user = caller instanceof Caller.Member member ? member.userId() : -1;
        binds.put("account", caller.account().value());
    }

    /// All but those that the walk itself follows: status, labels, and what the caller may see.
    static ConversationFilters of(Caller caller, ConversationQuery query, Instant now) {
        var filters = new ConversationFilters(caller, query);
        if (query.inboxId() != null) {
            filters.and("c.inbox_id = :inbox", "inbox", query.inboxId());
        }
        if (query.teamId() != null) {
            filters.and("c.team_id = :team", "team", query.teamId());
        }
        filters.ofType();
        if (query.q() != null) {
            filters.and("c.id in (" + MessageWords.CONVERSATIONS + ")", "words", MessageWords.query(query.q()));
        }
        if (query.updatedWithin() != null) {
            filters.and(
                    "c.last_activity_at >= :since",
                    "since",
                    java.util.Objects.requireNonNull(Rows.time(now.minusSeconds(query.updatedWithin()))));
        }
        return filters;
    }

    private void ofType() {
        switch (query.conversationType() == null ? "" : query.conversationType()) {
            case "unattended" -> clauses.append(" and (c.first_reply_at is null or c.waiting_since is not null)");
            case "participating" -> and("""
                     c.id in (select p.conversation_id from participants p
                      where p.account_id = :account and p.user_id = :participant)
                    """, "participant", user);
            case "mention" -> and("""
                     c.id in (select n.conversation_id from mentions n
                      where n.account_id = :account and n.user_id = :mentioned)
                    """, "mentioned", user);
            default -> {}
        }
    }

    /// With the contact's name at an inbox; `inboxes` are those that the caller sees.
    ConversationFilters at(String source, Long[] inboxes) {
        binds.put("sourceInboxes", inboxes);
        and("""
                 (c.contact_id, c.contact_inbox_id) in (select ci.contact_id, ci.id from contact_inboxes ci
                  where ci.account_id = :account and ci.inbox_id = any(:sourceInboxes) and ci.source_id = :source)
                """, "source", source);
        return this;
    }

    ConversationFilters withStatus() {
        Status only = query.only();
        if (only != null) {
            and("c.status = :status", "status", only.ordinal());
        }
        return this;
    }

    ConversationFilters withLabels() {
        if (!query.titles().isEmpty()) {
            and("c.labels && :labels::text[]", "labels", query.titles().toArray(String[]::new));
        }
        return this;
    }

    ConversationFilters withAssignee() {
        switch (query.assignee()) {
            case "me" -> and("c.assignee_id = :user", "user", user);
            case "unassigned" -> clauses.append(" and c.assignee_id is null");
            case "assigned" -> clauses.append(" and c.assignee_id is not null");
            default -> {}
        }
        return this;
    }

    /// No place to add where an inbox or a team that is asked for is all his.
    ConversationFilters seenBy(Visibility.@Nullable Sight sight) {
        if (sight == null) {
            return this;
        }
        boolean whole = query.inboxId() != null
                || (query.teamId() != null && sight.teams().contains(query.teamId()));
        if (!whole) {
            clauses.append(" and ").append(sight.clause());
            binds.putAll(sight.binds());
        } else if (sight.isNarrow()) {
            narrowedTo(sight);
        }
        return this;
    }

    /// For a walk that follows his inboxes and teams itself.
    void narrowedTo(Visibility.Sight sight) {
        clauses.append(sight.narrowing());
        binds.putAll(sight.binds());
    }

    void and(String clause, String bind, Object value) {
        clauses.append(" and ").append(clause);
        binds.put(bind, value);
    }

    void page(long limit, long offset) {
        binds.put("offset", offset);
        most = limit + offset;
    }

    /// How far each of several walks has to go for the page.
    long most() {
        return most;
    }

    void bind(String name, Object value) {
        binds.put(name, value);
    }

    String clauses() {
        return clauses.toString();
    }

    Map<String, Object> binds() {
        return binds;
    }

    long user() {
        return user;
    }
}
