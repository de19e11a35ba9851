package io.supportly.accounts;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.Settings;
import io.supportly.kernel.cache.Memory;
import io.supportly.kernel.cache.Remembered;
import io.supportly.kernel.events.Event;
import io.supportly.kernel.events.EventLog;
import io.supportly.kernel.files.Avatars;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.sql.Rows;
import io.supportly.kernel.sql.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Every agent bot in the database; those of an account are remembered together.
@Component
public final class AgentBots {
    private static final int MOST_REMEMBERED = 10_000;
    private static final int SECRET_LENGTH = 32;

    private final JdbcClient sql;
    private final JsonMapper json;
    private final TransactionTemplate transactions;
    private final Tokens tokens;
    private final EventLog events;
    private final Avatars avatars;
    private final Settings settings;
    private final ApplicationEventPublisher removed;
    private final Clock clock;
    private final Remembered<AccountId, Map<Long, AgentBot>> bots;

    AgentBots(
            JdbcClient sql,
            JsonMapper json,
            TransactionTemplate transactions,
            Tokens tokens,
            EventLog events,
            Avatars avatars,
            Settings settings,
            ApplicationEventPublisher removed,
            Clock clock,
            Memory memory) {
        this.sql = sql;
        this.json = json;
        this.transactions = transactions;
        this.tokens = tokens;
        this.events = events;
        this.avatars = avatars;
        this.settings = settings;
        this.removed = removed;
        this.clock = clock;
        bots = memory.remember("agent_bots", MOST_REMEMBERED, text -> new AccountId(Long.parseLong(text)), this::load);
    }

    /// What is remembered of the account's bots: another object once any of them changed.
    public Object remembered(AccountId account) {
        return bots.get(account);
    }

    public List<AgentBot> of(AccountId account) {
        return List.copyOf(bots.get(account).values());
    }

    public Optional<AgentBot> find(AccountId account, long id) {
        return Optional.ofNullable(bots.get(account).get(id));
    }

    public AgentBot get(AccountId account, long id) {
        return find(account, id).orElseThrow(Problem::notFound);
    }

    public AgentBot add(AccountId account, AgentBot.Draft draft) {
        String avatar = avatars.keep(draft.avatar());
        return written(
                account,
                () -> sql.sql("""
                        insert into agent_bots (account_id, name, description, outgoing_url, bot_config, secret,
                          avatar_url, created_at, updated_at)
                        values (:account, :name, :description, :url, :config::jsonb, :secret, coalesce(:avatar, ''),
                          :now, :now)
                        returning id
                        """)
                        .param("account", account.value())
                        .param("name", draft.name())
                        .param("description", draft.description().value())
                        .param("url", draft.outgoingUrl().value())
                        .param("config", config(draft, Map.of()))
                        .param("secret", Secrets.random(SECRET_LENGTH))
                        .param("avatar", avatar)
                        .param("now", Rows.time(clock.instant()))
                        .query((row, _) -> row.getLong(1))
                        .single());
    }

    public AgentBot update(AccountId account, long id, AgentBot.Draft draft) {
        AgentBot before = get(account, id);
        String avatar = avatars.keep(draft.avatar());
        return written(account, () -> {
            if (avatar != null) {
                dropAvatar(account, id);
            }
            sql.sql("""
                            update agent_bots
                            set name = coalesce(:name, name), description = :description, outgoing_url = :url,
                              bot_config = :config::jsonb, avatar_url = coalesce(:avatar, avatar_url),
                              updated_at = :now
                            where account_id = :account and id = :id
                            """)
                    .param("name", draft.name())
                    .param("description", draft.description().or(before.description()))
                    .param("url", draft.outgoingUrl().or(before.outgoingUrl()))
                    .param("config", config(draft, before.config()))
                    .param("avatar", avatar)
                    .param("now", Rows.time(clock.instant()))
                    .param("account", account.value())
                    .param("id", id)
                    .update();
            tokens.forgetBot(id);
            return id;
        });
    }

    private String config(AgentBot.Draft draft, Map<String, Object> before) {
        return json.writeValueAsString(draft.botConfig() == null ? before : draft.botConfig());
    }

    AgentBot resetSecret(AccountId account, long id) {
        get(account, id);
        return written(account, () -> {
            sql.sql("update agent_bots set secret = :secret where account_id = :account and id = :id")
                    .param("secret", Secrets.random(SECRET_LENGTH))
                    .param("account", account.value())
                    .param("id", id)
                    .update();
            return id;
        });
    }

    public void removeAvatar(AccountId account, long id) {
        get(account, id);
        written(account, () -> {
            dropAvatar(account, id);
            sql.sql("update agent_bots set avatar_url = '' where account_id = :account and id = :id")
                    .param("account", account.value())
                    .param("id", id)
                    .update();
            return id;
        });
    }

    /// Once the change is durable: a picture that is still named must be there.
    private void dropAvatar(AccountId account, long id) {
        sql.sql("select avatar_url from agent_bots where account_id = :account and id = :id")
                .param("account", account.value())
                .param("id", id)
                .query(String.class)
                .optional()
                .ifPresent(path -> Transactions.afterCommit(() -> avatars.drop(path)));
    }

    /// Notes whether it could be told of something. Writes only where that changes.
    public void heard(AccountId account, long id, boolean succeeded) {
        transactions.executeWithoutResult(_ -> {
            int changed = sql.sql("""
                            update agent_bots
                            set failing_since = case when :succeeded then null else :now::timestamptz end
                            where account_id = :account and id = :id and :succeeded = (failing_since is not null)
                            """)
                    .param("succeeded", succeeded)
                    .param("now", Rows.time(clock.instant()))
                    .param("account", account.value())
                    .param("id", id)
                    .update();
            if (changed > 0) {
                bots.forget(account);
            }
        });
    }

    /// The bot's token stops working with it; inboxes and conversations go on without it.
    public void remove(Caller caller, long id) {
        AccountId account = caller.account();
        get(account, id);
        transactions.executeWithoutResult(_ -> {
            bots.forget(account);
            tokens.forgetBot(id);
            dropAvatar(account, id);
            removed.publishEvent(new BotRemoved(account, id));
            sql.sql("delete from agent_bots where account_id = :account and id = :id")
                    .param("account", account.value())
                    .param("id", id)
                    .update();
            events.append(Event.of(caller, "agent_bot_removed", clock.instant()).with("agent_bot_id", id));
        });
    }

    private AgentBot written(AccountId account, LongSupplier write) {
        long id = Objects.requireNonNull(transactions.execute(_ -> {
            bots.forget(account);
            return write.getAsLong();
        }));
        return get(account, id);
    }

    private Map<Long, AgentBot> load(AccountId account) {
        var found = new LinkedHashMap<Long, AgentBot>();
        sql.sql("""
                        select account_id, id, name, description, outgoing_url, bot_config, secret, avatar_url,
                          failing_since
                        from agent_bots
                        where account_id = :account
                        order by id
                        """)
                .param("account", account.value())
                .query((row, _) -> found.put(row.getLong("id"), bot(row)))
                .list();
        return found;
    }

    @SuppressWarnings("unchecked")
    private AgentBot bot(ResultSet row) throws SQLException {
        return new AgentBot(
                new AccountId(row.getLong("account_id")),
                row.getLong("id"),
                row.getString("name"),
                row.getString("description"),
                row.getString("outgoing_url"),
                json.readValue(row.getString("bot_config"), Map.class),
                row.getString("secret"),
                row.getString("avatar_url").isEmpty() ? "" : settings.baseUrl() + row.getString("avatar_url"),
                Rows.instantOrNull(row, "failing_since"));
    }
}
