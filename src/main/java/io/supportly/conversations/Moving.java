package io.supportly.conversations;

import io.supportly.contacts.Merging;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.events.EventLog;
import io.supportly.kernel.sql.Rows;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Moves the conversations of a merged contact, a few in a transaction, to the one that he was merged into.
@Component
final class Moving {
    private static final int BATCH = 50;

    /// The events are appended by the statement that changes the rows.
    private static final String MOVE = """
            with moved as (
              update conversations
              set contact_id = :base, updated_at = :now
              where account_id = :account and id = any(:numbers::bigint[])
              returning account_id, id, inbox_id
            ), told as (
              insert into events (account_id, type, conversation_id, contact_id, inbox_id, actor_type, actor_id, data,
                created_at)
              select account_id, 'conversation_contact_changed', id, :base, inbox_id, :actorType, :actorId,
                jsonb_build_object('changed_attributes', jsonb_build_array(jsonb_build_object('contact_id',
                  jsonb_build_object('previous_value', :mergee::bigint, 'current_value', :base::bigint)))),
                :now
              from moved
            )
            select count(*) from moved
            """;

    private final Changing changing;
    private final Merging merging;
    private final EventLog events;
    private final JdbcClient sql;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Moving(
            Changing changing,
            Merging merging,
            EventLog events,
            JdbcClient sql,
            TransactionTemplate transactions,
            Clock clock) {
        this.changing = changing;
        this.merging = merging;
        this.events = events;
        this.sql = sql;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// False when there was none left. Where the heir was deleted meanwhile, what he would have got goes too.
    boolean moveSome(Caller caller, long mergee) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            Optional<Long> heir = merging.heir(caller.account(), mergee);
            List<Long> numbers = next(caller.account(), mergee);
            if (numbers.isEmpty()) {
                return false;
            }
            heir.ifPresentOrElse(
                    base -> move(caller, numbers, mergee, base),
                    () -> numbers.forEach(number -> changing.remove(caller, number)));
            return true;
        }));
    }

    private List<Long> next(AccountId account, long mergee) {
        return sql.sql("""
                        select id from conversations
                        where account_id = :account and contact_id = :mergee
                        order by id
                        limit :batch
                        for update
                        """)
                .param("account", account.value())
                .param("mergee", mergee)
                .param("batch", BATCH)
                .query((row, _) -> row.getLong(1))
                .list();
    }

    private void move(Caller caller, List<Long> numbers, long mergee, long base) {
        Long[] all = numbers.toArray(Long[]::new);
        sql.sql("""
                        update messages set sender_id = :base
                        where account_id = :account and conversation_id = any(:numbers::bigint[])
                          and sender_type = 'Contact' and sender_id = :mergee
                        """)
                .param("base", base)
                .param("account", caller.account().value())
                .param("numbers", all)
                .param("mergee", mergee)
                .update();
        sql.sql(MOVE)
                .param("base", base)
                .param("now", Rows.time(clock.instant()))
                .param("account", caller.account().value())
                .param("numbers", all)
                .param("actorType", caller.actorType())
                .param("actorId", caller.actorId())
                .param("mergee", mergee)
                .query((row, _) -> row.getLong(1))
                .single();
        events.appended();
    }
}
