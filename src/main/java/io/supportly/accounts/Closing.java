package io.supportly.accounts;

import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.jobs.Jobs;
import io.supportly.kernel.sql.Transactions;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Deletes an account: it is closed for everybody at once, and a job clears away what hangs on it.
@Component
public final class Closing {
    private final Accounts accounts;
    private final Jobs jobs;
    private final CustomTask<Void> clearAccount;
    private final TransactionTemplate transactions;

    Closing(Accounts accounts, Jobs jobs, CustomTask<Void> clearAccount, TransactionTemplate transactions) {
        this.accounts = accounts;
        this.jobs = jobs;
        this.clearAccount = clearAccount;
        this.transactions = transactions;
    }

    public void close(AccountId account) {
        transactions.executeWithoutResult(_ -> {
            if (accounts.close(account)) {
                jobs.schedule(clearAccount, account.toString(), null);
                Transactions.afterCommit(jobs::wake);
            }
        });
    }
}
