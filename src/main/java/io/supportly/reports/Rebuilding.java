package io.supportly.reports;

import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Counts all of an account again, in one transaction, while [Measuring] waits. For conversations that never were in
/// the log (a bulk load) it first derives what can be read from their messages: first responses, replies, and when the
/// resolved ones were touched last.
@Component
public final class Rebuilding {
    private static final int BATCH = 500;

    private static final String DERIVE = """
            with chosen as materialized (
              select c.account_id, c.id, c.inbox_id, c.assignee_id, c.status, c.last_activity_at,
                case when c.campaign_id is null then c.created_at
                  else coalesce((select min(m.created_at) from messages m
                    where m.account_id = c.account_id and m.conversation_id = c.id and m.type = 0),
                    c.created_at) end as created_at
              from conversations c
              where c.account_id = :account and c.id > :after and c.id <= :upTo
                and c.id <> all(:unread::bigint[])
                and not exists (select from report_conversations r
                  where r.account_id = c.account_id and r.conversation_id = c.id)
                and not exists (select from reporting_events e
                  where e.account_id = c.account_id and e.conversation_id = c.id)
            ),
            turns as (
              select m.conversation_id, m.created_at, m.type, m.sender_id,
                m.type = 1 and not m.private and m.sender_type = 'User' and m.campaign_id is null as human,
                count(*) filter (where m.type = 1 and not m.private and m.sender_type is not null
                  and m.campaign_id is null) over (
                  partition by m.conversation_id order by m.id rows between unbounded preceding and 1 preceding) as turn
              from chosen s
              join messages m on m.account_id = s.account_id and m.conversation_id = s.id
            ),
            answered as (
              select conversation_id, turn, min(created_at) filter (where type = 0) as waiting,
                max(created_at) filter (where human) as ended, max(sender_id) filter (where human) as sender,
                turn = min(turn) over (partition by conversation_id) as first
              from turns
              group by conversation_id, turn
              having bool_or(human)
            )
            select s.id, s.inbox_id, case when a.first then 0 else 1 end as name,
              case when a.first then s.created_at else a.waiting end as started_at, a.ended as ended_at,
              case when a.first then a.sender else s.assignee_id end as user_id
            from chosen s
            join answered a on a.conversation_id = s.id
            where a.first or a.waiting is not null
            union all
            select id, inbox_id, 2, created_at, last_activity_at, assignee_id from chosen where status = 1
            """;

    private final Counting counting;
    private final ReportingEvents measured;
    private final Inboxes inboxes;
    private final JdbcClient sql;
    private final TransactionTemplate transactions;

    Rebuilding(
            Counting counting,
            ReportingEvents measured,
            Inboxes inboxes,
            JdbcClient sql,
            TransactionTemplate transactions) {
        this.counting = counting;
        this.measured = measured;
        this.inboxes = inboxes;
        this.sql = sql;
        this.transactions = transactions;
    }

    /// What was counted.
    public record Rebuilt(long accountId, long conversations, long reportingEvents) {}

    public Rebuilt rebuild(AccountId account) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            check(account);
            // Whoever asked for it waits: for the reader, for old rows to go, and for the count.
            sql.sql("set local statement_timeout = 0").update();
            holdReader();
            long last = number(account, "select coalesce(max(id), 0) from conversations where account_id = :account");
            List<Long> unread = unread(account);
            for (long after = 0; after < last; after += BATCH) {
                measured.keep(derive(account, after, unread));
            }
            clear(account);
            // Planned with what was derived just now in mind, and for so many: else the table counts as empty, and is
            // read from end to end for each conversation.
            sql.sql("analyze reporting_events").update();
            sql.sql("set local plan_cache_mode = force_custom_plan").update();
            counting.countAll(account, last);
            return new Rebuilt(
                    account.value(),
                    number(account, "select count(*) from report_conversations where account_id = :account"),
                    number(account, "select count(*) from reporting_events where account_id = :account"));
        }));
    }

    private void check(AccountId account) {
        if (number(account, "select count(*) from accounts where id = :account") == 0) {
            throw Problem.invalid("account", "does not exist");
        }
    }

    /// The same lock that the readers of the log take.
    private void holdReader() {
        sql.sql("select pg_advisory_xact_lock(hashtextextended('events:' || :name, 0))::text")
                .param("name", Measuring.NAME)
                .query((row, _) -> true)
                .single();
    }

    /// Conversations with events that are yet to be measured.
    private List<Long> unread(AccountId account) {
        return sql.sql("""
                        select distinct conversation_id from events
                        where account_id = :account and conversation_id is not null and id > coalesce(
                          (select position from event_consumers where name = :name),
                          (select max(id) from events e where e.account_id = :account))
                        """)
                .param("account", account.value())
                .param("name", Measuring.NAME)
                .query((row, _) -> row.getLong(1))
                .list();
    }

    private List<ReportingEvent> derive(AccountId account, long after, List<Long> unread) {
        return sql.sql(DERIVE)
                .param("account", account.value())
                .param("after", after)
                .param("upTo", after + BATCH)
                .param("unread", unread.toArray(Long[]::new))
                .query((row, _) -> derived(account, row))
                .list();
    }

    private ReportingEvent derived(AccountId account, ResultSet row) throws SQLException {
        long inbox = row.getLong("inbox_id");
        @Nullable Long user = Rows.longOrNull(row, "user_id");
        Instant start = Rows.instant(row, "started_at");
        Instant end = Rows.instant(row, "ended_at");
        Duration took = start.isBefore(end) ? Duration.between(start, end) : Duration.ZERO;
        Duration inBusiness = inboxes.find(account, inbox)
                .map(of -> BusinessTime.between(of, start, end))
                .orElse(Duration.ZERO);
        return new ReportingEvent(
                account,
                null,
                Measure.of(row.getInt("name")),
                took,
                inBusiness,
                inbox,
                user,
                row.getLong("id"),
                start,
                end);
    }

    /// With what was measured of conversations that are gone.
    private void clear(AccountId account) {
        run(account, """
                delete from reporting_events e
                where e.account_id = :account
                  and not exists (select from conversations c where c.account_id = :account and c.id = e.conversation_id)
                """);
        run(account, "delete from report_rollups where account_id = :account");
        run(account, "delete from report_spreads where account_id = :account");
        run(account, "delete from report_conversations where account_id = :account");
    }

    private void run(AccountId account, String statement) {
        sql.sql(statement).param("account", account.value()).update();
    }

    private long number(AccountId account, String statement) {
        return sql.sql(statement)
                .param("account", account.value())
                .query((row, _) -> row.getLong(1))
                .single();
    }
}
