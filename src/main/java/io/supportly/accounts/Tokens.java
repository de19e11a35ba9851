package io.supportly.accounts;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.Role;
import io.supportly.kernel.cache.Memory;
import io.supportly.kernel.cache.Remembered;
import io.supportly.kernel.sql.Rows;
import io.supportly.kernel.web.Authenticator;
import io.supportly.kernel.web.Identity;
import java.time.Clock;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The access tokens of users and agent bots: one each, opaque, kept as a hash, told once. Who a token belongs to is
/// remembered until the token, the membership or the bot changes.
@Component
public final class Tokens implements Authenticator {
    private static final int MOST_REMEMBERED = 20_000;
    private static final HexFormat HEX = HexFormat.of();

    private final JdbcClient sql;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final Remembered<String, Identity> identities;
    private final Remembered<Long, Identity> users;

    Tokens(JdbcClient sql, TransactionTemplate transactions, Clock clock, Memory memory) {
        this.sql = sql;
        this.transactions = transactions;
        this.clock = clock;
        identities = memory.remember("tokens", MOST_REMEMBERED, hash -> hash, this::load);
        users = memory.remember("users", MOST_REMEMBERED, Long::parseLong, this::loadUser);
    }

    @Override
    public Optional<Identity> authenticate(String token) {
        return Optional.ofNullable(identities.find(HEX.formatHex(Secrets.hash(token))));
    }

    /// Who the user is in each of his accounts, for those who know him by something else than his token; empty when he
    /// is gone.
    public Optional<Identity> ofUser(long user) {
        return Optional.ofNullable(users.find(user));
    }

    /// A new token for the user; the old one stops working at once.
    public String rotateForUser(long user) {
        return rotateForUser(user, Secrets.random());
    }

    String rotateForUser(long user, String token) {
        return rotate("user_id", user, token);
    }

    public String rotateForBot(long bot) {
        return rotate("agent_bot_id", bot, Secrets.random());
    }

    private String rotate(String owner, long id, String token) {
        transactions.executeWithoutResult(_ -> {
            forget(sql.sql("delete from access_tokens where " + owner + " = :id returning hash")
                    .param("id", id)
                    .query((row, _) -> row.getBytes(1))
                    .list());
            sql.sql("insert into access_tokens (hash, " + owner + ", created_at) values (:hash, :id, :now)")
                    .param("hash", Secrets.hash(token))
                    .param("id", id)
                    .param("now", Rows.time(clock.instant()))
                    .update();
        });
        return token;
    }

    /// To be called in the transaction that changes what the user may do.
    void forgetUser(long user) {
        users.forget(user);
        forget(sql.sql("select hash from access_tokens where user_id = :user")
                .param("user", user)
                .query((row, _) -> row.getBytes(1))
                .list());
    }

    void forgetBot(long bot) {
        forget(sql.sql("select hash from access_tokens where agent_bot_id = :bot")
                .param("bot", bot)
                .query((row, _) -> row.getBytes(1))
                .list());
    }

    private void forget(List<byte[]> hashes) {
        hashes.forEach(hash -> identities.forget(HEX.formatHex(hash)));
    }

    private @Nullable Identity load(String hash) {
        Identity user = identity(sql.sql("""
                        select m.account_id, u.id as user_id, coalesce(u.display_name, u.name) as name, m.role,
                          r.permissions
                        from access_tokens t
                        join users u on u.id = t.user_id
                        left join members m on m.user_id = u.id
                        left join custom_roles r on r.account_id = m.account_id and r.id = m.custom_role_id
                        where t.hash = :hash
                        """).param("hash", HEX.parseHex(hash)));
        return user == null ? loadBot(hash) : user;
    }

    private @Nullable Identity loadUser(long user) {
        return identity(sql.sql("""
                        select m.account_id, u.id as user_id, coalesce(u.display_name, u.name) as name, m.role,
                          r.permissions
                        from users u
                        left join members m on m.user_id = u.id
                        left join custom_roles r on r.account_id = m.account_id and r.id = m.custom_role_id
                        where u.id = :user
                        """).param("user", user));
    }

    private static @Nullable Identity identity(JdbcClient.StatementSpec memberships) {
        Map<AccountId, Caller> callers = new LinkedHashMap<>();
        List<String> keys = memberships
                .query((row, _) -> {
                    Long account = Rows.longOrNull(row, "account_id");
                    if (account != null) {
                        var id = new AccountId(account);
                        callers.put(
                                id,
                                new Caller.Member(
                                        id,
                                        row.getLong("user_id"),
                                        row.getString("name"),
                                        Role.of(row.getString("role")),
                                        CustomRole.permissions(row)));
                    }
                    return "user:" + row.getLong("user_id");
                })
                .list();
        return keys.isEmpty() ? null : new Identity(keys.getFirst(), Map.copyOf(callers));
    }

    private @Nullable Identity loadBot(String hash) {
        return sql.sql("""
                        select b.account_id, b.id, b.name
                        from access_tokens t
                        join agent_bots b on b.id = t.agent_bot_id
                        where t.hash = :hash
                        """)
                .param("hash", HEX.parseHex(hash))
                .query((row, _) -> {
                    var account = new AccountId(row.getLong("account_id"));
                    var bot = new Caller.Bot(account, row.getLong("id"), row.getString("name"));
                    return new Identity("bot:" + bot.botId(), Map.of(account, bot));
                })
                .optional()
                .orElse(null);
    }
}
