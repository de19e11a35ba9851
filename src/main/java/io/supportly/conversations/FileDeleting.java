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

/// Takes files out of the store whose rows are gone. The row that asks for it goes last: what is cut off is done again.
@Configuration(proxyBeanMethods = false)
class FileDeleting {
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int BATCH = 100;

    private record Unused(long account, long id, String key) {}

    @Bean
    RecurringTask<Void> deleteFiles(JdbcClient sql, FileStore files, Uploads uploads) {
        return Tasks.recurring("delete-files", FixedDelay.of(PAUSE)).execute((_, _) -> {
            uploads.forgetOld();
            int deleted = BATCH;
            while (deleted == BATCH && !Thread.currentThread().isInterrupted()) {
                deleted = batch(sql, files);
            }
        });
    }

    /// In no transaction: the store may be far away, and slow.
    private static int batch(JdbcClient sql, FileStore files) {
        List<Unused> some = sql.sql("select account_id, id, file_key from files_to_delete limit :batch")
                .param("batch", BATCH)
                .query((row, _) -> new Unused(row.getLong("account_id"), row.getLong("id"), row.getString("file_key")))
                .list();
        some.forEach(file -> files.delete(file.key()));
        sql.sql("""
                        delete from files_to_delete
                        where (account_id, id) in (
                          select account, id from unnest(:accounts::bigint[], :ids::bigint[]) as t (account, id)
                        )
                        """)
                .param("accounts", some.stream().map(Unused::account).toArray(Long[]::new))
                .param("ids", some.stream().map(Unused::id).toArray(Long[]::new))
                .update();
        return some.size();
    }
}
