package io.supportly.testing;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/// Hears every statement that a watched request runs, as it goes to the database, with its binds.
@Configuration(proxyBeanMethods = false)
public class Statements {
    private static final String HEADER = "X-Watched";
    private static final Map<String, List<Run>> WATCHED = new ConcurrentHashMap<>();
    private static final ThreadLocal<@Nullable List<Run>> HEARD = new ThreadLocal<>();

    public record Run(String sql, List<Object> binds) {}

    /// @param commits transactions of more than one statement
    public record Heard(Answer answer, List<Run> runs, long commits) {}

    public static Heard during(Api api, Function<Api, Answer> request) {
        String id = UUID.randomUUID().toString();
        List<Run> runs = new ArrayList<>();
        WATCHED.put(id, runs);
        Answer answer = request.apply(api.with(HEADER, id));
        WATCHED.remove(id);
        long commits = runs.stream().filter(run -> run.sql().equals("commit")).count();
        return new Heard(
                answer,
                runs.stream()
                        .filter(run -> !run.sql().equals("commit") && !run.sql().startsWith("set supportly."))
                        .toList(),
                commits);
    }

    @Bean
    FilterRegistrationBean<Filter> watchedRequests() {
        Filter filter = (request, response, chain) -> {
            String id = ((HttpServletRequest) request).getHeader(HEADER);
            HEARD.set(id == null ? null : WATCHED.get(id));
            try {
                chain.doFilter(request, response);
            } finally {
                HEARD.remove();
            }
        };
        var registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(-1);
        return registration;
    }

    @Bean
    static BeanPostProcessor connectionsAreHeard() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof DataSource dataSource ? heard(dataSource) : bean;
            }
        };
    }

    private static DataSource heard(DataSource dataSource) {
        return new DelegatingDataSource(dataSource) {
            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = super.getConnection();
                List<Run> runs = HEARD.get();
                return runs == null ? connection : connection(connection, runs);
            }
        };
    }

    private static Connection connection(Connection connection, List<Run> runs) {
        return proxy(Connection.class, (_, method, arguments) -> {
            Object result = call(connection, method, arguments);
            if (method.getName().equals("commit")) {
                runs.add(new Run("commit", List.of()));
            }
            return result instanceof PreparedStatement statement && arguments != null
                    ? statement(statement, (String) arguments[0], runs)
                    : result;
        });
    }

    private static PreparedStatement statement(PreparedStatement statement, String sql, List<Run> runs) {
        var binds = new TreeMap<Integer, Object>();
        return proxy(PreparedStatement.class, (_, method, arguments) -> {
            String name = method.getName();
            if (name.startsWith("set")
                    && arguments != null
                    && arguments.length > 1
                    && arguments[0] instanceof Integer at) {
                binds.put(at, name.equals("setNull") ? null : arguments[1]);
            }
            if (name.startsWith("execute")) {
                runs.add(new Run(sql, new ArrayList<>(binds.values())));
            }
            return call(statement, method, arguments);
        });
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
