package io.supportly.oauth;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.json.Times;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a user lets an app do in an account: one for each three of them, grown whenever he allows more.
record Grant(
        AccountId account,
        long id,
        long userId,
        String clientId,
        List<String> scopes,
        Instant createdAt,
        @Nullable Instant lastUsedAt) {

    /// The app as its users know it.
    @Schema(name = "AuthorizedApplication")
    record Application(String uid, String name) {}

    /// As the user sees it.
    @Schema(name = "AuthorizedApp")
    record ToApp(
            long id,
            long accountId,
            Application application,
            List<String> scopes,
            String createdAt,
            @Nullable String lastUsedAt) {}

    /// As the app's owner sees it.
    @Schema(name = "DeveloperAppGrant")
    record ByUser(
            long id,
            long userId,
            List<String> scopes,
            String createdAt,
            @Nullable String lastUsedAt) {}

    ToApp toApp(App app) {
        return new ToApp(
                id,
                account.value(),
                new Application(app.clientId(), app.name()),
                scopes,
                Times.iso(createdAt),
                Times.isoOrNull(lastUsedAt));
    }

    ByUser byUser() {
        return new ByUser(id, userId, scopes, Times.iso(createdAt), Times.isoOrNull(lastUsedAt));
    }
}
