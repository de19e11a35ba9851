package io.supportly.campaigns;

import io.supportly.accounts.Members;
import io.supportly.conversations.Placeholders;
import io.supportly.inboxes.Inbox;
import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.problems.Problem;
import io.supportly.labels.Labels;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Makes campaigns of what administrators send. The inbox decides of which kind one is.
@Component
final class Drafting {
    private static final int LONGEST_TITLE = 255;
    private static final int LONGEST_TEXT = 20_000;
    /// More is cut into parts that cost each, or refused by who sends it.
    private static final int LONGEST_SMS = 1_600;

    private static final int LONGEST_STAY = 86_400;
    private static final int MOST_LABELS = 100;
    private static final Pattern URL = Pattern.compile("https?://\\S+", Pattern.CASE_INSENSITIVE);

    private final Campaigns campaigns;
    private final Inboxes inboxes;
    private final Members members;
    private final Labels labels;
    private final Steering steering;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Drafting(
            Campaigns campaigns,
            Inboxes inboxes,
            Members members,
            Labels labels,
            Steering steering,
            TransactionTemplate transactions,
            Clock clock) {
        this.campaigns = campaigns;
        this.inboxes = inboxes;
        this.members = members;
        this.labels = labels;
        this.steering = steering;
        this.transactions = transactions;
        this.clock = clock;
    }

    Campaign add(Caller caller, Campaign.Draft draft) {
        Campaign.Kind kind = checked(caller.account(), draft, draft, new Faults());
        return wakened(campaigns.add(caller.account(), draft, kind));
    }

    private Campaign wakened(Campaign campaign) {
        if (campaign.isDueAt(clock.instant())) {
            steering.wake(campaign);
        }
        return campaign;
    }

    Campaign update(Caller caller, long number, Campaign.Draft sent) {
        return wakened(Objects.requireNonNull(transactions.execute(_ -> {
            Campaign before = campaigns.lock(caller.account(), number);
            if (before.status().isOver()) {
                throw Problem.invalid(
                        null,
                        "A %s campaign can't be updated"
                                .formatted(before.status().word()),
                        "over");
            }
            Campaign.Draft draft = sent.over(before);
            var faults = new Faults();
            if (before.hasBegun()) {
                checkUnderWay(faults, before, draft);
            }
            return campaigns.update(before, draft, checked(caller.account(), sent, draft, faults));
        })));
    }

    /// Some have got it already: the others get the same.
    private static void checkUnderWay(Faults faults, Campaign before, Campaign.Draft draft) {
        stays(faults, "message", before.message(), draft.message());
        stays(faults, "inbox_id", before.inboxId(), draft.inboxId());
        stays(faults, "sender_id", before.senderId(), draft.senderId().value());
        stays(faults, "audience", before.audience(), draft.labels());
        stays(faults, "scheduled_at", before.scheduledAt(), draft.scheduledAt());
    }

    private static void stays(Faults faults, String field, @Nullable Object before, @Nullable Object after) {
        faults.check(field, Objects.equals(before, after), "can't be changed once sending has begun", "begun");
    }

    /// @param sent what the client sent; what stands already is not looked at again
    private Campaign.Kind checked(AccountId account, Campaign.Draft sent, Campaign.Draft draft, Faults faults) {
        faults.present("title", draft.title())
                .atMost("title", draft.title(), LONGEST_TITLE)
                .atMost("description", draft.description().value(), LONGEST_TEXT)
                .present("message", draft.message())
                .present("inbox_id", draft.inboxId());
        Inbox inbox = draft.inboxId() == null
                ? null
                : inboxes.find(account, draft.inboxId()).orElse(null);
        Campaign.Kind kind = inbox == null ? null : kind(faults, inbox);
        faults.check("inbox_id", draft.inboxId() == null || inbox != null, "is no inbox of this account", "invalid");
        boolean isSms = inbox != null && SmsGateway.carries(inbox.channel());
        faults.check(
                "inbox_id",
                inbox == null || !isSms || SmsGateway.of(inbox).isPresent(),
                "lacks the credentials or the number that its SMS gateway asks for",
                "unusable");
        checkMessage(faults, draft, isSms ? LONGEST_SMS : LONGEST_TEXT);
        Long sender = draft.senderId().value();
        faults.check(
                "sender_id",
                sender == null || members.find(account, sender).isPresent(),
                "is no agent of this account",
                "invalid");
        checkAudience(account, faults, sent.audience());
        checkTriggers(faults, sent.triggerRules());
        faults.orThrow();
        return Objects.requireNonNull(kind);
    }

    private static Campaign.@Nullable Kind kind(Faults faults, Inbox inbox) {
        Campaign.Kind kind = Campaign.Kind.of(inbox.channel()).orElse(null);
        faults.check(
                "inbox_id",
                kind != null,
                "is of a kind that has no campaigns; website, API, e-mail, SMS and Twilio SMS inboxes have",
                "inclusion");
        return kind;
    }

    /// A name that nobody knows would go out empty to everybody.
    private static void checkMessage(Faults faults, Campaign.Draft draft, int longest) {
        String message = draft.message() == null ? "" : draft.message();
        Set<String> names = Placeholders.names(message);
        List<String> unknown = names.stream()
                .filter(name -> !Placeholders.needsNoConversation(name))
                .toList();
        faults.atMost("message", message, longest)
                .check(
                        "message",
                        unknown.isEmpty(),
                        "has variables that are not known: " + String.join(", ", unknown),
                        "unknown_variable")
                .check(
                        "message",
                        draft.senderId().value() != null || names.stream().noneMatch(name -> name.startsWith("agent.")),
                        "names the agent, but the campaign has no sender",
                        "unknown_variable");
    }

    private void checkAudience(AccountId account, Faults faults, @Nullable List<Campaign.Audience> audience) {
        if (audience == null || audience.isEmpty()) {
            return;
        }
        Set<Long> known = labels.titles(account).keySet();
        List<Long> foreign = audience.stream()
                .map(Campaign.Audience::id)
                .filter(Objects::nonNull)
                .filter(id -> !known.contains(id))
                .toList();
        faults.check("audience", foreign.isEmpty(), "are not all labels of this account: " + foreign, "invalid")
                .check(
                        "audience",
                        audience.stream().allMatch(one -> "Label".equalsIgnoreCase(one.type()) && one.id() != null),
                        "must be a list of {\"type\": \"Label\", \"id\": ...}",
                        "inclusion")
                .check(
                        "audience",
                        audience.size() <= MOST_LABELS,
                        "are too many (maximum is " + MOST_LABELS + ")",
                        "too_long");
    }

    private static void checkTriggers(Faults faults, Campaign.@Nullable Triggers triggers) {
        if (triggers == null) {
            return;
        }
        faults.atMost("trigger_rules.url", triggers.url(), 2048)
                .matches("trigger_rules.url", triggers.url(), URL)
                .between("trigger_rules.time_on_page", triggers.timeOnPage(), 0, LONGEST_STAY);
    }
}
