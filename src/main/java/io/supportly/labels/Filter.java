package io.supportly.labels;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A filter whose conditions were checked.
public final class Filter {
    private final List<Test> tests;

    /// @param isOr whether it is joined to the one before by `or`
    /// @param bind what is compared with; null where nothing is
    record Test(
            boolean isOr,
            FilterField field,
            FilterOperator operator,
            @Nullable Object bind) {}

    Filter(List<Test> tests) {
        this.tests = List.copyOf(tests);
    }

    /// The expression behind each key of a model, and the column of its custom attributes.
    public record Columns(Map<String, String> fields, String customAttributes) {}

    /// A clause in brackets and its binds, whose names begin with `filter`.
    public record Clause(String sql, Map<String, Object> binds) {}

    /// In SQL, `and` binds tighter than `or`, too.
    public Clause over(Columns columns) {
        var clause = new StringBuilder("(");
        var binds = new LinkedHashMap<String, Object>();
        for (int i = 0; i < tests.size(); i++) {
            Test test = tests.get(i);
            if (i > 0) {
                clause.append(test.isOr() ? " or " : " and ");
            }
            FilterField field = test.field();
            if (field.isCustom()) {
                binds.put("filterKey" + i, field.key());
            }
            String expression = field.isCustom()
                    ? field.kind().attribute(columns.customAttributes(), "filterKey" + i)
                    : Objects.requireNonNull(columns.fields().get(field.key()));
            clause.append(field.kind().sql(test.operator(), expression, "filter" + i));
            if (test.bind() != null) {
                binds.put("filter" + i, test.bind());
            }
        }
        return new Clause(clause.append(")").toString(), binds);
    }
}
