package io.supportly.conversations;

import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import io.supportly.accounts.Agent;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.events.Event;
import io.supportly.kernel.events.EventConsumer;
import io.supportly.kernel.jobs.Jobs;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Follows on conversations what was removed or renamed in the modules below, and who went offline.
@Component
final class Following implements EventConsumer {
    private final Participants participants;
    private final AssignmentQueue queue;
    private final HandingOut handingOut;
    private final JdbcClient sql;
    private final Jobs jobs;
    private final CustomTask<Void> clearing;
    private final CustomTask<Void> givingBack;

    Following(
            Participants participants,
            AssignmentQueue queue,
            HandingOut handingOut,
            JdbcClient sql,
            Jobs jobs,
            CustomTask<Void> clearConversations,
            CustomTask<Void> giveBackConversations) {
        this.participants = participants;
        this.queue = queue;
        this.handingOut = handingOut;
        this.sql = sql;
        this.jobs = jobs;
        this.clearing = clearConversations;
        this.givingBack = giveBackConversations;
    }

    @Override
    public String name() {
        return "conversations";
    }

    @Override
    public Duration gathering() {
        return UNHURRIED;
    }

    @Override
    public void read(List<Event> events) {
        events.forEach(this::follow);
    }

    private void follow(Event event) {
        AccountId account = event.account();
        switch (event.type()) {
            case "team_removed" -> forget(account, "team_id", id(event, "team_id"));
            case "agent_removed" -> {
                queue.release(account, id(event, "user_id"));
                participants.forget(account, id(event, "user_id"));
                forgetReader(account, id(event, "user_id"));
            }
            case "agent_bot_removed" -> forget(account, "assignee_bot_id", id(event, "agent_bot_id"));
            case "label_renamed" ->
                later(new Clearing.Label(account, text(event, "from"), text(event, "to")).instance());
            case "label_removed" -> later(new Clearing.Label(account, text(event, "title"), null).instance());
            case "contact_removed" ->
                later(new Clearing.Contact(account, Objects.requireNonNull(event.contactId())).instance());
            case "inbox_removed" ->
                later(new Clearing.Inbox(account, Objects.requireNonNull(event.inboxId())).instance());
            case "agent_updated" -> Agent.wentOffline(event).ifPresent(user -> giveBack(account, user));
            default -> {}
        }
    }

    private void giveBack(AccountId account, long user) {
        if (handingOut.givesBack(account)) {
            jobs.schedule(givingBack, GivingBack.instance(account, user), null);
        }
    }

    private static long id(Event event, String key) {
        return event.data().get(key) instanceof Number number ? number.longValue() : 0;
    }

    private static String text(Event event, String key) {
        return String.valueOf(event.data().get(key));
    }

    /// Silently: whoever is gone is no news about each conversation.
    private void forget(AccountId account, String column, long id) {
        sql.sql("update conversations set " + column + " = null where account_id = :account and " + column + " = :id")
                .param("account", account.value())
                .param("id", id)
                .update();
    }

    /// What he has begun to write and where he was called.
    private void forgetReader(AccountId account, long user) {
        for (String table : List.of("drafts", "mentions")) {
            sql.sql("delete from " + table + " where account_id = :account and user_id = :user")
                    .param("account", account.value())
                    .param("user", user)
                    .update();
        }
    }

    /// By a job, some conversations at a time: a contact or a label can have thousands.
    private void later(String instance) {
        jobs.schedule(clearing, instance, null);
    }
}
