package io.supportly.reports;

import io.supportly.kernel.AccountId;
import io.supportly.reports.Subjects.Subject;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/// The figures of each agent, inbox, team or label of an account.
@Component
final class Summaries {
    private final Subjects subjects;
    private final Rollups rollups;

    Summaries(Subjects subjects, Rollups rollups) {
        this.subjects = subjects;
        this.rollups = rollups;
    }

    record Summary(Subject subject, Figures figures) {}

    List<Summary> of(AccountId account, Scope scope, Period period) {
        List<Subject> all = subjects.of(account, scope);
        List<String> keys = all.stream().map(Subject::key).toList();
        Map<String, Figures> figures = rollups.of(account, scope, keys, period);
        return all.stream()
                .map(subject -> new Summary(subject, figures.getOrDefault(subject.key(), Figures.NONE)))
                .toList();
    }
}
