package io.supportly.automation;

import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.supportly.accounts.Members;
import io.supportly.conversations.Conversations;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.problems.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/// Runs macros in a job, each conversation in a transaction of its own, in the name of who asked for it.
@Configuration(proxyBeanMethods = false)
class MacroRunning {
    private static final Executing.Occasion EXECUTED = new Executing.Occasion("macro.executed", Map.of());

    /// The executor is asked for late: what it runs schedules jobs, and so needs this one first.
    @Bean
    OneTimeTask<MacroExecution> executeMacro(
            ObjectProvider<Executing> executing,
            ObjectProvider<Macros> macros,
            Conversations conversations,
            Members members,
            TransactionTemplate transactions) {
        return Tasks.oneTime("execute-macro", MacroExecution.class).execute((instance, _) -> {
            MacroExecution execution = instance.getData();
            var account = new AccountId(execution.account());
            Optional<Caller.Member> caller = members.caller(account, execution.user());
            if (caller.isEmpty()) {
                return;
            }
            List<Action> actions = actions(macros.getObject(), caller.get(), execution);
            for (long conversation : execution.conversations()) {
                transactions.executeWithoutResult(_ -> {
                    if (maySee(conversations, caller.get(), conversation)
                            && macros.getObject().mark(execution, conversation)) {
                        executing.getObject().run(caller.get(), conversation, actions, EXECUTED);
                    }
                });
            }
        });
    }

    /// None when it was deleted meanwhile.
    private static List<Action> actions(Macros macros, Caller caller, MacroExecution execution) {
        return macros.of(caller).stream()
                .filter(macro -> macro.id() == execution.macro())
                .findFirst()
                .map(Macro::actions)
                .orElse(List.of());
    }

    private static boolean maySee(Conversations conversations, Caller caller, long conversation) {
        try {
            conversations.get(caller, conversation);
            return true;
        } catch (Problem e) {
            return false;
        }
    }
}
