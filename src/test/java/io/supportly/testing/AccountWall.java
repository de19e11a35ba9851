package io.supportly.testing;

import jakarta.servlet.Filter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.postgresql.jdbc.PgConnection;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/// Turns a forgotten `account_id` into a failure. The application connects as a role under row-level security, with
/// the account of the request in a setting of the connection; the policy does not hide a row of another account that a
/// statement touches, it raises an error, and the request ends in a 500. A statement that names its account is
/// filtered by that first and never gets there.
@Configuration(proxyBeanMethods = false)
public class AccountWall {
    static final String ROLE = "supportly_app";
    private static final ThreadLocal<String> ACCOUNT = ThreadLocal.withInitial(() -> "any");
    private static final Pattern PATH = Pattern.compile("/accounts/(\\d{1,18})(/.*)?$");

    /// Who a token or a user belongs to is asked before there is an account.
    private static final String EXEMPT = "'members', 'agent_bots'";

    static void build(String jdbcUrl, String user, String password) {
        try (var data = new SingleConnectionDataSource(jdbcUrl, user, password, true)) {
            build(JdbcClient.create(data), password);
        }
    }

    private static void build(JdbcClient sql, String password) {
        sql.sql("""
                create function same_account(row_account bigint) returns boolean language plpgsql stable cost 10000 as $$
                declare mine text := current_setting('supportly.account', true);
                begin
                  if mine is null or mine in ('', 'any') or row_account::text = mine then return true; end if;
                  raise exception 'a row of account % was touched for account %', row_account, mine;
                end $$
                """).update();
        sql.sql("create role " + ROLE + " login password '" + password + "'").update();
        // Small tables are read like large ones, by index: what is read whole and joined then touches every account.
        for (String plan : List.of("enable_seqscan", "enable_hashjoin", "enable_mergejoin")) {
            sql.sql("alter role " + ROLE + " set " + plan + " = off").update();
        }
        sql.sql("grant all on all tables in schema public to " + ROLE).update();
        sql.sql("grant all on all sequences in schema public to " + ROLE).update();
        sql.sql("alter default privileges in schema public grant all on sequences to " + ROLE)
                .update();
        sql.sql("""
                        select c.table_name from information_schema.columns c
                        join information_schema.tables t using (table_schema, table_name)
                        where c.table_schema = 'public' and c.column_name = 'account_id' and t.table_type = 'BASE TABLE'
                          and c.table_name not in (%s)
                        """.formatted(EXEMPT)).query(String.class).list().forEach(table -> {
            sql.sql("alter table " + table + " enable row level security").update();
            sql.sql("create policy account_wall on " + table
                            + " using (same_account(account_id)) with check (same_account(account_id))")
                    .update();
        });
    }

    @Bean
    FilterRegistrationBean<Filter> accountOfRequest() {
        Filter filter = (request, response, chain) -> {
            Matcher path = PATH.matcher(((jakarta.servlet.http.HttpServletRequest) request).getRequestURI());
            ACCOUNT.set(path.find() ? path.group(1) : "any");
            try {
                chain.doFilter(request, response);
            } finally {
                ACCOUNT.remove();
            }
        };
        var registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(50);
        return registration;
    }

    @Bean
    static BeanPostProcessor connectionsKnowTheirAccount() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof DataSource dataSource ? walled(dataSource) : bean;
            }
        };
    }

    private static DataSource walled(DataSource dataSource) {
        // Most connections are lent to the same account again, and a round trip less is felt over a whole suite.
        Map<Connection, String> known = Collections.synchronizedMap(new WeakHashMap<>());
        return new DelegatingDataSource(dataSource) {
            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = super.getConnection();
                String account = ACCOUNT.get();
                if (!account.equals(known.put(connection.unwrap(PgConnection.class), account))) {
                    try (Statement statement = connection.createStatement()) {
                        statement.execute("set supportly.account = '" + account + "'");
                    }
                }
                return connection;
            }
        };
    }
}
