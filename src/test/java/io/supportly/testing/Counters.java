package io.supportly.testing;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The kept counters of every account, held against what there is to count.
public final class Counters {
    private Counters() {}

    private static final String CONVERSATIONS = """
            with kept as (
              select account_id, scope, scope_key, status, assignee_id, sum(n) as n
              from (
                select account_id, scope, scope_key, status, assignee_id, total as n from conversation_counters
                where assignee_id <> -1
                union all
                select account_id, scope, scope_key, status, assignee_id, change from conversation_counter_deltas
              ) both_kinds
              group by 1, 2, 3, 4, 5
              having sum(n) <> 0
            ), counted as (
              select c.account_id, s.scope, s.scope_key, c.status, coalesce(c.assignee_id, 0) as assignee_id, count(*) as n
              from conversations c cross join lateral (
                select 'all' as scope, '' as scope_key
                union all select 'inbox', c.inbox_id::text
                union all select 'team', c.team_id::text where c.team_id is not null
                union all select 'team_inbox', c.team_id || ':' || c.inbox_id where c.team_id is not null
                union all select 'label', unnest(c.labels)
              ) s
              group by 1, 2, 3, 4, 5
            )
            select 'kept ' || kept::text from (select * from kept except select * from counted) kept
            union all
            select 'counted ' || counted::text from (select * from counted except select * from kept) counted
            """;

    private static final String TOTALS = """
            select 'total ' || max(total) filter (where assignee_id = -1) || ' of ' || scope || ' ' || scope_key
            from conversation_counters
            group by account_id, scope, scope_key, status
            having sum(total) filter (where assignee_id = -1) is distinct from sum(total) filter (where assignee_id <> -1)
            """;

    private static final String CONTACTS = """
            select 'contacts of ' || coalesce(k.account_id, c.account_id) || ': kept ' || coalesce(k.n, 0)
              || ', counted ' || coalesce(c.n, 0)
            from (select account_id, sum(total)::bigint as n from contact_counters group by 1) k
            full join (select account_id, count(*) as n from contacts where deleted_at is null group by 1) c
              using (account_id)
            where coalesce(k.n, 0) <> coalesce(c.n, 0)
            """;

    /// Empty when all are right.
    public static List<String> differences(JdbcClient sql) {
        return java.util.stream.Stream.of(CONVERSATIONS, TOTALS, CONTACTS)
                .flatMap(question -> sql.sql(question).query(String.class).list().stream())
                .toList();
    }
}
