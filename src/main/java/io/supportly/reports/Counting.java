package io.supportly.reports;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.sql.Rows;
import java.time.Instant;
import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Brings the roll-ups up to date with conversations: what is new in them is added, and what was counted under another
/// agent, team or label moves to the one of now. It goes by what stands in the tables and by what it counted before
/// (`report_conversations`), so counting the same again changes nothing. Messages of a conversation become visible in
/// the order of their ids, as they are written under its lock: the last id tells what is counted.
@Component
final class Counting {
    private static final int GATHERED_AT_ONCE = 20_000;

    private static final String SOME = """
            unnest(:accounts::bigint[], :conversations::bigint[]) t (account_id, id)
              join conversations c on c.account_id = t.account_id and c.id = t.id""";

    /// Told as a range, PostgreSQL knows how many they are.
    private static final String RANGE =
            "(select * from conversations where account_id = :account and id > :after and id <= :upTo) c";

    private static final String GATHER = """
            with seen as materialized (
              select c.account_id, c.id, c.inbox_id, c.assignee_id, c.team_id, c.labels, c.created_at,
                r.conversation_id is null as fresh, r.assignee_id as old_assignee, r.team_id as old_team,
                r.labels as old_labels, coalesce(r.last_message_id, 0) as counted
              from %s
              left join report_conversations r on r.account_id = c.account_id and r.conversation_id = c.id
            ),
            added as materialized (
              select m.account_id, m.conversation_id as id, m.id as message_id, m.type, m.sender_type, m.sender_id,
                m.created_at
              from seen s
              join messages m on m.account_id = s.account_id and m.conversation_id = s.id and m.id > s.counted
            ),
            keys as materialized (
              select account_id, id, 0 as scope, '' as scope_key from seen
              union all
              select account_id, id, 2, inbox_id::text from seen
              union all
              select account_id, id, 3, team_id::text from seen where team_id is not null
              union
              select account_id, id, 4, unnest(labels) from seen
            ),
            old_keys as (
              select account_id, id, 0 as scope, '' as scope_key from seen where not fresh
              union all
              select account_id, id, 2, inbox_id::text from seen where not fresh
              union all
              select account_id, id, 3, old_team::text from seen where not fresh and old_team is not null
              union
              select account_id, id, 4, unnest(old_labels) from seen where not fresh
            ),
            moves as materialized (
              (select account_id, id, scope, scope_key, 1 as sign from keys
                except select account_id, id, scope, scope_key, 1 from old_keys)
              union all
              (select account_id, id, scope, scope_key, -1 from old_keys
                except select account_id, id, scope, scope_key, -1 from keys)
            ),
            moving as materialized (
              select s.account_id, s.id, s.counted, s.created_at, s.fresh
              from seen s
              where exists (select from moves v where v.account_id = s.account_id and v.id = s.id)
            ),
            measured as materialized (
              select e.account_id, e.conversation_id as id, e.user_id, e.ended_at, e.name, e.millis,
                e.business_millis, s.fresh
              from moving s
              join reporting_events e on e.account_id = s.account_id and e.conversation_id = s.id
            ),
            content as (
              select account_id, id, created_at as at, 6 as kind, 0::bigint as millis, 0::bigint as business from moving
              union all
              select m.account_id, m.conversation_id, m.created_at, 7 + m.type, 0, 0
              from moving s
              join messages m on m.account_id = s.account_id and m.conversation_id = s.id
              where m.id <= s.counted and m.type in (0, 1)
              union all
              select account_id, id, ended_at, name, millis, business_millis from measured
            ),
            pieces (account_id, scope, scope_key, at, kind, sign, millis, business) as materialized (
              select v.account_id, v.scope, v.scope_key, c.at, c.kind, v.sign, c.millis, c.business
              from moves v join content c on c.account_id = v.account_id and c.id = v.id
              union all
              select k.account_id, k.scope, k.scope_key, a.created_at, 7 + a.type, 1, 0, 0
              from added a join keys k on k.account_id = a.account_id and k.id = a.id
              where a.type in (0, 1)
              union all
              select account_id, 1, sender_id::text, created_at, 8, 1, 0, 0 from added
              where type = 1 and sender_type = 'User'
              union all
              select account_id, 1, old_assignee::text, created_at, 6, -1, 0, 0 from seen
              where old_assignee is not null and old_assignee is distinct from assignee_id
              union all
              select account_id, 1, assignee_id::text, created_at, 6, 1, 0, 0 from seen
              where assignee_id is not null and old_assignee is distinct from assignee_id
              union all
              select account_id, 1, user_id::text, ended_at, name, 1, millis, business_millis from measured
              where fresh and user_id is not null
            ),
            """;

