package io.supportly.automation;

import io.supportly.conversations.Facts;
import io.supportly.conversations.Looking;
import io.supportly.kernel.events.Event;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Applies the rules of an account to one event, the oldest first, each to the conversation as the one before left it.
/// All of it is one short transaction with its log: an event that is read again finds its runs there and is left alone.
@Component
final class Running {
    private static final int MOST_INVALID = 2;

    private final Looking looking;
    private final Executing executing;
    private final Rules rules;
    private final Runs runs;
    private final TeamMailing mailing;
    private final Subjects subjects;
    private final TransactionTemplate own;

    Running(
            Looking looking,
            Executing executing,
            Rules rules,
            Runs runs,
            TeamMailing mailing,
            Subjects subjects,
            PlatformTransactionManager transactions) {
        this.looking = looking;
        this.executing = executing;
        this.rules = rules;
        this.runs = runs;
        this.mailing = mailing;
        this.subjects = subjects;
        own = new TransactionTemplate(transactions);
        own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    void run(Event event, List<Rule> waiting) {
        own.executeWithoutResult(_ -> {
            if (!runs.wereOf(event)) {
                apply(event, waiting);
            }
        });
    }

    private void apply(Event event, List<Rule> waiting) {
        Facts facts = looking.at(List.of(event)).get(event.id());
        for (Rule rule : waiting) {
            if (facts == null) {
                return;
            }
            switch (rule.judge(subjects.of(event, facts))) {
                case Verdict.Missed() -> {}
                case Verdict.Invalid(String why) -> invalid(rule, event, why);
                case Verdict.Matched() -> {
                    runs.add(rule, event, act(rule, event));
                    facts = looking.at(List.of(event)).get(event.id());
                }
            }
        }
    }

    private List<Outcome> act(Rule rule, Event event) {
        var occasion =
                new Executing.Occasion("automation_event." + rule.eventName(), Map.of("automation_rule_id", rule.id()));
        return executing.run(rule.caller(), Objects.requireNonNull(event.conversationId()), rule.actions(), occasion);
    }

    private void invalid(Rule rule, Event event, String why) {
        runs.addInvalid(rule, event, why);
        if (rules.countInvalid(rule, MOST_INVALID)) {
            mailing.tellAdministrators(rule, why);
        }
    }
}
