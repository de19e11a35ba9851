package io.supportly.inboxes;

import io.supportly.accounts.AccountClosed;
import io.supportly.kernel.files.Avatars;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Takes the pictures of a deleted account's inboxes out of the store.
@Component
final class ClosedAccounts {
    private final JdbcClient sql;
    private final Avatars avatars;

    ClosedAccounts(JdbcClient sql, Avatars avatars) {
        this.sql = sql;
        this.avatars = avatars;
    }

    @EventListener
    void dropPictures(AccountClosed closed) {
        sql.sql("select avatar_url from inboxes where account_id = :account and avatar_url <> ''")
                .param("account", closed.account().value())
                .query(String.class)
                .list()
                .forEach(avatars::drop);
    }
}
