package io.supportly.automation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The conditions of a rule, made ready once; AND binds tighter than OR, and none at all always hold.
///
/// @param fault why they never made sense, if so
record Conditions(
        List<Condition> list, List<Term> terms, @Nullable String fault) {

    static Conditions of(List<Condition> list, @Nullable Trigger trigger) {
        var terms = new ArrayList<Term>();
        for (Condition condition : list) {
            Optional<Key> key = Key.of(condition);
            if (key.isEmpty()) {
                return new Conditions(list, List.of(), "There is no attribute " + condition.attributeKey());
            }
            Optional<Operator> operator =
                    Operator.of(condition.filterOperator()).filter(key.get().operators(trigger)::contains);
            if (operator.isEmpty()) {
                return new Conditions(
                        list,
                        List.of(),
                        condition.attributeKey() + " can not be compared by " + condition.filterOperator());
            }
            terms.add(Term.of(condition, key.get(), operator.get()));
        }
        return new Conditions(list, terms, null);
    }

    Verdict judge(Subject subject) {
        String why = fault(subject.comparisons());
        if (why != null) {
            return new Verdict.Invalid(why);
        }
        return holds(subject) ? new Verdict.Matched() : new Verdict.Missed();
    }

    /// What was right when it was written may not be so any more: custom attributes come and go.
    ///
    /// @param comparisons the words of the operators that compare a custom attribute; none of one that is gone
    @Nullable
    String fault(Function<Key.Custom, List<String>> comparisons) {
        if (fault != null) {
            return fault;
        }
        for (Term term : terms) {
            String why = term.key() instanceof Key.Custom custom ? term.fault(comparisons.apply(custom)) : null;
            if (why != null) {
                return why;
            }
        }
        return null;
    }

    private boolean holds(Subject subject) {
        boolean all = true;
        for (int i = 0; i < terms.size(); i++) {
            all = all && terms.get(i).holds(subject);
            boolean alternative = terms.get(i).endsGroup() && i < terms.size() - 1;
            if (all && alternative) {
                return true;
            }
            all = all || alternative;
        }
        return all;
    }
}
