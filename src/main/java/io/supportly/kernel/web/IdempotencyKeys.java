package io.supportly.kernel.web;

import io.supportly.kernel.problems.Problem;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Every idempotency key in the database, with the answer that it stands for.
@Component
public final class IdempotencyKeys {
    private final JdbcClient sql;

    IdempotencyKeys(JdbcClient sql) {
        this.sql = sql;
    }

    record Claim(String scope, String key, byte[] hash) {}

    record Answer(int status, @Nullable String contentType, byte[] body) {}

    /// True when nobody holds the key, or whoever did has been running since before `abandoned` (its node died).
    boolean claim(Claim claim, Instant now, Instant abandoned) {
        return sql.sql("""
                        insert into idempotency_keys (scope, key, request_hash, created_at)
                        values (:scope, :key, :hash, :now)
                        on conflict (scope, key) do update
                        set request_hash = excluded.request_hash, created_at = excluded.created_at
                        where idempotency_keys.status is null and idempotency_keys.created_at < :abandoned
                        """)
                        .param("scope", claim.scope())
                        .param("key", claim.key())
                        .param("hash", claim.hash())
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("abandoned", abandoned.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /// Empty while the first request is running.
    Optional<Answer> answerTo(Claim claim) {
        return sql.sql("""
                        select request_hash, status, content_type, body
                        from idempotency_keys
                        where scope = :scope and key = :key
                        """)
                .param("scope", claim.scope())
                .param("key", claim.key())
                .query((row, _) -> {
                    if (!MessageDigest.isEqual(row.getBytes("request_hash"), claim.hash())) {
                        throw Problem.invalid(
                                "Idempotency-Key", "was used with another request", "idempotency_key_reused");
                    }
                    return row.getObject("status") == null
                            ? Optional.<Answer>empty()
                            : Optional.of(new Answer(
                                    row.getInt("status"), row.getString("content_type"), row.getBytes("body")));
                })
                .optional()
                .flatMap(answer -> answer);
    }

    void finish(Claim claim, Answer answer) {
        sql.sql("""
                        update idempotency_keys set status = :status, content_type = :type, body = :body
                        where scope = :scope and key = :key
                        """)
                .param("status", answer.status())
                .param("type", answer.contentType())
                .param("body", answer.body())
                .param("scope", claim.scope())
                .param("key", claim.key())
                .update();
    }

    void release(Claim claim) {
        sql.sql("delete from idempotency_keys where scope = :scope and key = :key and status is null")
                .param("scope", claim.scope())
                .param("key", claim.key())
                .update();
    }

    public int forgetBefore(Instant time) {
        return sql.sql("delete from idempotency_keys where created_at < :time")
                .param("time", time.atOffset(ZoneOffset.UTC))
                .update();
    }
}
