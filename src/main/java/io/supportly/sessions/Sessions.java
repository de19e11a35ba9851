package io.supportly.sessions;

import io.supportly.accounts.PasswordReplaced;
import io.supportly.accounts.Secrets;
import io.supportly.accounts.Tokens;
import io.supportly.kernel.cache.Memory;
import io.supportly.kernel.cache.Remembered;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.sql.Rows;
import io.supportly.kernel.web.SignIns;
import io.supportly.kernel.web.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Every session in the database, under the hash of its token; remembered until it ends or is seen again.
@Component
final class Sessions implements SignIns {
    private static final int MOST_OF_A_USER = 25;
    private static final int MOST_REMEMBERED = 20_000;
    private static final HexFormat HEX = HexFormat.of();
    private static final String COLUMNS =
            "id, user_id, client, uid, address, user_agent, created_at, last_seen_at, expires_at";

    private final JdbcClient sql;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final Tokens tokens;
    private final Remembered<String, Session> sessions;

    Sessions(JdbcClient sql, TransactionTemplate transactions, Clock clock, Tokens tokens, Memory memory) {
        this.sql = sql;
        this.transactions = transactions;
        this.clock = clock;
        this.tokens = tokens;
        sessions = memory.remember("sessions", MOST_REMEMBERED, hash -> hash, this::load);
    }

    /// A browser's, which no client's headers open, in place of the one that this browser had.
    Session.Begun inBrowser(long user, HttpServletRequest request) {
        SignedIn.of(request).filter(SignedIn::isBrowser).ifPresent(before -> drop(before.user(), before.session()));
        return begin(user, null, Place.of(request), clock.instant().plus(Session.OF_BROWSER));
    }

    Session.Begun inClient(long user, String uid, Place place) {
        return begin(
                user,
                new SignedIn.Device(Secrets.random(), uid),
                place,
                clock.instant().plus(Session.OF_CLIENT));
    }

    /// The oldest give way.
    private Session.Begun begin(long user, SignedIn.@Nullable Device client, Place place, Instant until) {
        String token = Secrets.random();
        return Objects.requireNonNull(transactions.execute(_ -> {
            Session begun = sql.sql("""
                            insert into sessions (hash, user_id, client, uid, address, user_agent, created_at,
                              last_seen_at, expires_at)
                            values (:hash, :user, :client, :uid, :address, :agent, :now, :now, :until)
                            returning %s
                            """.formatted(COLUMNS))
                    .param("hash", Secrets.hash(token))
                    .param("user", user)
                    .param("client", client == null ? null : client.client())
                    .param("uid", client == null ? null : client.uid())
                    .param("address", place.address())
                    .param("agent", place.userAgent())
                    .param("now", Rows.time(clock.instant()))
                    .param("until", Rows.time(until))
                    .query((row, _) -> session(row))
                    .single();
            forget(sql.sql("""
                            delete from sessions where id in (
                              select id from sessions
                              where user_id = :user and id <> :begun
                              order by last_seen_at desc, id desc
                              offset :others
                            )
                            returning hash
                            """)
                    .param("user", user)
                    .param("begun", begun.id())
                    .param("others", MOST_OF_A_USER - 1)
                    .query((row, _) -> row.getBytes(1))
                    .list());
            return new Session.Begun(token, begun);
        }));
    }

    @Override
    public Optional<SignedIn> find(String token) {
        byte[] hash = Secrets.hash(token);
        Session session = sessions.find(HEX.formatHex(hash));
        Instant now = clock.instant();
        if (session == null || session.isOver(now)) {
            return Optional.empty();
        }
        if (session.isToBeSeen(now)) {
            see(hash, session, now);
        }
        return tokens.ofUser(session.user())
                .map(identity -> new SignedIn(identity, session.id(), session.user(), session.client(), csrf(token)));
    }

    /// Bound to the token, which it does not betray.
    static String csrf(String token) {
        return HEX.formatHex(Secrets.hash("csrf:" + token));
    }

    private void see(byte[] hash, Session session, Instant now) {
        transactions.executeWithoutResult(_ -> {
            sql.sql("""
                            update sessions
                            set last_seen_at = :now,
                              expires_at = case when client is null then :until else expires_at end
                            where id = :id and last_seen_at < :now
                            """)
                    .param("now", Rows.time(now))
                    .param("until", Rows.time(now.plus(Session.OF_BROWSER)))
                    .param("id", session.id())
                    .update();
            sessions.forget(HEX.formatHex(hash));
        });
    }

    /// The last seen first.
    List<Session> of(long user) {
        return sql.sql("select " + COLUMNS + """
                         from sessions
                        where user_id = :user and expires_at > :now
                        order by last_seen_at desc, id desc
                        """)
                .param("user", user)
                .param("now", Rows.time(clock.instant()))
                .query((row, _) -> session(row))
                .list();
    }

    /// Somebody else's is as if there were none.
    void end(long user, long id) {
        if (!drop(user, id)) {
            throw Problem.notFound();
        }
    }

    private boolean drop(long user, long id) {
        return !end(sql.sql("delete from sessions where user_id = :user and id = :id returning hash")
                        .param("user", user)
                        .param("id", id))
                .isEmpty();
    }

    /// All of the user's but the one that he is just using, if any.
    void endAll(long user, @Nullable Long but) {
        end(sql.sql("delete from sessions where user_id = :user and id <> :but returning hash")
                .param("user", user)
                .param("but", but == null ? 0 : but));
    }

    @EventListener
    void end(PasswordReplaced replaced) {
        endAll(replaced.user(), null);
    }

    private List<byte[]> end(JdbcClient.StatementSpec deletion) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            List<byte[]> hashes = deletion.query((row, _) -> row.getBytes(1)).list();
            forget(hashes);
            return hashes;
        }));
    }

    private void forget(List<byte[]> hashes) {
        hashes.forEach(hash -> sessions.forget(HEX.formatHex(hash)));
    }

    private @Nullable Session load(String hash) {
        return sql.sql("select " + COLUMNS + " from sessions where hash = :hash")
                .param("hash", HEX.parseHex(hash))
                .query((row, _) -> session(row))
                .optional()
                .orElse(null);
    }

    private static Session session(ResultSet row) throws SQLException {
        String client = row.getString("client");
        return new Session(
                row.getLong("id"),
                row.getLong("user_id"),
                client == null ? null : new SignedIn.Device(client, row.getString("uid")),
                new Place(row.getString("address"), row.getString("user_agent")),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "last_seen_at"),
                Rows.instant(row, "expires_at"));
    }
}
