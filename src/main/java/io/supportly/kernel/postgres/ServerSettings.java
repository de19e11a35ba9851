package io.supportly.kernel.postgres;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/// The server's configuration for this machine: a small neighbour of the application, on a solid-state disk.
record ServerSettings(int port, Durability durability, boolean statistics, long memoryInMegabytes) {
    static ServerSettings here(int port, Durability durability, boolean statistics) {
        var machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new ServerSettings(port, durability, statistics, machine.getTotalMemorySize() >> 20);
    }

    String text() {
        return """
                # Written anew at each start. Settings of your own go into the file postgres/local.conf.
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = '../socket'
                unix_socket_permissions = 0700
                max_connections = 100
                password_encryption = 'scram-sha-256'

                shared_buffers = %dMB
                effective_cache_size = %dMB
                work_mem = 8MB
                maintenance_work_mem = %dMB
                dynamic_shared_memory_type = posix
                shared_preload_libraries = '%s'

                random_page_cost = 1.1
                effective_io_concurrency = 64
                jit = off
                max_parallel_workers_per_gather = 1
                default_text_search_config = 'pg_catalog.simple'

                %s
                min_wal_size = 256MB
                max_wal_size = 2GB
                checkpoint_timeout = 15min
                autovacuum_naptime = 20s

                log_line_prefix = '%%m [%%p] '
                log_timezone = 'UTC'
                log_checkpoints = off
                log_min_duration_statement = 2s
                log_parameter_max_length = 0
                timezone = 'UTC'
                lc_messages = 'C'
                lc_monetary = 'C'
                lc_numeric = 'C'
                lc_time = 'C'
                include_if_exists = '../local.conf'
                """.formatted(
                        port, buffers(), memoryInMegabytes / 2, Math.min(buffers() / 2, 128), preloaded(), writing());
    }

    private long buffers() {
        return Math.clamp(memoryInMegabytes / 16, 32, 1024);
    }

    private String preloaded() {
        return statistics ? "pg_stat_statements" : "";
    }

    private String writing() {
        return switch (durability) {
            case DURABLE -> """
                fsync = on
                synchronous_commit = on
                full_page_writes = on""";
            case DISPOSABLE -> """
                fsync = off
                synchronous_commit = off
                full_page_writes = off""";
        };
    }
}
