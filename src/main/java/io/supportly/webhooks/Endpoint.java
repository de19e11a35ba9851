package io.supportly.webhooks;

import io.supportly.kernel.AccountId;
import org.jspecify.annotations.Nullable;

/// Where deliveries go: a webhook, or an API inbox's own address.
record Endpoint(
        AccountId account,
        @Nullable Long webhookId,
        @Nullable Long inboxId) {
    static Endpoint of(Webhook webhook) {
        return new Endpoint(webhook.account(), webhook.id(), null);
    }

    static Endpoint ofInbox(AccountId account, long inbox) {
        return new Endpoint(account, null, inbox);
    }

    /// As the database numbers it.
    long number() {
        return webhookId != null ? webhookId : inboxId != null ? -inboxId : 0;
    }
}
