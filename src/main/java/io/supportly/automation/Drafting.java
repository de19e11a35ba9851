package io.supportly.automation;

import io.supportly.conversations.KeptFiles;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Given;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Makes rules of what administrators send: checked as a whole, with the files that they are to send.
@Component
final class Drafting {
    private static final String COPY_OF = "Copy of ";
    private static final int LONGEST_NAME = 255;

    private final Rules rules;
    private final Checking checking;
    private final CheckingActions checkingActions;
    private final ActionFiles files;
    private final TransactionTemplate transactions;

    Drafting(
            Rules rules,
            Checking checking,
            CheckingActions checkingActions,
            ActionFiles files,
            TransactionTemplate transactions) {
        this.rules = rules;
        this.checking = checking;
        this.checkingActions = checkingActions;
        this.files = files;
        this.transactions = transactions;
    }

    Rule add(Caller caller, Rule.Draft draft) {
        Rule.Draft whole = checked(caller.account(), draft, Set.of());
        List<Action> actions = Objects.requireNonNull(whole.actions());
        return Objects.requireNonNull(
                transactions.execute(_ -> rules.add(caller.account(), whole.doing(files.kept(caller, actions)))));
    }

    Rule update(Caller caller, long id, Rule.Draft draft) {
        Rule before = rules.get(caller.account(), id);
        Set<Long> had = ActionFiles.ids(before.actions());
        Rule.Draft whole = checked(caller.account(), draft.over(before), had);
        List<Action> actions = Objects.requireNonNull(whole.actions());
        return Objects.requireNonNull(transactions.execute(_ -> {
            Rule after = rules.update(caller.account(), id, whole.doing(files.kept(caller, actions)));
            Set<Long> unused = new HashSet<>(had);
            unused.removeAll(ActionFiles.ids(after.actions()));
            files.drop(caller.account(), unused);
            return after;
        }));
    }

    Rule copy(Caller caller, long id) {
        Rule rule = rules.get(caller.account(), id);
        String name = COPY_OF + rule.name();
        var draft = new Rule.Draft(
                name.codePointCount(0, name.length()) > LONGEST_NAME ? rule.name() : name,
                Given.of(rule.description()),
                rule.eventName(),
                rule.conditions().list(),
                rule.actions(),
                false);
        return Objects.requireNonNull(transactions.execute(
                _ -> rules.add(caller.account(), draft.doing(files.copied(caller, rule.actions())))));
    }

    void remove(Caller caller, long id) {
        Rule rule = rules.get(caller.account(), id);
        transactions.executeWithoutResult(_ -> {
            rules.remove(caller.account(), id);
            files.drop(caller.account(), ActionFiles.ids(rule.actions()));
        });
    }

    private Rule.Draft checked(AccountId account, Rule.Draft draft, Set<Long> kept) {
        List<Condition> conditions = draft.conditions() == null ? List.of() : draft.conditions();
        List<Action> actions = draft.actions() == null ? List.of() : draft.actions();
        var faults = new Faults()
                .present("name", draft.name())
                .atMost("name", draft.name(), LONGEST_NAME)
                .atMost("description", draft.description().value(), 20_000)
                .present("event_name", draft.eventName())
                .oneOf("event_name", draft.eventName(), Trigger.WORDS);
        checking.check(account, faults, Trigger.of(draft.eventName()).orElse(null), conditions);
        checkingActions.check(account, faults, ActionKind.OF_RULES, actions);
        files.check(account, faults, actions, kept);
        faults.orThrow();
        return new Rule.Draft(
                draft.name(),
                draft.description(),
                draft.eventName(),
                conditions,
                actions.stream().map(Action::tidy).toList(),
                !Boolean.FALSE.equals(draft.active()));
    }

    List<Rule.Rest> shown(AccountId account, List<Rule> all) {
        Set<Long> ids = all.stream()
                .flatMap(rule -> ActionFiles.ids(rule.actions()).stream())
                .collect(Collectors.toSet());
        List<KeptFiles.Kept> there = files.of(account, ids);
        return all.stream().map(rule -> rule.rest(ofRule(rule, there))).toList();
    }

    private static List<Rule.File> ofRule(Rule rule, List<KeptFiles.Kept> there) {
        Set<Long> mine = ActionFiles.ids(rule.actions());
        return there.stream()
                .filter(file -> mine.contains(file.id()))
                .map(file -> Rule.File.of(rule, file))
                .toList();
    }
}
