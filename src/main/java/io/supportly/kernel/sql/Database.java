package io.supportly.kernel.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;
import org.springframework.boot.flyway.autoconfigure.FlywayDataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The pool. Small on purpose: on two cores more connections only make each of them slower; requests queue here.
@Configuration(proxyBeanMethods = false)
class Database {
    private static final int CONNECTIONS = 8;

    @Bean
    HikariDataSource dataSource(DatabaseServer server) {
        var config = new HikariConfig();
        config.setPoolName("supportly");
        config.setDataSource(new Reconnecting(connections(server)));
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(Duration.ofSeconds(5).toMillis());
        config.setValidationTimeout(Duration.ofSeconds(2).toMillis());
        config.setKeepaliveTime(Duration.ofMinutes(1).toMillis());
        return new HikariDataSource(config);
    }

    private static DataSource connections(DatabaseServer server) {
        var properties = new Properties();
        properties.setProperty("user", server.user());
        properties.setProperty("password", server.password());
        // Planning costs more than running: every statement is prepared from its first execution, and planned once.
        // Pages are short: remembering what their joins found (memoize) costs more than it saves.
        properties.setProperty("prepareThreshold", "1");
        properties.setProperty("preparedStatementCacheQueries", "512");
        properties.setProperty("reWriteBatchedInserts", "true");
        properties.setProperty("ApplicationName", "supportly");
        properties.setProperty("connectTimeout", "4");
        properties.setProperty("socketTimeout", "60");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty(
                "options",
                "-c plan_cache_mode=force_generic_plan -c jit=off -c enable_memoize=off -c statement_timeout=30s"
                        + " -c idle_in_transaction_session_timeout=60s");
        return new DriverManagerDataSource(server.jdbcUrl(), properties);
    }

    /// Migrations have no limit of time, as a full table takes as long as it takes; the pool's connections are given up
    /// after a minute of silence.
    @Bean(defaultCandidate = false)
    @FlywayDataSource
    DataSource migrationDataSource(DatabaseServer server) {
        return new DriverManagerDataSource(server.jdbcUrl(), server.user(), server.password());
    }

    @Bean
    TransactionTemplate transactions(PlatformTransactionManager manager) {
        return new TransactionTemplate(manager);
    }
}
