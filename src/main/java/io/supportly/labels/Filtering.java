package io.supportly.labels;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.problems.Faults;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Checks the conditions of a filter against the keys and operators that there are, custom attributes included.
@Component
public final class Filtering {
    private static final int MOST = 50;
    private static final List<String> JOINS = List.of("and", "or");

    private final AttributeDefinitions definitions;
    private final Clock clock;

    Filtering(AttributeDefinitions definitions, Clock clock) {
        this.definitions = definitions;
        this.clock = clock;
    }

    /// Every fault at once, blaming `payload.<place>.<field>`.
    public Filter checked(AccountId account, FilterModel model, @Nullable List<FilterCondition> conditions) {
        var faults = new Faults();
        Filter filter = check(faults, "payload", account, model, conditions);
        faults.orThrow();
        return filter;
    }

    /// The filter is of use only if it has added no fault.
    Filter check(
            Faults faults,
            String at,
            AccountId account,
            FilterModel model,
            @Nullable List<FilterCondition> conditions) {
        int size = conditions == null ? 0 : conditions.size();
        faults.check(at, size > 0, "can't be blank", "blank")
                .check(at, size <= MOST, "are too many (maximum is " + MOST + ")", "too_long");
        var tests = new ArrayList<Filter.Test>();
        if (conditions == null || size > MOST) {
            return new Filter(tests);
        }
        AttributeRules rules = definitions.rules(account, model.attributes());
        boolean isOr = false;
        for (int i = 0; i < size; i++) {
            FilterCondition condition = conditions.get(i);
            String place = at + "." + i;
            Filter.Test test = test(faults, place, model, rules, condition, isOr);
            if (test != null) {
                tests.add(test);
            }
            String join = condition.queryOperator() == null
                    ? null
                    : condition.queryOperator().toLowerCase(Locale.ROOT);
            faults.check(place + ".query_operator", join != null || i == size - 1, "can't be blank", "blank")
                    .oneOf(place + ".query_operator", join, JOINS);
            isOr = "or".equals(join);
        }
        return new Filter(tests);
    }

    /// Blames what is wrong with a condition on a custom attribute of the account.
    public void checkAttribute(
            Faults faults, String at, AccountId account, AttributeModel model, FilterCondition condition) {
        AttributeRules rules = definitions.rules(account, model);
        String key = condition.attributeKey();
        AttributeType type = key == null ? null : rules.typeOf(key);
        FilterField field = key == null || type == null ? null : FilterField.custom(key, FilterKind.of(type));
        test(faults, at, field, rules.keys().stream().toList(), condition, false);
    }

    private Filter.@Nullable Test test(
            Faults faults,
            String at,
            FilterModel model,
            AttributeRules rules,
            FilterCondition condition,
            boolean isOr) {
        FilterField field = model.find(condition.attributeKey(), condition.isCustom(), rules);
        List<String> keys = Stream.concat(model.fields().keySet().stream(), rules.keys().stream())
                .toList();
        return test(faults, at, field, keys, condition, isOr);
    }

    /// @param field null where the key is none of `keys`
    private Filter.@Nullable Test test(
            Faults faults,
            String at,
            @Nullable FilterField field,
            List<String> keys,
            FilterCondition condition,
            boolean isOr) {
        FilterOperator operator = FilterOperator.find(condition.filterOperator());
        faults.present(at + ".attribute_key", condition.attributeKey())
                .present(at + ".filter_operator", condition.filterOperator());
        if (field == null) {
            faults.oneOf(at + ".attribute_key", condition.attributeKey(), keys);
            return null;
        }
        if (operator == null || !field.kind().has(operator)) {
            faults.oneOf(
                    at + ".filter_operator",
                    condition.filterOperator(),
                    field.kind().operators());
            return null;
        }
        var values = new FilterValues(faults, at + ".values", clock.instant());
        return new Filter.Test(isOr, field, operator, values.bind(field, operator, condition.values()));
    }
}
