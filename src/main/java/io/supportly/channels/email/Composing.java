package io.supportly.channels.email;

import io.supportly.accounts.Accounts;
import io.supportly.conversations.Dispatch;
import io.supportly.conversations.Dispatches;
import io.supportly.conversations.Rejecting;
import io.supportly.inboxes.Inbox;
import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.Settings;
import io.supportly.kernel.mail.Envelope;
import io.supportly.kernel.mail.MailDraft;
import io.supportly.kernel.mail.MailSettled;
import io.supportly.kernel.mail.Mails;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Makes a message into a mail, anew each time that it is to be mailed, as addresses are corrected; and brings back to
/// the message what became of the mail.
///
/// Mails are jobs too, and jobs are made before what schedules them; hence the provider.
@Component
final class Composing {
    static final String KIND = "reply";
    private static final int MOST_AUTOMATIC_AN_HOUR = 10;
    private static final Duration HOUR = Duration.ofHours(1);

    private final Dispatches dispatches;
    private final Accounts accounts;
    private final Inboxes inboxes;
    private final Replies replies;
    private final Rejecting rejecting;
    private final ObjectProvider<Mails> mails;
    private final Settings settings;
    private final JsonMapper json;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Composing(
            Dispatches dispatches,
            Accounts accounts,
            Inboxes inboxes,
            Replies replies,
            Rejecting rejecting,
            ObjectProvider<Mails> mails,
            Settings settings,
            JsonMapper json,
            TransactionTemplate transactions,
            Clock clock) {
        this.dispatches = dispatches;
        this.accounts = accounts;
        this.inboxes = inboxes;
        this.replies = replies;
        this.rejecting = rejecting;
        this.mails = mails;
        this.settings = settings;
        this.json = json;
        this.transactions = transactions;
        this.clock = clock;
    }

    void compose(ReplyJob job) {
        transactions.executeWithoutResult(_ -> {
            replies.hold(job.account(), job.conversation());
            Optional<Replies.Sent> before = replies.find(job.account(), job.conversation(), job.message());
            if (before.isPresent() && before.get().event() >= job.event()) {
                return;
            }
            before.ifPresent(last -> mails.getObject().withdraw(job.account(), List.of(last.mail())));
            dispatches
                    .find(job.account(), job.conversation(), job.message())
                    .ifPresent(dispatch -> inboxes.find(
                                    job.account(), dispatch.message().inboxId())
                            .ifPresent(inbox -> mail(job, dispatch, inbox)));
        });
    }

    private void mail(ReplyJob job, Dispatch dispatch, Inbox inbox) {
        var reply = new Reply(dispatch, inbox, accounts.get(job.account()).letter(), subject(dispatch));
        var recipients = Recipients.of(
                dispatch, json.readTree(dispatch.message().contentAttributes().json()));
        String fault = recipients.fault() == null && reply.isAutomatic() ? loop(job, dispatch) : recipients.fault();
        if (fault != null) {
            rejecting.reject(job.account(), job.conversation(), job.message(), fault);
            return;
        }
        Envelope envelope = reply.envelope(recipients, threading(job, dispatch), settings);
        long mail =
                mails.getObject().send(job.account(), new MailDraft(KIND, recipients.to(), reply.letter(), envelope));
        replies.put(job, mail, envelope.messageId(), reply.isAutomatic());
    }

    private String subject(Dispatch dispatch) {
        return json.readTree(dispatch.additionalAttributes().json())
                .path("mail_subject")
                .asString("")
                .strip();
    }

    private Threading threading(ReplyJob job, Dispatch dispatch) {
        List<Long> earlier =
                dispatch.before().stream().map(Dispatch.Said::message).toList();
        return Threading.of(dispatch.before(), replies.headers(job.account(), job.conversation(), earlier));
    }

    /// Two programs that answer each other would do so for ever.
    private @Nullable String loop(ReplyJob job, Dispatch dispatch) {
        List<Dispatch.Said> incoming =
                dispatch.before().stream().filter(Dispatch.Said::isIncoming).toList();
        if (!incoming.isEmpty() && incoming.getLast().isAutoReply()) {
            return "It would answer a mail that a program wrote";
        }
        int sent = replies.automaticSince(
                job.account(), job.conversation(), clock.instant().minus(HOUR));
        return sent < MOST_AUTOMATIC_AN_HOUR
                ? null
                : "More than " + MOST_AUTOMATIC_AN_HOUR + " automatic mails within an hour";
    }

    /// In the transaction that settles the mail.
    @EventListener
    void settled(MailSettled settled) {
        if (!settled.kind().equals(KIND)) {
            return;
        }
        replies.ofMail(settled.account(), settled.mail()).ifPresent(reply -> {
            if (settled.error() == null) {
                rejecting.takeBack(settled.account(), reply.conversation(), reply.message());
            } else {
                rejecting.reject(settled.account(), reply.conversation(), reply.message(), settled.error());
            }
        });
    }
}
