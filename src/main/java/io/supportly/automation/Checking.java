package io.supportly.automation;

import io.supportly.accounts.Members;
import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.problems.Faults;
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

    Checking(Members members, Teams teams, Inboxes inboxes) {
        this.members = members;
        this.teams = teams;
        this.inboxes = inboxes;
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
        faults.present(at + ".attribute_key", condition.attributeKey())
                .present(at + ".filter_operator", condition.filterOperator())
                .oneOf(
                        at + ".custom_attribute_type",
                        condition.custom() ? condition.customAttributeType() : null,
                        Condition.TYPES);
        Optional<Key> key = Key.of(condition);
        faults.check(
                at + ".attribute_key",
                condition.attributeKey() == null || key.isPresent(),
                condition.custom() ? "is no name of a custom attribute" : "is not known, only " + standardKeys(),
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
        if (operator.comparesSizes()) {
            sizes(faults, at, operator, texts);
            return;
        }
        each(account, faults, at, key, texts);
    }

    private static void sizes(Faults faults, String at, Operator operator, List<String> texts) {
        for (String text : texts) {
            boolean number = Term.number(text) != null;
            boolean days = text.matches("\\d{1,5}");
            faults.check(
                    at,
                    operator == Operator.DAYS_BEFORE ? days : number || Term.time(text) != null,
                    operator == Operator.DAYS_BEFORE ? "must be a number of days" : "must be a number or a date",
                    "invalid");
        }
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
