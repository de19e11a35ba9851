package io.supportly.kernel.operation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The migrations that this version brings, against those that the database has had.
@Component
final class Migrations {
    private static final Pattern VERSION = Pattern.compile("V(\\d+)__.*\\.sql");

    private final JdbcClient sql;
    private volatile @Nullable BigDecimal newest;

    Migrations(JdbcClient sql) {
        this.sql = sql;
    }

    /// A database that is ahead is well: a newer node has started beside this one.
    boolean areApplied() {
        BigDecimal applied =
                sql.sql("""
                        select max(version::numeric) from flyway_schema_history
                        where success and version is not null
                        """).query((row, _) -> row.getBigDecimal(1)).single();
        return applied.compareTo(newest()) >= 0;
    }

    private BigDecimal newest() {
        BigDecimal known = newest;
        if (known == null) {
            known = read();
            newest = known;
        }
        return known;
    }

    private static BigDecimal read() {
        try {
            var files = new PathMatchingResourcePatternResolver().getResources("classpath:db/migration/V*.sql");
            return Arrays.stream(files)
                    .map(file -> VERSION.matcher(Objects.requireNonNullElse(file.getFilename(), "")))
                    .filter(Matcher::matches)
                    .map(matcher -> new BigDecimal(matcher.group(1)))
                    .max(BigDecimal::compareTo)
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
