package io.supportly.kernel.operation;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What is measured all the time: requests (by the filters), the process, the pool.
@Configuration(proxyBeanMethods = false)
class Meters {
    /// Closed with the registry's bean.
    @Bean
    JvmGcMetrics collections() {
        return new JvmGcMetrics();
    }

    @Bean
    PrometheusMeterRegistry meterRegistry(JvmGcMetrics collections) {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
        return registry;
    }

    @Bean
    SmartInitializingSingleton measuredPool(DataSource dataSource, PrometheusMeterRegistry registry) {
        return () -> {
            try {
                dataSource
                        .unwrap(HikariDataSource.class)
                        .setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(registry));
            } catch (SQLException e) {
                throw new IllegalStateException("The pool is not ours", e);
            }
        };
    }
}
