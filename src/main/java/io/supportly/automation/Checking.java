package io.supportly.automation;

import io.supportly.accounts.Members;
import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.problems.Faults;
import io.supportly.labels.FilterCondition;
import io.supportly.labels.Filtering;
import io.supportly.teams.Teams;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Tells everything that is wrong with conditions, each fault at its place.
@Component
final class Checking {
    private static final int MOST_CONDITIONS = 50;
    private static final int MOST_VALUES = 100;
    private static final int LONGEST_VALUE = 1_500;
    private static final Set<String> STATUSES = Set.of("open", "resolved", "pending", "snoozed", "all");
    private static final Set<String> PRIORITIES = Set.of("low", "medium", "high", "urgent", Subject.NOTHING);
    private static final Set<String> TYPES = Set.of("incoming", "outgoing", "template");
    private static final Set<String> TRUTHS = Set.of("true", "false");
    private static final Set<String> JOINS = Set.of("and", "or");

    private final Members members;
    private final Teams teams;
    private final Inboxes inboxes;
    private final Filtering filtering;
    private final Subjects subjects;

    Checking(Members members, Teams teams, Inboxes inboxes, Filtering filtering, Subjects subjects) {
        this.members = members;
        this.teams = teams;
        this.inboxes = inboxes;
        this.filtering = filtering;
        this.subjects = subjects;
    }

    void check(AccountId account, Faults faults, @Nullable Trigger trigger, List<Condition> conditions) {
        faults.check(
                "conditions",
                conditions.size() <= MOST_CONDITIONS,
                "are too many (maximum is " + MOST_CONDITIONS + ")",
                "too_long");
        for (int i = 0; i < Math.min(conditions.size(), MOST_CONDITIONS); i++) {
            String at = "conditions." + i;
            join(faults, at + ".query_operator", conditions.get(i).queryOperator(), i == conditions.size() - 1);
            one(account, faults, at, trigger, conditions.get(i));
        }
    }

    private static void join(Faults faults, String at, @Nullable String join, boolean isLast) {
        String word = join == null ? "" : join.toLowerCase(java.util.Locale.ROOT);
        faults.check(at, isLast || !word.isEmpty(), "can't be blank, as another condition follows", "blank")
                .check(at, word.isEmpty() || JOINS.contains(word), "is not and, or", "inclusion");
    }

    private void one(AccountId account, Faults faults, String at, @Nullable Trigger trigger, Condition condition) {
        if (condition.custom()) {
            faults.oneOf(at + ".custom_attribute_type", condition.customAttributeType(), Condition.TYPES);
            custom(account, faults, at, trigger, condition);
            return;
        }
        faults.present(at + ".attribute_key", condition.attributeKey())
                .present(at + ".filter_operator", condition.filterOperator());
        Optional<Key> key = Key.of(condition);
        faults.check(
                at + ".attribute_key",
                condition.attributeKey() == null || key.isPresent(),
                "is not known, only " + standardKeys(),
                "inclusion");
        if (key.isEmpty() || condition.filterOperator() == null) {
            return;
        }
        Set<Operator> operators = key.get().operators(trigger);
        Operator operator = Operator.of(condition.filterOperator()).orElse(null);
        faults.check(
                at + ".filter_operator",
                operator != null && operators.contains(operator),
                "does not compare " + condition.attributeKey() + ", only " + Operator.words(operators),
                "inclusion");
        if (operator != null && operators.contains(operator) && operator.needsValues()) {
            values(account, faults, at + ".values", key.get(), operator, condition);
        }
    }

    /// As in a filter, but that a rule may also ask whether it has changed.
    private void custom(AccountId account, Faults faults, String at, @Nullable Trigger trigger, Condition condition) {
        var key = new Key.Custom(condition.ofContact(), String.valueOf(condition.attributeKey()));
        if (Operator.ATTRIBUTE_CHANGED.word().equals(condition.filterOperator())
                && key.operators(trigger).contains(Operator.ATTRIBUTE_CHANGED)) {
            boolean there = !subjects.comparisons(account).apply(key).isEmpty();
            faults.check(at + ".attribute_key", there, "is no custom attribute of conversations", "inclusion");
            values(account, faults, at + ".values", key, Operator.ATTRIBUTE_CHANGED, condition);
            return;
        }
        var asked = new FilterCondition(
                condition.attributeKey(),
                condition.filterOperator(),
                condition.values(),
                condition.queryOperator(),
                null,
                condition.customAttributeType());
        filtering.checkAttribute(faults, at, account, Subjects.model(condition.ofContact()), asked);
    }

    private static String standardKeys() {
        return java.util.Arrays.stream(Key.Standard.values())
                .map(Key.Standard::word)
                .collect(Collectors.joining(", "));
    }

    private void values(AccountId account, Faults faults, String at, Key key, Operator operator, Condition condition) {
        if (operator == Operator.ATTRIBUTE_CHANGED) {
            JsonNode values = condition.values();
            faults.check(at, values != null && values.isObject(), "must be an object of from and to", "invalid");
            each(account, faults, at + ".from", key, condition.texts("from"));
            each(account, faults, at + ".to", key, condition.texts("to"));
            return;
        }
        List<String> texts = condition.texts(null);
        faults.check(at, texts.stream().anyMatch(text -> !text.isEmpty()), "can't be blank", "blank");
        each(account, faults, at, key, texts);
    }

    private void each(AccountId account, Faults faults, String at, Key key, List<String> texts) {
        faults.check(at, texts.size() <= MOST_VALUES, "are too many (maximum is " + MOST_VALUES + ")", "too_long");
        texts.forEach(text -> faults.atMost(at, text, LONGEST_VALUE));
        if (!(key instanceof Key.Standard standard)) {
            return;
        }
        switch (standard) {
            case STATUS -> among(faults, at, texts, STATUSES);
            case PRIORITY -> among(faults, at, texts, PRIORITIES);
            case MESSAGE_TYPE -> among(faults, at, texts, TYPES);
            case PRIVATE_NOTE -> among(faults, at, texts, TRUTHS);
            case ASSIGNEE_ID ->
                texts.forEach(text -> faults.check(
                        at,
                        text.equals(Subject.NOTHING) || isAgent(account, text),
                        "is no agent of this account",
                        "not_found"));
            case TEAM_ID ->
                texts.forEach(text -> faults.check(
                        at,
                        text.equals(Subject.NOTHING) || isTeam(account, text),
                        "is no team of this account",
                        "not_found"));
            case INBOX_ID ->
                texts.forEach(
                        text -> faults.check(at, isInbox(account, text), "is no inbox of this account", "not_found"));
            default -> {}
        }
    }

    private static void among(Faults faults, String at, List<String> texts, Set<String> words) {
        texts.forEach(text -> faults.check(
                at,
                words.contains(text),
                "is not included in the list: " + words.stream().sorted().collect(Collectors.joining(", ")),
                "inclusion"));
    }

    boolean isAgent(AccountId account, String id) {
        return isId(id) && members.find(account, Long.parseLong(id)).isPresent();
    }

    boolean isTeam(AccountId account, String id) {
        return isId(id) && teams.find(account, Long.parseLong(id)).isPresent();
    }

    private boolean isInbox(AccountId account, String id) {
        return isId(id) && inboxes.find(account, Long.parseLong(id)).isPresent();
    }

    private static boolean isId(String text) {
        return text.matches("\\d{1,18}");
    }
}
