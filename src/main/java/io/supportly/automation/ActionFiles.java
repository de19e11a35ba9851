package io.supportly.automation;

import io.supportly.conversations.KeptFiles;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.problems.Faults;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// The files that actions send. A client names one by the signed id of an upload, from then on by the id under which it
/// is kept.
@Component
final class ActionFiles {
    private final KeptFiles files;

    ActionFiles(KeptFiles files) {
        this.files = files;
    }

    static Set<Long> ids(Collection<Action> actions) {
        return actions.stream()
                .filter(action -> isAttachment(action) && isId(action.text()))
                .map(action -> Long.valueOf(action.text()))
                .collect(Collectors.toSet());
    }

    private static boolean isAttachment(Action action) {
        return ActionKind.SEND_ATTACHMENT.word().equals(action.actionName());
    }

    private static boolean isId(String text) {
        return text.matches("\\d{1,18}");
    }

    /// @param kept the files that there are already
    void check(AccountId account, Faults faults, List<Action> actions, Set<Long> kept) {
        for (int i = 0; i < actions.size(); i++) {
            String text = actions.get(i).text();
            if (isAttachment(actions.get(i)) && !text.isEmpty()) {
                faults.check(
                        "actions." + i + ".action_params",
                        isId(text) ? kept.contains(Long.valueOf(text)) : files.isUploaded(account, text),
                        "is no uploaded file",
                        "not_found");
            }
        }
    }

    /// In the caller's transaction, what is to be sent is kept.
    List<Action> kept(Caller caller, List<Action> actions) {
        return actions.stream()
                .map(action -> isAttachment(action) && !isId(action.text())
                        ? action.with(files.keep(caller, action.text()))
                        : action)
                .toList();
    }

    /// For what is to have files of its own.
    List<Action> copied(Caller caller, List<Action> actions) {
        return actions.stream()
                .map(action -> isAttachment(action)
                        ? action.with(files.keepAgain(caller, Long.parseLong(action.text())))
                        : action)
                .toList();
    }

    void drop(AccountId account, Set<Long> ids) {
        if (!ids.isEmpty()) {
            files.drop(account, ids);
        }
    }

    List<KeptFiles.Kept> of(AccountId account, Set<Long> ids) {
        return ids.isEmpty() ? List.of() : files.of(account, ids);
    }
}
