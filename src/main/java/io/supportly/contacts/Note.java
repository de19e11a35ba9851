package io.supportly.contacts;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.supportly.accounts.Agent;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.json.Times;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.sql.Rows;
import io.supportly.kernel.web.Required;
import io.supportly.kernel.web.Wrapped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What an agent wrote down about a contact.
record Note(
        AccountId account, long id, long contactId, long userId, String content, Instant createdAt, Instant updatedAt) {

    static final String COLUMNS = "n.account_id, n.id, n.contact_id, n.user_id, n.content, n.created_at, n.updated_at";
    private static final int LONGEST = 20_000;

    @Wrapped("note")
    record Draft(@Required @Nullable String content) {
        String checked() {
            new Faults()
                    .present("content", content)
                    .atMost("content", content, LONGEST)
                    .orThrow();
            return Objects.requireNonNull(content);
        }
    }

    /// @param user who wrote it; absent once he left
    record Rest(
            long id,
            String content,
            long accountId,
            long contactId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Agent user,

            long createdAt,
            long updatedAt) {}

    Rest rest(@Nullable Agent user) {
        return new Rest(
                id, content, account.value(), contactId, user, Times.seconds(createdAt), Times.seconds(updatedAt));
    }

    static Note of(ResultSet row) throws SQLException {
        return new Note(
                new AccountId(row.getLong("account_id")),
                row.getLong("id"),
                row.getLong("contact_id"),
                row.getLong("user_id"),
                row.getString("content"),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "updated_at"));
    }
}
