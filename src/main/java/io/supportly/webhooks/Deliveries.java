package io.supportly.webhooks;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The queue of deliveries. Whoever takes one moves its next attempt ahead by the time he holds it; should he die, it
/// is due again after that.
@Component
final class Deliveries {
    /// Longer than a call may take and the wait before it together.
    static final Duration HELD = Duration.ofSeconds(30);
    /// How long a customer is kept waiting for a bot.
    static final Duration PATIENCE = Duration.ofMinutes(1);

    private final JdbcClient sql;
    private final Clock clock;

    Deliveries(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// Writes them, each once however often it is told; returns those that this node holds.
    List<Delivery> add(List<Delivery.Draft> drafts) {
        Instant now = clock.instant();
        Instant heldUntil = now.plus(HELD);
        Map<UUID, Delivery.Draft> held = drafts.stream()
                .filter(Delivery.Draft::held)
                .collect(Collectors.toMap(Delivery.Draft::messageId, Function.identity()));
        return sql
                .sql("""
                        insert into webhook_deliveries (account_id, endpoint, webhook_id, inbox_id, agent_bot_id,
                          event_id, message_id, event, url, payload, next_attempt_at, give_up_at, created_at)
                        select account, endpoint, webhook, inbox, bot, event_id, message, event, url, payload,
                          case when held then :heldUntil::timestamptz else :now::timestamptz end,
                          case when waited_for then :giveUpAt::timestamptz end, :now
                        from unnest(:accounts::bigint[], :endpoints::bigint[], :webhooks::bigint[], :inboxes::bigint[],
                          :bots::bigint[], :eventIds::bigint[], :messages::uuid[], :events::text[], :urls::text[],
                          :payloads::text[], :held::boolean[], :waitedFor::boolean[])
                          as d (account, endpoint, webhook, inbox, bot, event_id, message, event, url, payload, held,
                            waited_for)
                        on conflict do nothing
                        returning id, message_id
                        """)
                .param("heldUntil", Rows.time(heldUntil))
                .param("giveUpAt", Rows.time(now.plus(PATIENCE)))
                .param("now", Rows.time(now))
                .param(
                        "accounts",
                        numbers(drafts, draft -> draft.endpoint().account().value()))
                .param("endpoints", numbers(drafts, draft -> draft.endpoint().number()))
                .param("webhooks", numbers(drafts, draft -> draft.endpoint().webhookId()))
                .param("inboxes", numbers(drafts, draft -> draft.endpoint().inboxId()))
                .param("bots", numbers(drafts, draft -> draft.endpoint().agentBotId()))
                .param("eventIds", numbers(drafts, Delivery.Draft::eventId))
                .param("messages", texts(drafts, draft -> draft.messageId().toString()))
                .param("events", texts(drafts, Delivery.Draft::event))
                .param("urls", texts(drafts, Delivery.Draft::url))
                .param("payloads", texts(drafts, Delivery.Draft::payload))
                .param("held", drafts.stream().map(Delivery.Draft::held).toArray(Boolean[]::new))
                .param(
                        "waitedFor",
                        drafts.stream().map(Delivery.Draft::isWaitedFor).toArray(Boolean[]::new))
                .query((row, _) -> Map.entry(row.getLong("id"), row.getObject("message_id", UUID.class)))
                .list()
                .stream()
                .filter(written -> held.containsKey(written.getValue()))
                .map(written -> {
                    Delivery.Draft draft = Objects.requireNonNull(held.get(written.getValue()));
                    return new Delivery(
                            draft.endpoint(),
                            written.getKey(),
                            draft.messageId(),
                            draft.event(),
                            draft.payload(),
                            0,
                            heldUntil);
                })
                .toList();
    }

    /// Takes what is due, from every endpoint a few, the full ones left out. One step of the index finds the next
    /// endpoint that has anything waiting, so the length of a queue does not matter. The rows are locked, so their
    /// place in the table is theirs, and no plan made for a small table can spoil going by it.
    List<Delivery> claim(Collection<Endpoint> full, int each, int most) {
        Instant now = clock.instant();
        Instant heldUntil = now.plus(HELD);
        return sql.sql("""
                        with recursive endpoints as (
                          (select account_id, endpoint from webhook_deliveries
                            where status = 'pending'
                            order by account_id, endpoint
                            limit 1)
                          union all
                          select next.account_id, next.endpoint
                          from endpoints e
                          cross join lateral (
                            select d.account_id, d.endpoint from webhook_deliveries d
                            where d.status = 'pending' and (d.account_id, d.endpoint) > (e.account_id, e.endpoint)
                            order by d.account_id, d.endpoint
                            limit 1
                          ) next
                        ), due as materialized (
                          select w.place
                          from endpoints e
                          cross join lateral (
                            select d.ctid as place from webhook_deliveries d
                            where d.account_id = e.account_id and d.endpoint = e.endpoint and d.status = 'pending'
                              and d.next_attempt_at <= :now
                            order by d.next_attempt_at
                            limit :each
                            for update skip locked
                          ) w
                          where (e.account_id, e.endpoint) not in (
                            select account, endpoint
                            from unnest(:fullAccounts::bigint[], :fullEndpoints::bigint[]) as f (account, endpoint))
                          limit :most
                        )
                        update webhook_deliveries d
                        set next_attempt_at = :heldUntil
                        where d.ctid = any(array(select place from due))
                        returning d.account_id, d.id, d.endpoint, d.message_id, d.event, d.payload, d.attempts
                        """)
                .param("now", Rows.time(now))
                .param("each", each)
                .param(
                        "fullAccounts",
                        full.stream()
                                .map(endpoint -> endpoint.account().value())
                                .toArray(Long[]::new))
                .param("fullEndpoints", full.stream().map(Endpoint::number).toArray(Long[]::new))
                .param("most", most)
                .param("heldUntil", Rows.time(heldUntil))
                .query((row, _) -> delivery(row, heldUntil))
                .list();
    }

    static Delivery delivery(ResultSet row, Instant heldUntil) throws SQLException {
        return new Delivery(
                Endpoint.numbered(new AccountId(row.getLong("account_id")), row.getLong("endpoint")),
                row.getLong("id"),
                row.getObject("message_id", UUID.class),
                row.getString("event"),
                row.getString("payload"),
                row.getInt("attempts"),
                heldUntil);
    }

    /// Lets go of what was held and not tried, so that another node need not wait for it.
    void release(List<Delivery> held) {
        sql.sql("""
                        update webhook_deliveries d set next_attempt_at = :now
                        from unnest(:accounts::bigint[], :ids::bigint[]) as h (account, id)
                        where d.account_id = h.account and d.id = h.id and d.status = 'pending'
                        """)
                .param("now", Rows.time(clock.instant()))
                .param(
                        "accounts",
                        numbers(held, delivery -> delivery.endpoint().account().value()))
                .param("ids", numbers(held, Delivery::id))
                .update();
    }

    /// Writes down what became of them; returns of how many it did. What arrived has arrived, even if it was cancelled
    /// or given up meanwhile.
    int settle(List<Attempt> attempts) {
        return sql.sql("""
                        update webhook_deliveries d
                        set status = a.status, next_attempt_at = a.next, attempts = d.attempts + a.tried,
                          url = coalesce(a.url, d.url), response_status = a.code, response_body = a.body,
                          error = a.error, took_ms = a.took,
                          finished_at = case when a.status <> 'pending' then :now::timestamptz end
                        from unnest(:accounts::bigint[], :ids::bigint[], :statuses::text[], :nexts::timestamptz[],
                          :tried::integer[], :urls::text[], :codes::integer[], :bodies::text[], :errors::text[],
                          :took::integer[]) as a (account, id, status, next, tried, url, code, body, error, took)
                        where d.account_id = a.account and d.id = a.id
                          and (d.status = 'pending' or (d.status <> 'delivered' and a.status = 'delivered'))
                        """)
                .param("now", Rows.time(clock.instant()))
                .param(
                        "accounts",
                        numbers(
                                attempts,
                                attempt ->
                                        attempt.delivery().endpoint().account().value()))
                .param("ids", numbers(attempts, attempt -> attempt.delivery().id()))
                .param("statuses", texts(attempts, attempt -> attempt.status().word()))
                .param("nexts", texts(attempts, attempt -> Objects.toString(attempt.next(), null)))
                .param("tried", integers(attempts, attempt -> attempt.answer() == null ? 0 : 1))
                .param("urls", texts(attempts, attempt -> of(attempt, Attempt.Answer::url)))
                .param("codes", integers(attempts, attempt -> of(attempt, Attempt.Answer::status)))
                .param("bodies", texts(attempts, attempt -> of(attempt, Attempt.Answer::body)))
                .param("errors", texts(attempts, Deliveries::error))
                .param("took", integers(attempts, attempt -> of(attempt, Attempt.Answer::tookMs)))
                .update();
    }

    private static @Nullable String error(Attempt attempt) {
        if (attempt.answer() != null) {
            return attempt.answer().error();
        }
        return switch (attempt.delivery().endpoint().kind()) {
            case WEBHOOK -> "the webhook is disabled or gone";
            case INBOX -> "the inbox has no address any more";
            case BOT -> "the bot is gone or has no address any more";
        };
    }

    private static <V> @Nullable V of(Attempt attempt, Function<Attempt.Answer, ? extends @Nullable V> part) {
        return attempt.answer() == null ? null : part.apply(attempt.answer());
    }

    private static <T> @Nullable Long[] numbers(List<T> list, Function<T, @Nullable Long> part) {
        return list.stream().map(part).toArray(Long[]::new);
    }

    private static <T> @Nullable Integer[] integers(List<T> list, Function<T, @Nullable Integer> part) {
        return list.stream().map(part).toArray(Integer[]::new);
    }

    private static <T> @Nullable String[] texts(List<T> list, Function<T, @Nullable String> part) {
        return list.stream().map(part).toArray(String[]::new);
    }
}
