package io.supportly.sessions;

import io.supportly.accounts.Credentials;
import io.supportly.accounts.Profile;
import io.supportly.accounts.Profiles;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Lets a user change what is known of him. Another e-mail or password needs the password that he has; with a new one
/// he is signed in nowhere else.
@Component
final class ChangingProfile {
    private final Profiles profiles;
    private final Credentials credentials;
    private final SigningIn signingIn;
    private final Sessions sessions;
    private final PasswordResets resets;
    private final TransactionTemplate transactions;

    ChangingProfile(
            Profiles profiles,
            Credentials credentials,
            SigningIn signingIn,
            Sessions sessions,
            PasswordResets resets,
            TransactionTemplate transactions) {
        this.profiles = profiles;
        this.credentials = credentials;
        this.signingIn = signingIn;
        this.sessions = sessions;
        this.resets = resets;
        this.transactions = transactions;
    }

    /// @param session the one that he does it in, which goes on
    Profile change(long user, @Nullable Long session, Profile.Draft draft) {
        Profile now = profiles.get(user);
        Profile.Draft checked = draft.checked(now);
        String password = checked.password();
        boolean isGuarded = password != null || checked.movesTo(now) != null;
        if (isGuarded) {
            signingIn.prove(now.email(), Objects.requireNonNull(checked.currentPassword()));
        }
        transactions.executeWithoutResult(_ -> {
            profiles.change(now, checked);
            if (isGuarded) {
                resets.forget(user);
            }
            if (password != null) {
                credentials.replace(user, password);
                sessions.endAll(user, session);
            }
        });
        return profiles.get(user);
    }
}
