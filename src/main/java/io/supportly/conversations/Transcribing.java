package io.supportly.conversations;

import io.supportly.accounts.Accounts;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.json.Times;
import io.supportly.kernel.mail.Mails;
import io.supportly.kernel.problems.Problem;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Mails what was said in a conversation, as the contact may read it.
@Component
final class Transcribing {
    private static final String KIND = "transcript";
    private static final int MOST_AN_HOUR = 30;
    private static final String KIND_OF_RULES = "rule_transcript";
    private static final int MOST_OF_RULES_AN_HOUR = 500;
    private static final int MOST_MESSAGES = 1000;

    private final Messages messages;
    private final MessageViews views;
    private final Accounts accounts;
    private final Mails mails;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Transcribing(
            Messages messages,
            MessageViews views,
            Accounts accounts,
            Mails mails,
            TransactionTemplate transactions,
            Clock clock) {
        this.messages = messages;
        this.views = views;
        this.accounts = accounts;
        this.mails = mails;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// The limit keeps an agent's token from becoming a way to send mail to anybody; rules have one of their own.
    void mail(Caller caller, Conversations.Whole whole, String recipient) {
        AccountId account = caller.account();
        boolean byRule = caller instanceof Caller.Rule;
        String kind = byRule ? KIND_OF_RULES : KIND;
        List<Message> said = messages.of(whole.conversation(), new Messages.Window(null, null, MOST_MESSAGES, true));
        String subject = "Your conversation #" + whole.conversation().number() + " with "
                + accounts.get(account).name();
        String body = said.stream().map(message -> line(message, whole)).collect(Collectors.joining("\n"));
        transactions.executeWithoutResult(_ -> {
            mails.send(account, kind, recipient, subject, body);
            Duration hour = Duration.ofHours(1);
            int most = byRule ? MOST_OF_RULES_AN_HOUR : MOST_AN_HOUR;
            if (mails.countSince(account, kind, clock.instant().minus(hour)) > most) {
                throw Problem.tooMany(hour);
            }
        });
    }

    private String line(Message message, Conversations.Whole whole) {
        String who = views.senderName(message, whole.contact());
        String files = message.attachmentCount() == 0 ? "" : " [" + message.attachmentCount() + " files]";
        return Times.iso(message.createdAt()) + " " + (who == null || who.isEmpty() ? "-" : who) + ": "
                + (message.content() == null ? "" : message.content()) + files;
    }
}