    private static final String REMEMBER = """
            insert into report_conversations as r (account_id, conversation_id, assignee_id, team_id, labels,
              last_message_id)
            select s.account_id, s.id, s.assignee_id, s.team_id, s.labels, coalesce(a.last, s.counted)
            from seen s
            left join (
              select account_id, id, max(message_id) as last from added group by account_id, id
            ) a on a.account_id = s.account_id and a.id = s.id
            on conflict (account_id, conversation_id) do update
            set assignee_id = excluded.assignee_id, team_id = excluded.team_id, labels = excluded.labels,
              last_message_id = excluded.last_message_id
            where (r.assignee_id, r.team_id, r.labels, r.last_message_id)
              is distinct from (excluded.assignee_id, excluded.team_id, excluded.labels, excluded.last_message_id)
            """;

    private static final String COUNT = GATHER.formatted(SOME) + Tally.CTES + REMEMBER;

    private static final String SET_ASIDE =
            GATHER.formatted(RANGE) + "kept as (insert into pieces_set_aside select * from pieces)" + REMEMBER;

    private static final String COUNT_SET_ASIDE = """
            with pieces as materialized (
              select account_id, scope, scope_key, at, kind, sign, millis, business from pieces_set_aside
              where at >= :day::timestamptz and at < :day::timestamptz + interval '1 day'
            ),
            """ + Tally.CTES + " select count(*) from pieces";

    private final JdbcClient sql;

    Counting(JdbcClient sql) {
        this.sql = sql;
    }

    record Place(AccountId account, long conversation) {}

    /// To be called by one at a time, each conversation once.
    void count(Collection<Place> places) {
        if (places.isEmpty()) {
            return;
        }
        sql.sql(COUNT)
                .param(
                        "accounts",
                        places.stream().map(place -> place.account().value()).toArray(Long[]::new))
                .param("conversations", places.stream().map(Place::conversation).toArray(Long[]::new))
                .update();
    }

    /// All of an account up to a conversation, in one transaction. What is to be added is set aside first and then
    /// summed day by day, so that each roll-up is written once: batch by batch many would be written over and over,
    /// and the versions before would pile up until the end.
    void countAll(AccountId account, long upTo) {
        sql.sql("""
                        create temp table pieces_set_aside (account_id bigint, scope int, scope_key text, at timestamptz,
                          kind int, sign int, millis bigint, business bigint) on commit drop
                        """).update();
        for (long after = 0; after < upTo; after += GATHERED_AT_ONCE) {
            sql.sql(SET_ASIDE)
                    .param("account", account.value())
                    .param("after", after)
                    .param("upTo", Math.min(upTo, after + GATHERED_AT_ONCE))
                    .update();
        }
        sql.sql("create index on pieces_set_aside (at)").update();
        sql.sql("analyze pieces_set_aside").update();
        // No roll-up holds more than a day of UTC.
        sql.sql("""
                        select distinct date_bin('1 day', at, timestamptz '2000-01-01 00:00:00Z') as day
                        from pieces_set_aside
                        """).query((row, _) -> Rows.instant(row, "day")).list().forEach(this::countSetAside);
    }

    private void countSetAside(Instant day) {
        sql.sql(COUNT_SET_ASIDE)
                .param("day", day.toString())
                .query((row, _) -> row.getLong(1))
                .single();
    }

    /// What is known of single conversations; the roll-ups keep their sums.
    void forget(Collection<Place> places) {
        sql.sql("""
                        delete from report_conversations
                        where (account_id, conversation_id) in (
                          select account_id, id from unnest(:accounts::bigint[], :conversations::bigint[])
                            t (account_id, id)
                        )
                        """)
                .param(
                        "accounts",
                        places.stream().map(place -> place.account().value()).toArray(Long[]::new))
                .param("conversations", places.stream().map(Place::conversation).toArray(Long[]::new))
                .update();
    }
}
