package io.supportly.platform;

import io.supportly.accounts.AgentBot;
import io.supportly.accounts.AgentBots;
import io.supportly.accounts.Tokens;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.problems.Problem;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Which agent bots a platform app made or was granted; there are no others for it.
@Component
final class PlatformBots {
    private final PlatformAccounts accounts;
    private final AgentBots bots;
    private final Tokens tokens;
    private final JdbcClient sql;
    private final TransactionTemplate transactions;

    PlatformBots(
            PlatformAccounts accounts,
            AgentBots bots,
            Tokens tokens,
            JdbcClient sql,
            TransactionTemplate transactions) {
        this.accounts = accounts;
        this.bots = bots;
        this.tokens = tokens;
        this.sql = sql;
        this.transactions = transactions;
    }

    private record Place(AccountId account, long bot) {}

    List<AgentBot> of(PlatformApp app) {
        return find(app, null);
    }

    AgentBot get(PlatformApp app, long id) {
        return find(app, id).stream().findFirst().orElseThrow(Problem::notFound);
    }

    /// @param id null: all
    private List<AgentBot> find(PlatformApp app, @Nullable Long id) {
        List<Place> places = sql.sql("""
                        select b.account_id, b.bot_id
                        from platform_bots b
                        join accounts a on a.id = b.account_id and a.status <> 'deleted'
                        where b.app_id = :app and (:bot::bigint is null or b.bot_id = :bot)
                        order by b.bot_id
                        """)
                .param("app", app.id())
                .param("bot", id)
                .query((row, _) -> new Place(new AccountId(row.getLong("account_id")), row.getLong("bot_id")))
                .list();
        return places.stream()
                .flatMap(place -> bots.find(place.account(), place.bot()).stream())
                .toList();
    }

    /// With its token, which is told once.
    AgentBot.Rest add(PlatformApp app, long accountId, AgentBot.Draft draft) {
        AccountId account = accounts.own(app, accountId);
        return Objects.requireNonNull(transactions.execute(_ -> {
            AgentBot bot = bots.add(account, draft);
            sql.sql("insert into platform_bots (account_id, bot_id, app_id) values (:account, :bot, :app)")
                    .param("account", account.value())
                    .param("bot", bot.id())
                    .param("app", app.id())
                    .update();
            return bot.rest(true, tokens.rotateForBot(bot.id()));
        }));
    }

    AgentBot update(PlatformApp app, long id, AgentBot.Draft draft) {
        return bots.update(get(app, id).account(), id, draft);
    }

    void removeAvatar(PlatformApp app, long id) {
        bots.removeAvatar(get(app, id).account(), id);
    }

    void remove(PlatformApp app, long id) {
        bots.remove(new Caller.System(get(app, id).account()), id);
    }
}
