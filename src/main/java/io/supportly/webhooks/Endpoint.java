package io.supportly.webhooks;

import io.supportly.kernel.AccountId;
import org.jspecify.annotations.Nullable;

/// Where deliveries go: a webhook, an API inbox's own address, or an agent bot.
record Endpoint(AccountId account, Kind kind, long id) {
    private static final long BOTS = 1L << 62;

    enum Kind {
        WEBHOOK,
        INBOX,
        BOT
    }

    static Endpoint ofWebhook(AccountId account, long webhook) {
        return new Endpoint(account, Kind.WEBHOOK, webhook);
    }

    static Endpoint ofInbox(AccountId account, long inbox) {
        return new Endpoint(account, Kind.INBOX, inbox);
    }

    static Endpoint ofBot(AccountId account, long bot) {
        return new Endpoint(account, Kind.BOT, bot);
    }

    /// The one of that [#number()].
    static Endpoint numbered(AccountId account, long number) {
        if (number < 0) {
            return ofInbox(account, -number);
        }
        return number < BOTS ? ofWebhook(account, number) : ofBot(account, number - BOTS);
    }

    /// As the database numbers it within its account.
    long number() {
        return switch (kind) {
            case WEBHOOK -> id;
            case INBOX -> -id;
            case BOT -> BOTS + id;
        };
    }

    @Nullable
    Long webhookId() {
        return kind == Kind.WEBHOOK ? id : null;
    }

    @Nullable
    Long inboxId() {
        return kind == Kind.INBOX ? id : null;
    }

    @Nullable
    Long agentBotId() {
        return kind == Kind.BOT ? id : null;
    }
}
