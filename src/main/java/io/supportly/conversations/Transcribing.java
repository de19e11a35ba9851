package io.supportly.conversations;

import io.supportly.accounts.Account;
import io.supportly.accounts.Accounts;
import io.supportly.inboxes.Inbox;
import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.mail.Letter;
import io.supportly.kernel.mail.Mails;
import io.supportly.kernel.mail.Wording;
import io.supportly.kernel.problems.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Mails what was said in a conversation, as the contact may read it.
@Component
final class Transcribing {
    private static final int MOST_MESSAGES = 1000;
    private static final int MOST_CHARACTERS = 1_000_000;

    private final Messages messages;
    private final MessageViews views;
    private final Accounts accounts;
    private final Inboxes inboxes;
    private final Mails mails;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Transcribing(
            Messages messages,
            MessageViews views,
            Accounts accounts,
            Inboxes inboxes,
            Mails mails,
            TransactionTemplate transactions,
            Clock clock) {
        this.messages = messages;
        this.views = views;
        this.accounts = accounts;
        this.inboxes = inboxes;
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
        Letter letter = letter(whole);
        transactions.executeWithoutResult(_ -> {
            mails.send(account, limit.kind(), recipient, letter);
            Duration hour = Duration.ofHours(1);
            Instant since = clock.instant().minus(hour);
            if (mails.countSince(account, limit.kind(), since) > limit.most()
                    || mails.countTo(account, limit.kind(), recipient, since) > limit.mostToOne()) {
                throw Problem.tooMany(hour);
            }
        });
    }

    private Letter letter(Conversations.Whole whole) {
        Conversation conversation = whole.conversation();
        Account ours = accounts.get(conversation.account());
        ZoneId zone = inboxes.find(conversation.account(), conversation.inboxId())
                .map(Inbox::zone)
                .orElse(ZoneOffset.UTC);
        List<Message> said = messages.of(conversation, new Messages.Window(null, null, MOST_MESSAGES, true));
        int from = firstThatFits(said);
        Letter letter = ours.letter()
                .subject("transcript.subject", conversation.number(), ours.name())
                .says("transcript.intro", conversation.number(), ours.name(), zone.getId());
        letter = from == 0 ? letter : letter.says("transcript.shortened");
        DateTimeFormatter times = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(letter.words().locale())
                .withZone(zone);
        for (Message message : said.subList(from, said.size())) {
            String who = views.senderName(message, whole.contact());
            String when = times.format(message.createdAt());
            letter = letter.paragraph(
                    who == null || who.isEmpty() ? when : who + ", " + when, words(message, letter.words()));
        }
        return letter;
    }

    /// The newest are kept, as many as a mail can take.
    private static int firstThatFits(List<Message> said) {
        int characters = 0;
        for (int i = said.size() - 1; i >= 0; i--) {
            characters += String.valueOf(said.get(i).content()).length();
            if (characters > MOST_CHARACTERS) {
                return i + 1;
            }
        }
        return 0;
    }

    private static String words(Message message, Wording wording) {
        String content = message.content() == null ? "" : message.content();
        return message.attachmentCount() == 0
                ? content
                : (content + "\n" + wording.say("transcript.files", message.attachmentCount())).strip();
    }
}
