package io.supportly.contacts;

import io.supportly.kernel.Caller;
import io.supportly.kernel.problems.Faults;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Puts labels on contacts and takes them off.
@Component
public final class Labelling {
    private static final int MOST = 100;
    private static final int LONGEST = 255;

    private final Contacts contacts;
    private final TransactionTemplate transactions;

    Labelling(Contacts contacts, TransactionTemplate transactions) {
        this.contacts = contacts;
        this.transactions = transactions;
    }

    record Draft(@Nullable List<String> labels) {
        List<String> checked() {
            List<String> wanted = labels == null ? List.of() : labels;
            var faults = new Faults();
            check(faults, "labels", wanted);
            faults.orThrow();
            return tidy(wanted);
        }
    }

    public static void check(Faults faults, String field, List<String> labels) {
        faults.check(field, labels.size() <= MOST, "are too many (maximum is " + MOST + ")", "too_long");
        labels.forEach(label -> faults.atMost(field, label, LONGEST));
    }

    /// As labels are kept: in lower case, each once.
    public static List<String> tidy(List<String> labels) {
        return labels.stream()
                .map(label -> label.strip().toLowerCase(Locale.ROOT))
                .filter(label -> !label.isEmpty())
                .distinct()
                .toList();
    }

    /// A comma-separated text, as a cell of a table holds them.
    static List<String> tidy(String labels) {
        return tidy(Arrays.asList(labels.split(",")));
    }

    /// The labels afterwards; nothing is written when they are the same.
    public List<String> change(Caller caller, long contact, UnaryOperator<List<String>> change) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            List<String> before = contacts.lock(caller, contact).labels();
            List<String> after = change.apply(before);
            return after.equals(before)
                    ? before
                    : contacts.change(
                                    caller, contact, "labels = :labels", Map.of("labels", after.toArray(String[]::new)))
                            .labels();
        }));
    }
}
