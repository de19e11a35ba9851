package io.supportly.replies;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.json.Times;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Every canned response in the database.
@Component
final class CannedResponses {
    private final JdbcClient sql;
    private final Clock clock;

    CannedResponses(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// All, or those with the text in them: first whose code begins with it, then whose code has it, then the rest.
    List<CannedResponse> of(AccountId account, @Nullable String search) {
        String text = search == null ? null : literally(search.strip().toLowerCase(Locale.ROOT));
        return sql.sql("""
                        select id, account_id, short_code, content, created_at, updated_at from canned_responses
                        where account_id = :account
                          and (:anywhere::text is null
                            or lower(short_code) like :anywhere::text or lower(content) like :anywhere::text)
                        order by
                          case when lower(short_code) like :prefix::text then 0
                            when lower(short_code) like :anywhere::text then 1 else 2 end,
                          lower(short_code), id
                        """)
                .param("account", account.value())
                .param("anywhere", text == null ? null : "%" + text + "%")
                .param("prefix", text == null ? null : text + "%")
                .query((row, _) -> response(row))
                .list();
    }

    private static String literally(String text) {
        return text.replaceAll("([\\\\%_])", "\\\\$1");
    }

    CannedResponse get(AccountId account, long id) {
        return sql.sql("""
                        select id, account_id, short_code, content, created_at, updated_at from canned_responses
                        where account_id = :account and id = :id
                        """)
                .param("account", account.value())
                .param("id", id)
                .query((row, _) -> response(row))
                .optional()
                .orElseThrow(Problem::notFound);
    }

    CannedResponse add(AccountId account, CannedResponse.Draft draft) {
        return sql.sql("""
                        insert into canned_responses (account_id, short_code, content, created_at, updated_at)
                        values (:account, :code, :content, :now, :now)
                        returning id, account_id, short_code, content, created_at, updated_at
                        """)
                .param("account", account.value())
                .param("code", draft.shortCode())
                .param("content", draft.content())
                .param("now", Rows.time(clock.instant()))
                .query((row, _) -> response(row))
                .single();
    }

    CannedResponse update(AccountId account, long id, CannedResponse.Draft draft) {
        return sql.sql("""
                        update canned_responses
                        set short_code = coalesce(:code, short_code), content = coalesce(:content, content),
                          updated_at = :now
                        where account_id = :account and id = :id
                        returning id, account_id, short_code, content, created_at, updated_at
                        """)
                .param("code", draft.shortCode())
                .param("content", draft.content())
                .param("now", Rows.time(clock.instant()))
                .param("account", account.value())
                .param("id", id)
                .query((row, _) -> response(row))
                .optional()
                .orElseThrow(Problem::notFound);
    }

    void remove(AccountId account, long id) {
        int removed = sql.sql("delete from canned_responses where account_id = :account and id = :id")
                .param("account", account.value())
                .param("id", id)
                .update();
        if (removed == 0) {
            throw Problem.notFound();
        }
    }

    private static CannedResponse response(ResultSet row) throws SQLException {
        return new CannedResponse(
                row.getLong("id"),
                new AccountId(row.getLong("account_id")),
                row.getString("short_code"),
                row.getString("content"),
                Times.iso(Rows.instant(row, "created_at")),
                Times.iso(Rows.instant(row, "updated_at")));
    }
}
