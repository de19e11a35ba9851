package io.supportly.conversations;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.supportly.contacts.Contacts;
import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Clears away what hangs on a removed contact or inbox, and the old name of a label: a job that commits after every
/// few conversations, goes on where it was cut off, and is done when nothing is left.
@Configuration(proxyBeanMethods = false)
class Clearing {
    /// One may have thousands of messages, and events of others wait for the transaction.
    private static final int BATCH = 10;

    private static final int NAMES = 5000;
    private static final int CONTACTS = 500;

    private final Changing changing;
    private final Contacts contacts;
    private final Inboxes inboxes;
    private final JdbcClient sql;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Clearing(
            Changing changing,
            Contacts contacts,
            Inboxes inboxes,
            JdbcClient sql,
            TransactionTemplate transactions,
            Clock clock) {
        this.changing = changing;
        this.contacts = contacts;
        this.inboxes = inboxes;
        this.sql = sql;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// What is to be cleared; its text names the job.
    sealed interface Subject {
        AccountId account();

        static Subject of(String instance) {
            String[] parts = instance.split(":", 4);
            var account = new AccountId(Long.parseLong(parts[1]));
            return switch (parts[0]) {
                case "contact" -> new Contact(account, Long.parseLong(parts[2]));
                case "inbox" -> new Inbox(account, Long.parseLong(parts[2]));
                default -> new Label(account, parts[2], parts[3].isEmpty() ? null : parts[3]);
            };
        }
    }

    record Contact(AccountId account, long id) implements Subject {
        String instance() {
            return "contact:" + account + ":" + id;
        }
    }

    record Inbox(AccountId account, long id) implements Subject {
        String instance() {
            return "inbox:" + account + ":" + id;
        }
    }

    /// @param to null: the label is gone
    record Label(AccountId account, String from, @Nullable String to) implements Subject {
        String instance() {
            return "label:" + account + ":" + from + ":" + (to == null ? "" : to);
        }
    }

    @Bean
    CustomTask<Void> clearConversations() {
        return Tasks.custom("clear-conversations", Void.class).execute((instance, _) -> {
            boolean done = clear(Subject.of(instance.getId()));
            return done
                    ? new CompletionHandler.OnCompleteRemove<>()
                    : (completed, job) -> job.reschedule(completed, clock.instant());
        });
    }

    /// False when it was interrupted.
    private boolean clear(Subject subject) {
        return switch (subject) {
            case Contact contact ->
                removeAll(contact, "contact_id", contact.id())
                        && purge(() -> contacts.purge(contact.account(), contact.id()));
            case Inbox inbox ->
                removeAll(inbox, "inbox_id", inbox.id())
                        && forgetNames(inbox)
                        && purge(() -> inboxes.purge(inbox.account(), inbox.id()));
            case Label label -> relabel(label) && relabelContacts(label);
        };
    }

    private boolean purge(Runnable last) {
        last.run();
        return true;
    }

    private boolean removeAll(Subject of, String column, long id) {
        var system = new Caller.System(of.account());
        List<Long> left = numbers(of.account(), "conversations", "id", column, id);
        while (!left.isEmpty()) {
            if (!inBatches(left, number -> changing.remove(system, number))) {
                return false;
            }
            left = numbers(of.account(), "conversations", "id", column, id);
        }
        return true;
    }

    private List<Long> numbers(AccountId account, String table, String what, String column, Object value) {
        return sql.sql("select " + what + " from " + table + " where account_id = :account and " + column + " = :value")
                .param("account", account.value())
                .param("value", value)
                .query((row, _) -> row.getLong(1))
                .list();
    }

    private boolean inBatches(List<Long> numbers, Consumer<Long> work) {
        for (int from = 0; from < numbers.size(); from += BATCH) {
            if (Thread.currentThread().isInterrupted()) {
                return false;
            }
            List<Long> batch = numbers.subList(from, Math.min(from + BATCH, numbers.size()));
            transactions.executeWithoutResult(_ -> batch.forEach(work));
        }
        return true;
    }

    /// The names that contacts had there.
    private boolean forgetNames(Inbox inbox) {
        int deleted = NAMES;
        while (deleted == NAMES) {
            if (Thread.currentThread().isInterrupted()) {
                return false;
            }
            deleted = sql.sql("""
                            delete from contact_inboxes
                            where account_id = :account and id in (
                              select id from contact_inboxes
                              where account_id = :account and inbox_id = :inbox
                              limit :batch
                            )
                            """)
                    .param("account", inbox.account().value())
                    .param("inbox", inbox.id())
                    .param("batch", NAMES)
                    .update();
        }
        return true;
    }

    private boolean relabel(Label label) {
        var system = new Caller.System(label.account());
        List<Long> labelled = numbers(label.account(), "conversation_labels", "id", "label", label.from());
        return inBatches(
                labelled,
                number -> changing.change(
                        system,
                        number,
                        state -> state.labels(state.labels().stream()
                                .map(title -> title.equals(label.from()) ? label.to() : title)
                                .filter(Objects::nonNull)
                                .distinct()
                                .toList())));
    }

    private boolean relabelContacts(Label label) {
        int changed = CONTACTS;
        while (changed == CONTACTS) {
            if (Thread.currentThread().isInterrupted()) {
                return false;
            }
            changed = relabelSome(label);
        }
        return true;
    }

    private int relabelSome(Label label) {
        return sql.sql("""
                        update contacts
                        set labels = case when :to::text is null then array_remove(labels, :from::text)
                          else array_replace(labels, :from::text, :to::text) end
                        where account_id = :account and id = any(array(
                          select id from contacts
                          where account_id = :account and labels <> '{}' and labels && array[:from]::text[]
                          limit :most
                          for update
                        ))
                        """)
                .param("account", label.account().value())
                .param("from", label.from())
                .param("to", label.to())
                .param("most", CONTACTS)
                .update();
    }
}
