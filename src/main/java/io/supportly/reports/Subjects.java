package io.supportly.reports;

import io.supportly.accounts.Members;
import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.problems.Problem;
import io.supportly.labels.Labels;
import io.supportly.teams.Teams;
import java.util.List;
import org.springframework.stereotype.Component;

/// Who and what an account has to report about.
@Component
final class Subjects {
    private final Members members;
    private final Inboxes inboxes;
    private final Teams teams;
    private final Labels labels;

    Subjects(Members members, Inboxes inboxes, Teams teams, Labels labels) {
        this.members = members;
        this.inboxes = inboxes;
        this.teams = teams;
        this.labels = labels;
    }

    /// @param key what the roll-ups call it
    /// @param kind an inbox's channel; else empty
    record Subject(long id, String key, String name, String kind) {
        static Subject of(long id, String name) {
            return new Subject(id, Long.toString(id), name, "");
        }
    }

    /// In the order in which each is listed elsewhere.
    List<Subject> of(AccountId account, Scope scope) {
        return switch (scope) {
            case ACCOUNT -> List.of(new Subject(account.value(), "", "", ""));
            case AGENT ->
                members.of(account).stream()
                        .map(agent -> Subject.of(agent.id(), agent.name()))
                        .toList();
            case INBOX ->
                inboxes.of(account).stream()
                        .map(inbox -> new Subject(
                                inbox.id(),
                                Long.toString(inbox.id()),
                                inbox.name(),
                                inbox.channel().wire()))
                        .toList();
            case TEAM ->
                teams.of(account).stream()
                        .map(team -> Subject.of(team.id(), team.name()))
                        .toList();
            case LABEL ->
                labels.titles(account).entrySet().stream()
                        .map(label -> new Subject(label.getKey(), label.getValue(), label.getValue(), ""))
                        .toList();
        };
    }

    Subject get(AccountId account, Scope scope, long id) {
        return of(account, scope).stream()
                .filter(subject -> scope == Scope.ACCOUNT || subject.id() == id)
                .findFirst()
                .orElseThrow(Problem::notFound);
    }
}
