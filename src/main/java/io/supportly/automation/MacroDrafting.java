package io.supportly.automation;

import io.supportly.accounts.Members;
import io.supportly.conversations.KeptFiles;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.problems.Faults;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Makes macros of what agents send, with the files that they are to send.
@Component
final class MacroDrafting {
    private static final int LONGEST_NAME = 255;

    private final Macros macros;
    private final CheckingActions checking;
    private final ActionFiles files;
    private final Members members;
    private final TransactionTemplate transactions;

    MacroDrafting(
            Macros macros,
            CheckingActions checking,
            ActionFiles files,
            Members members,
            TransactionTemplate transactions) {
        this.macros = macros;
        this.checking = checking;
        this.files = files;
        this.members = members;
        this.transactions = transactions;
    }

    Macro add(Caller caller, Macro.Draft draft) {
        Macro.Draft whole = checked(caller, draft, Set.of());
        List<Action> actions = Objects.requireNonNull(whole.actions());
        return Objects.requireNonNull(
                transactions.execute(_ -> macros.add(caller, whole.doing(files.kept(caller, actions)))));
    }

    Macro update(Caller caller, long id, Macro.Draft draft) {
        Macro before = macros.get(caller, id).checkMayEdit(caller);
        Set<Long> had = ActionFiles.ids(before.actions());
        Macro.Draft whole = checked(caller, draft.over(before), had);
        List<Action> actions = Objects.requireNonNull(whole.actions());
        return Objects.requireNonNull(transactions.execute(_ -> {
            Macro after = macros.update(caller, id, whole.doing(files.kept(caller, actions)));
            Set<Long> unused = new HashSet<>(had);
            unused.removeAll(ActionFiles.ids(after.actions()));
            files.drop(caller.account(), unused);
            return after;
        }));
    }

    void remove(Caller caller, long id) {
        Macro macro = macros.get(caller, id).checkMayEdit(caller);
        transactions.executeWithoutResult(_ -> macros.remove(macro));
    }

    private Macro.Draft checked(Caller caller, Macro.Draft draft, Set<Long> kept) {
        List<Action> actions = draft.actions() == null ? List.of() : draft.actions();
        var faults = new Faults()
                .present("name", draft.name())
                .atMost("name", draft.name(), LONGEST_NAME)
                .oneOf("visibility", draft.visibility(), Macro.VISIBILITIES);
        checking.check(caller.account(), faults, ActionKind.OF_MACROS, actions);
        files.check(caller.account(), faults, actions, kept);
        faults.orThrow();
        boolean global = caller.isAdministrator() && Macro.GLOBAL.equals(draft.visibility());
        return new Macro.Draft(
                draft.name(),
                global ? Macro.GLOBAL : Macro.PERSONAL,
                actions.stream().map(Action::tidy).toList());
    }

    List<Macro.Rest> shown(AccountId account, List<Macro> all) {
        Set<Long> ids = all.stream()
                .flatMap(macro -> ActionFiles.ids(macro.actions()).stream())
                .collect(Collectors.toSet());
        List<KeptFiles.Kept> there = files.of(account, ids);
        return all.stream().map(macro -> shown(macro, there)).toList();
    }

    private Macro.Rest shown(Macro macro, List<KeptFiles.Kept> there) {
        Set<Long> mine = ActionFiles.ids(macro.actions());
        return new Macro.Rest(
                macro.id(),
                macro.name(),
                macro.visibility(),
                members.find(macro.account(), macro.createdBy()).orElse(null),
                members.find(macro.account(), macro.updatedBy()).orElse(null),
                macro.account().value(),
                macro.actions(),
                there.stream()
                        .filter(file -> mine.contains(file.id()))
                        .map(file -> Macro.File.of(macro, file))
                        .toList());
    }
}
