package io.supportly.reports;

/// The end of every statement that counts: it sums the CTE `pieces (account_id, scope, scope_key, at, kind, sign,
/// millis, business)` into the roll-ups. A piece is one thing that is added (`sign` 1) or taken away (-1); `kind` is
/// the number of a [Measure], or one of those below.
final class Tally {
    static final int CONVERSATION = 6;
    static final int INCOMING = 7;
    static final int OUTGOING = 8;

    static final String CTES = """
            grains (grain, step) as (values (0, interval '1 day'), (1, interval '15 minutes')),
            rolled as (
              insert into report_rollups as r (account_id, scope, scope_key, grain, at, conversations, incoming,
                outgoing, first_responses, first_response_millis, first_response_business, replies, reply_millis,
                reply_business, resolutions, resolution_millis, resolution_business, bot_resolutions, bot_handoffs)
              select p.account_id, p.scope, p.scope_key, g.grain,
                date_bin(g.step, p.at, timestamptz '2000-01-01 00:00:00Z') as period,
                coalesce(sum(p.sign) filter (where p.kind = 6), 0),
                coalesce(sum(p.sign) filter (where p.kind = 7), 0),
                coalesce(sum(p.sign) filter (where p.kind = 8), 0),
                coalesce(sum(p.sign) filter (where p.kind = 0), 0),
                coalesce(sum(p.sign * p.millis) filter (where p.kind = 0), 0),
                coalesce(sum(p.sign * p.business) filter (where p.kind = 0), 0),
                coalesce(sum(p.sign) filter (where p.kind = 1), 0),
                coalesce(sum(p.sign * p.millis) filter (where p.kind = 1), 0),
                coalesce(sum(p.sign * p.business) filter (where p.kind = 1), 0),
                coalesce(sum(p.sign) filter (where p.kind = 2), 0),
                coalesce(sum(p.sign * p.millis) filter (where p.kind = 2), 0),
                coalesce(sum(p.sign * p.business) filter (where p.kind = 2), 0),
                coalesce(sum(p.sign) filter (where p.kind = 5), 0),
                coalesce(sum(p.sign) filter (where p.kind = 4), 0)
              from pieces p cross join grains g
              where p.kind <> 3
              group by p.account_id, p.scope, p.scope_key, g.grain, period
              on conflict (account_id, scope, scope_key, grain, at) do update
              set conversations = r.conversations + excluded.conversations,
                incoming = r.incoming + excluded.incoming,
                outgoing = r.outgoing + excluded.outgoing,
                first_responses = r.first_responses + excluded.first_responses,
                first_response_millis = r.first_response_millis + excluded.first_response_millis,
                first_response_business = r.first_response_business + excluded.first_response_business,
                replies = r.replies + excluded.replies,
                reply_millis = r.reply_millis + excluded.reply_millis,
                reply_business = r.reply_business + excluded.reply_business,
                resolutions = r.resolutions + excluded.resolutions,
                resolution_millis = r.resolution_millis + excluded.resolution_millis,
                resolution_business = r.resolution_business + excluded.resolution_business,
                bot_resolutions = r.bot_resolutions + excluded.bot_resolutions,
                bot_handoffs = r.bot_handoffs + excluded.bot_handoffs
            ),
            spread as (
              insert into report_spreads as r (account_id, scope, scope_key, measure, business, grain, at, bucket,
                total)
              select p.account_id, p.scope, p.scope_key, p.kind, b.business, g.grain,
                date_bin(g.step, p.at, timestamptz '2000-01-01 00:00:00Z') as period,
                ceil(ln(1 + b.millis / 1000.0::float8) / ln(1.05::float8))::smallint as bucket,
                sum(p.sign)
              from pieces p
              cross join grains g
              cross join lateral (values (false, p.millis), (true, p.business)) b (business, millis)
              where p.kind in (0, 1, 2)
              group by p.account_id, p.scope, p.scope_key, p.kind, b.business, g.grain, period, bucket
              having sum(p.sign) <> 0
              on conflict (account_id, scope, scope_key, measure, business, grain, at, bucket) do update
              set total = r.total + excluded.total
            )
            """;

    private Tally() {}
}
