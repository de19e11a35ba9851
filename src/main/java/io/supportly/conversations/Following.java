package io.supportly.conversations;

import io.supportly.contacts.Contacts;
import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.events.Event;
import io.supportly.kernel.events.EventConsumer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Follows on conversations what was removed or renamed in the modules below.
@Component
final class Following implements EventConsumer {
    private final Conversations conversations;
    private final Changing changing;
    private final Contacts contacts;
    private final Inboxes inboxes;
    private final Participants participants;
    private final JdbcClient sql;

    Following(
            Conversations conversations,
            Changing changing,
            Contacts contacts,
            Inboxes inboxes,
            Participants participants,
            JdbcClient sql) {
        this.conversations = conversations;
        this.changing = changing;
        this.participants = participants;
        this.contacts = contacts;
        this.inboxes = inboxes;
        this.sql = sql;
    }

    @Override
    public String name() {
        return "conversations";
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
                forget(account, "assignee_id", id(event, "user_id"));
                participants.forget(account, id(event, "user_id"));
            }
            case "agent_bot_removed" -> forget(account, "assignee_bot_id", id(event, "agent_bot_id"));
            case "label_renamed" -> relabel(account, text(event, "from"), text(event, "to"));
            case "label_removed" -> relabel(account, text(event, "title"), null);
            case "contact_removed" -> {
                removeAll(account, "contact_id", event.contactId());
                contacts.purge(account, event.contactId() == null ? 0 : event.contactId());
            }
            case "inbox_removed" -> {
                removeAll(account, "inbox_id", event.inboxId());
                inboxes.purge(account, event.inboxId() == null ? 0 : event.inboxId());
            }
            default -> {}
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

    private void relabel(AccountId account, String from, @Nullable String to) {
        var system = new Caller.System(account);
        sql.sql("select conversation_id from conversation_labels where account_id = :account and label = :label")
                .param("account", account.value())
                .param("label", from)
                .query((row, _) -> row.getLong(1))
                .list()
                .forEach(number -> changing.change(
                        system,
                        number,
                        state -> state.labels(state.labels().stream()
                                .map(label -> label.equals(from) ? to : label)
                                .filter(label -> label != null)
                                .distinct()
                                .toList())));
        sql.sql(to == null ? """
                        update contacts set labels = array_remove(labels, :from::text)
                        where account_id = :account and labels <> '{}' and labels && array[:from]::text[]
                        """ : """
                        update contacts set labels = array_replace(labels, :from::text, :to::text)
                        where account_id = :account and labels <> '{}' and labels && array[:from]::text[]
                        """)
                .param("account", account.value())
                .params(to == null ? Map.of("from", from) : Map.of("from", from, "to", to))
                .update();
    }

    private void removeAll(AccountId account, String column, @Nullable Long id) {
        sql.sql("select id from conversations where account_id = :account and " + column + " = :id")
                .param("account", account.value())
                .param("id", id)
                .query((row, _) -> row.getLong(1))
                .list()
                .forEach(number -> conversations.remove(new Caller.System(account), number));
        if (column.equals("inbox_id")) {
            sql.sql("delete from contact_inboxes where account_id = :account and inbox_id = :id")
                    .param("account", account.value())
                    .param("id", id)
                    .update();
        }
    }
}
