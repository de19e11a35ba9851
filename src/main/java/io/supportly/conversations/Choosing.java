package io.supportly.conversations;

import io.supportly.inboxes.Inbox;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Chooses who gets a conversation: whoever has the fewest open ones in the account, of those whoever was given one of
/// this inbox longest ago. How many he has is read from the counters, never counted.
@Component
final class Choosing {
    private static final String CHOOSE = """
            with loads as (
              select assignee_id, sum(n) filter (where scope = 'all') as everywhere,
                sum(n) filter (where scope = 'inbox') as here
              from (
                select scope, assignee_id, total as n from conversation_counters
                where account_id = :account and scope in ('all', 'inbox') and scope_key in ('', :key) and status = 0
                  and assignee_id = any(:there::bigint[])
                union all
                select scope, assignee_id, change from conversation_counter_deltas
                where account_id = :account and scope in ('all', 'inbox') and scope_key in ('', :key) and status = 0
                  and assignee_id = any(:there::bigint[])
              ) both_kinds
              group by assignee_id
            )
            update inbox_members m
            set turn = nextval('assignment_turns')
            where m.account_id = :account and m.inbox_id = :inbox and m.user_id = (
              select c.user_id from inbox_members c
              left join loads l on l.assignee_id = c.user_id
              where c.account_id = :account and c.inbox_id = :inbox and c.user_id = any(:there::bigint[])
                and (:most::bigint is null or coalesce(l.here, 0) < :most::bigint)
              order by coalesce(l.everywhere, 0), c.turn, c.user_id
              limit 1)
            returning m.user_id
            """;

    private final JdbcClient sql;

    Choosing(JdbcClient sql) {
        this.sql = sql;
    }

    /// Two who choose for an inbox at once do so one after the other: the second waits until the first has committed,
    /// and sees whom he chose. Nobody may choose for two conversations in one transaction, or two such could wait
    /// for each other.
    ///
    /// @param there those who could take one; empty when each has as many as he may have
    Optional<Long> choose(Inbox inbox, List<Long> there) {
        sql.sql("select pg_advisory_xact_lock(hashtextextended('assignment:' || :account || ':' || :inbox, 0))")
                .param("account", inbox.account().toString())
                .param("inbox", Long.toString(inbox.id()))
                .query((_, _) -> true)
                .list();
        return sql.sql(CHOOSE)
                .param("account", inbox.account().value())
                .param("inbox", inbox.id())
                .param("key", Long.toString(inbox.id()))
                .param("there", there.toArray(Long[]::new))
                .param("most", inbox.autoAssignment().most())
                .query((row, _) -> row.getLong(1))
                .optional();
    }
}
