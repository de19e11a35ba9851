package io.supportly.conversations;

import io.supportly.accounts.Accounts;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.json.Times;
import io.supportly.kernel.mail.Mails;
import io.supportly.kernel.problems.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Mails what was said in a conversation, as the contact may read it.
@Component
final class Transcribing {
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

    /// How many go out in an hour, all together and to one address.
    private record Limit(String kind, int most, int mostToOne) {
        static final Limit AGENTS = new Limit("transcript", 30, 30);
        static final Limit RULES = new Limit("rule_transcript", 500, 500);
        static final Limit VISITORS = new Limit("visitor_transcript", 200, 3);

        static Limit of(Caller caller) {
            return switch (caller) {
                case Caller.Rule _ -> RULES;
                case Caller.Visitor _ -> VISITORS;
                case Caller.Member _, Caller.Bot _, Caller.System _ -> AGENTS;
            };
        }
    }

    /// The limits keep a token from becoming a way to send mail to anybody; nobody uses up another's.
    void mail(Caller caller, Conversations.Whole whole, String recipient) {
        AccountId account = caller.account();
        Limit limit = Limit.of(caller);
        List<Message> said = messages.of(whole.conversation(), new Messages.Window(null, null, MOST_MESSAGES, true));
        String subject = "Your conversation #" + whole.conversation().number() + " with "
                + accounts.get(account).name();
        String body = said.stream().map(message -> line(message, whole)).collect(Collectors.joining("\n"));
        transactions.executeWithoutResult(_ -> {
            mails.send(account, limit.kind(), recipient, subject, body);
            Duration hour = Duration.ofHours(1);
            Instant since = clock.instant().minus(hour);
            if (mails.countSince(account, limit.kind(), since) > limit.most()
                    || mails.countTo(account, limit.kind(), recipient, since) > limit.mostToOne()) {
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
