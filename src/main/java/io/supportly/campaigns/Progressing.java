package io.supportly.campaigns;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.sql.Rows;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// How far campaigns are, and when they are to be looked at again. Each change holds only for the state that it was
/// decided in: what somebody has done meanwhile stays.
@Component
final class Progressing {
    /// For as long a campaign that is being worked on is not due; then it is looked after whether that still is so.
    private static final Duration LOOK_AFTER = Duration.ofSeconds(30);

    private final JdbcClient sql;
    private final Clock clock;

    Progressing(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    record Due(AccountId account, long number) {}

    /// Those whose time has come, of whichever account.
    List<Due> due(int most) {
        Instant now = clock.instant();
        return sql.sql("""
                        with due as materialized (
                          select account_id, id from campaigns
                          where due_at <= :now
                          order by due_at
                          limit :most
                          for update skip locked
                        )
                        update campaigns c set due_at = :later
                        from due d
                        where c.account_id = d.account_id and c.id = d.id
                        returning c.account_id, c.id
                        """)
                .param("later", Rows.time(now.plus(LOOK_AFTER)))
                .param("now", Rows.time(now))
                .param("most", most)
                .query((row, _) -> new Due(new AccountId(row.getLong("account_id")), row.getLong("id")))
                .list();
    }

    /// It is being worked on.
    void holdOn(AccountId account, long number) {
        sql.sql("""
                        update campaigns set due_at = :later
                        where account_id = :account and id = :number and due_at is not null
                          and (status in ('processing', 'cancelled') or deleted_at is not null)
                        """)
                .param("later", Rows.time(clock.instant().plus(LOOK_AFTER)))
                .param("account", account.value())
                .param("number", number)
                .update();
    }

    /// If its time has come and it was not changed meanwhile.
    boolean begin(Campaign campaign) {
        Instant now = clock.instant();
        return sql.sql("""
                        update campaigns set status = 'processing', begun_at = :now, updated_at = :now
                        where account_id = :account and id = :number and status = 'active' and enabled
                          and kind = 'one_off' and scheduled_at <= :now and audience <> '{}' and deleted_at is null
                        """)
                        .param("now", Rows.time(now))
                        .param("account", campaign.account().value())
                        .param("number", campaign.number())
                        .update()
                == 1;
    }

    boolean complete(Campaign campaign) {
        return change(campaign, Campaign.Status.COMPLETED, null, null);
    }

    boolean leaveAlone(Campaign campaign, Duration pause) {
        return change(campaign, campaign.status(), null, clock.instant().plus(pause));
    }

    boolean stop(Campaign campaign, String why) {
        return change(campaign, Campaign.Status.PAUSED, why, null);
    }

    /// Nothing is to be done about it as it is.
    boolean rest(Campaign campaign) {
        return change(campaign, campaign.status(), campaign.pausedBecause(), null);
    }

    /// False, as there is nothing more to do at once.
    private boolean change(
            Campaign campaign, Campaign.Status next, @Nullable String pausedBecause, @Nullable Instant dueAt) {
        Instant now = clock.instant();
        sql.sql("""
                        update campaigns
                        set status = :next, paused_because = :why, due_at = :dueAt, updated_at = :now
                        where account_id = :account and id = :number and status = :seen and deleted_at is null
                        """)
                .param("next", next.word())
                .param("why", pausedBecause)
                .param("dueAt", Rows.time(dueAt))
                .param("now", Rows.time(now))
                .param("account", campaign.account().value())
                .param("number", campaign.number())
                .param("seen", campaign.status().word())
                .update();
        return false;
    }

    /// What somebody asked for; [SendingCampaigns] is woken by who calls.
    ///
    /// @param isDue whether there is something to do at once
    void steer(Campaign before, Campaign.Status next, boolean isDue) {
        Instant scheduled = next == Campaign.Status.ACTIVE
                        && before.enabled()
                        && !before.audience().isEmpty()
                ? before.scheduledAt()
                : null;
        change(before, next, null, isDue ? clock.instant() : scheduled);
    }

    boolean isRemoved(AccountId account, long number) {
        return sql.sql("""
                        select exists (select from campaigns
                          where account_id = :account and id = :number and deleted_at is not null)
                        """)
                .param("account", account.value())
                .param("number", number)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /// The last of a deleted one; false, as nothing is left to do.
    boolean purge(AccountId account, long number) {
        sql.sql("delete from campaigns where account_id = :account and id = :number and deleted_at is not null")
                .param("account", account.value())
                .param("number", number)
                .update();
        return false;
    }
}
