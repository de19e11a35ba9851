package io.supportly.kernel.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import io.supportly.kernel.Background;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Every job of the application, run by db-scheduler: a module offers a [Task] bean, and schedules instances of it
/// here, in the transaction of what makes them due.
@Component
public final class Jobs implements Background {
    private static final int THREADS = 4;

    private final Scheduler scheduler;
    private volatile boolean running;

    Jobs(DataSource dataSource, List<Task<?>> tasks) {
        List<RecurringTask<?>> recurring = new ArrayList<>();
        List<Task<?>> others = new ArrayList<>();
        for (Task<?> task : tasks) {
            if (task instanceof RecurringTask<?> again) {
                recurring.add(again);
            } else {
                others.add(task);
            }
        }
        var builder = Scheduler.create(new TransactionAwareDataSourceProxy(dataSource), others)
                .startTasks(recurring);
        scheduler = builder.threads(THREADS)
                .executorService(Executors.newVirtualThreadPerTaskExecutor())
                .pollingInterval(Duration.ofSeconds(1))
                .heartbeatInterval(Duration.ofSeconds(20))
                .shutdownMaxWait(Duration.ofSeconds(20))
                .schedulerName(new SchedulerName.Fixed(UUID.randomUUID().toString()))
                .build();
    }

    /// Runs `task` once at the time, on whichever node is free; scheduling the same instance again changes nothing.
    public <T> void schedule(Task<T> task, String instance, @Nullable T data, Instant at) {
        scheduler.scheduleIfNotExists(task.instance(instance, data), at);
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            scheduler.triggerCheckForDueExecutions();
        }
    }

    /// Runs `task` once, as soon as a node is free.
    public <T> void schedule(Task<T> task, String instance, @Nullable T data) {
        schedule(task, instance, data, Instant.EPOCH);
    }

    /// Looks for due jobs at once, for who has just committed some.
    public void wake() {
        scheduler.triggerCheckForDueExecutions();
    }

    public void cancel(Task<?> task, String instance) {
        scheduler
                .getScheduledExecution(TaskInstanceId.of(task.getName(), instance))
                .ifPresent(execution -> scheduler.cancel(execution.getTaskInstance()));
    }

    @Override
    public void start() {
        scheduler.start();
        running = true;
    }

    @Override
    public void stop() {
        scheduler.stop();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
