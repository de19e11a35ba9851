package io.supportly.reports;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Every reporting event in the database. One of an event of the log is there once, however often it is added.
@Component
final class ReportingEvents {
    private static final String STORE = """
            with stored as (
              insert into reporting_events (account_id, event_id, name, millis, business_millis, inbox_id, user_id,
                conversation_id, started_at, ended_at)
              select account_id, event_id, name, millis, business_millis, inbox_id, user_id, conversation_id,
                started_at, ended_at
              from unnest(:accounts::bigint[], :events::bigint[], :names::smallint[], :millis::bigint[],
                :business::bigint[], :inboxes::bigint[], :users::bigint[], :conversations::bigint[],
                :starts::timestamptz[], :ends::timestamptz[])
                g (account_id, event_id, name, millis, business_millis, inbox_id, user_id, conversation_id,
                  started_at, ended_at)
              on conflict (account_id, event_id, name) do nothing
              returning account_id, name, millis, business_millis, inbox_id, user_id, conversation_id, ended_at
            )
            """;

    private static final String COUNT = """
            ,
            placed as (
              select s.account_id, s.name, s.millis, s.business_millis, s.ended_at, k.scope, k.scope_key
              from stored s
              join report_conversations r on r.account_id = s.account_id and r.conversation_id = s.conversation_id
              cross join lateral (
                select 0 as scope, '' as scope_key
                union all
                select 1, s.user_id::text where s.user_id is not null
                union all
                select 2, s.inbox_id::text
                union all
                select 3, r.team_id::text where r.team_id is not null
                union
                select 4, unnest(r.labels)
              ) k
            ),
            pieces (account_id, scope, scope_key, at, kind, sign, millis, business) as materialized (
              select account_id, scope, scope_key, ended_at, name, 1, millis, business_millis from placed
            ),
            """ + Tally.CTES + " select count(*) from stored";

    private final JdbcClient sql;

    ReportingEvents(JdbcClient sql) {
        this.sql = sql;
    }

    /// Of conversations that are counted, and counts them there.
    void add(List<ReportingEvent> events) {
        if (!events.isEmpty()) {
            run(STORE + COUNT, events);
        }
    }

    /// Of conversations that are yet to be counted, with all that is theirs.
    void keep(List<ReportingEvent> events) {
        if (!events.isEmpty()) {
            run(STORE + " select count(*) from stored", events);
        }
    }

    private void run(String statement, List<ReportingEvent> events) {
        sql.sql(statement)
                .param("accounts", numbers(events, event -> event.account().value()))
                .param("events", numbers(events, ReportingEvent::eventId))
                .param("names", numbers(events, event -> (long) event.measure().ordinal()))
                .param("millis", numbers(events, event -> event.took().toMillis()))
                .param("business", numbers(events, event -> event.inBusiness().toMillis()))
                .param("inboxes", numbers(events, ReportingEvent::inboxId))
                .param("users", numbers(events, ReportingEvent::userId))
                .param("conversations", numbers(events, ReportingEvent::conversation))
                .param(
                        "starts",
                        events.stream().map(event -> event.start().toString()).toArray(String[]::new))
                .param(
                        "ends",
                        events.stream().map(event -> event.end().toString()).toArray(String[]::new))
                .query((row, _) -> row.getLong(1))
                .single();
    }

    private static Long[] numbers(List<ReportingEvent> events, Function<ReportingEvent, @Nullable Long> of) {
        return events.stream().map(of).toArray(Long[]::new);
    }

    /// What was measured of a conversation so far, as far as the next measure begins there.
    ///
    /// @param createdAt of one that a campaign began, when the contact answered
    /// @param lastBegin when it was last opened or handed over by a bot
    record Past(
            Instant createdAt,
            boolean answered,
            @Nullable Instant lastBegin,
            @Nullable Instant lastResolved,
            @Nullable Instant lastBotResolved,
            boolean handedOver) {

        Instant firstResponseFrom() {
            if (lastBegin != null) {
                return lastBegin;
            }
            return lastBotResolved == null ? createdAt : lastBotResolved;
        }

        Past opened(Instant at) {
            return new Past(createdAt, answered, at, lastResolved, lastBotResolved, handedOver);
        }

        Past handedOver(Instant at) {
            return new Past(createdAt, answered, at, lastResolved, lastBotResolved, true);
        }

        Past resolved(Instant at, boolean byBot) {
            return new Past(createdAt, answered, lastBegin, at, byBot ? at : lastBotResolved, handedOver);
        }

        static Past of(ResultSet row) throws SQLException {
            return new Past(
                    Rows.instant(row, "created_at"),
                    row.getBoolean("answered"),
                    Rows.instantOrNull(row, "last_begin"),
                    Rows.instantOrNull(row, "last_resolved"),
                    Rows.instantOrNull(row, "last_bot_resolved"),
                    row.getBoolean("handed_over"));
        }
    }

    /// Of those conversations that are still there.
    Map<Counting.Place, Past> past(Collection<Counting.Place> places) {
        var found = new HashMap<Counting.Place, Past>();
        sql.sql("""
                        select c.account_id, c.id,
                          case when c.campaign_id is null then c.created_at
                            else coalesce((select min(m.created_at) from messages m
                              where m.account_id = c.account_id and m.conversation_id = c.id and m.type = 0),
                              c.created_at) end as created_at,
                          c.first_reply_at is not null as answered, p.last_begin,
                          p.last_resolved, p.last_bot_resolved, coalesce(p.handed_over, false) as handed_over
                        from unnest(:accounts::bigint[], :conversations::bigint[]) t (account_id, id)
                        join conversations c on c.account_id = t.account_id and c.id = t.id
                        cross join lateral (
                          select max(e.ended_at) filter (where e.name in (3, 4)) as last_begin,
                            max(e.ended_at) filter (where e.name = 2) as last_resolved,
                            max(e.ended_at) filter (where e.name = 5) as last_bot_resolved,
                            bool_or(e.name = 4) as handed_over
                          from reporting_events e
                          where e.account_id = c.account_id and e.conversation_id = c.id
                        ) p
                        """)
                .param(
                        "accounts",
                        places.stream().map(place -> place.account().value()).toArray(Long[]::new))
                .param(
                        "conversations",
                        places.stream().map(Counting.Place::conversation).toArray(Long[]::new))
                .query((row, _) -> found.put(
                        new Counting.Place(new AccountId(row.getLong("account_id")), row.getLong("id")), Past.of(row)))
                .list();
        return found;
    }

    /// What is known of single conversations; the roll-ups keep their sums.
    void forget(Collection<Counting.Place> places) {
        sql.sql("""
                        delete from reporting_events
                        where (account_id, conversation_id) in (
                          select account_id, id from unnest(:accounts::bigint[], :conversations::bigint[])
                            t (account_id, id)
                        )
                        """)
                .param(
                        "accounts",
                        places.stream().map(place -> place.account().value()).toArray(Long[]::new))
                .param(
                        "conversations",
                        places.stream().map(Counting.Place::conversation).toArray(Long[]::new))
                .update();
    }
}
