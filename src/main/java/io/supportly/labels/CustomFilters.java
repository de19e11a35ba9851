package io.supportly.labels;

import io.supportly.kernel.Caller;
import io.supportly.kernel.json.Attributes;
import io.supportly.kernel.json.Times;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Every custom filter in the database; each user has his own, and nobody else sees them.
@Component
final class CustomFilters {
    private static final int MOST = 1000;

    private final JdbcClient sql;
    private final Clock clock;

    CustomFilters(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    List<CustomFilter> of(Caller caller, CustomFilter.Type type) {
        return sql.sql("""
                        select id, name, filter_type, query, created_at, updated_at from custom_filters
                        where account_id = :account and user_id = :user and filter_type = :type
                        order by id
                        """)
                .param("account", caller.account().value())
                .param("user", caller.actorId())
                .param("type", type.ordinal())
                .query((row, _) -> filter(row))
                .list();
    }

    CustomFilter get(Caller caller, long id) {
        return sql.sql("""
                        select id, name, filter_type, query, created_at, updated_at from custom_filters
                        where account_id = :account and id = :id and user_id = :user
                        """)
                .param("account", caller.account().value())
                .param("id", id)
                .param("user", caller.actorId())
                .query((row, _) -> filter(row))
                .optional()
                .orElseThrow(Problem::notFound);
    }

    CustomFilter add(Caller caller, CustomFilter.Content content) {
        return sql.sql("""
                        insert into custom_filters (account_id, user_id, name, filter_type, query, created_at,
                          updated_at)
                        select :account, :user, :name, :type, :query::jsonb, :now, :now
                        where (select count(*) from custom_filters where account_id = :account and user_id = :user)
                          < :most
                        returning id, name, filter_type, query, created_at, updated_at
                        """)
                .param("account", caller.account().value())
                .param("user", caller.actorId())
                .param("name", content.name())
                .param("type", content.type().ordinal())
                .param("query", content.query())
                .param("now", Rows.time(clock.instant()))
                .param("most", MOST)
                .query((row, _) -> filter(row))
                .optional()
                .orElseThrow(
                        () -> Problem.invalid(null, "There are " + MOST + " filters already, the most for a user"));
    }

    CustomFilter update(Caller caller, long id, CustomFilter.Content content) {
        return sql.sql("""
                        update custom_filters
                        set name = :name, filter_type = :type, query = :query::jsonb, updated_at = :now
                        where account_id = :account and id = :id and user_id = :user
                        returning id, name, filter_type, query, created_at, updated_at
                        """)
                .param("name", content.name())
                .param("type", content.type().ordinal())
                .param("query", content.query())
                .param("now", Rows.time(clock.instant()))
                .param("account", caller.account().value())
                .param("id", id)
                .param("user", caller.actorId())
                .query((row, _) -> filter(row))
                .optional()
                .orElseThrow(Problem::notFound);
    }

    void remove(Caller caller, long id) {
        int removed = sql.sql("delete from custom_filters where account_id = :account and id = :id and user_id = :user")
                .param("account", caller.account().value())
                .param("id", id)
                .param("user", caller.actorId())
                .update();
        if (removed == 0) {
            throw Problem.notFound();
        }
    }

    private static CustomFilter filter(ResultSet row) throws SQLException {
        return new CustomFilter(
                row.getLong("id"),
                row.getString("name"),
                CustomFilter.Type.values()[row.getInt("filter_type")],
                new Attributes(row.getString("query")),
                Times.iso(Rows.instant(row, "created_at")),
                Times.iso(Rows.instant(row, "updated_at")));
    }
}
