package io.supportly.conversations;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.supportly.kernel.files.FileStore;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// Takes files out of the store whose rows are gone. The row that asks for it goes last: what is cut off is done again.
@Configuration(proxyBeanMethods = false)
class FileDeleting {
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int BATCH = 100;

    @Bean
    RecurringTask<Void> deleteFiles(
            JdbcClient sql, FileStore files, Uploads uploads, TransactionTemplate transactions) {
        return Tasks.recurring("delete-files", FixedDelay.of(PAUSE)).execute((_, _) -> {
            uploads.forgetOld();
            int deleted = BATCH;
            while (deleted == BATCH && !Thread.currentThread().isInterrupted()) {
                deleted = batch(sql, files, transactions);
            }
        });
    }

    private static int batch(JdbcClient sql, FileStore files, TransactionTemplate transactions) {
        return transactions.execute(_ -> {
            List<String> keys = sql.sql("""
                            delete from files_to_delete
                            where (account_id, id) in (
                              select account_id, id from files_to_delete limit :batch for update skip locked
                            )
                            returning file_key
                            """)
                    .param("batch", BATCH)
                    .query((row, _) -> row.getString(1))
                    .list();
            keys.forEach(files::delete);
            return keys.size();
        });
    }
}
