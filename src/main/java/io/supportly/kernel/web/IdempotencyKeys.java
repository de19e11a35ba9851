package io.supportly.kernel.web;

import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.sql.Rows;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Every idempotency key in the database, with the answer that it stands for, sealed ([AnswerSeal]).
@Component
public final class IdempotencyKeys {
    private final JdbcClient sql;
    private final Clock clock;

    IdempotencyKeys(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// @param hash of the request
    record Claim(String scope, AnswerSeal seal, byte[] hash) {
        Claim(String scope, String key, byte[] hash) {
            this(scope, new AnswerSeal(scope, key), hash);
        }
    }

    record Answer(int status, @Nullable String contentType, byte[] body) {}

    /// The key's turn, until the transaction ends; false when another request has it.
    boolean take(Claim claim) {
        return sql.sql("select pg_try_advisory_xact_lock(hashtextextended(:scope || ' ' || :key, 0))")
                .param("scope", claim.scope())
                .param("key", claim.seal().name())
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    Optional<Answer> answerTo(Claim claim) {
        return sql.sql("""
                        select request_hash, status, content_type, body
                        from idempotency_keys
                        where scope = :scope and key = :key and status is not null
                        """)
                .param("scope", claim.scope())
                .param("key", claim.seal().name())
                .query((row, _) -> {
                    if (!claim.seal().matches(row.getBytes("request_hash"), claim.hash())) {
                        throw Problem.invalid(
                                "Idempotency-Key", "was used with another request", "idempotency_key_reused");
                    }
                    return new Answer(
                            row.getInt("status"),
                            row.getString("content_type"),
                            claim.seal().open(row.getBytes("body")));
                })
                .optional();
    }

    void keep(Claim claim, Answer answer) {
        sql.sql("""
                        insert into idempotency_keys (scope, key, request_hash, status, content_type, body, created_at)
                        values (:scope, :key, :hash, :status, :type, :body, :now)
                        on conflict (scope, key) do update
                        set request_hash = excluded.request_hash, status = excluded.status,
                          content_type = excluded.content_type, body = excluded.body, created_at = excluded.created_at
                        where idempotency_keys.status is null
                        """)
                .param("scope", claim.scope())
                .param("key", claim.seal().name())
                .param("hash", claim.seal().digest(claim.hash()))
                .param("status", answer.status())
                .param("type", answer.contentType())
                .param("body", claim.seal().close(answer.body()))
                .param("now", Rows.time(clock.instant()))
                .update();
    }

    public int forgetBefore(Instant time) {
        return sql.sql("delete from idempotency_keys where created_at < :time")
                .param("time", time.atOffset(ZoneOffset.UTC))
                .update();
    }
}
