package io.supportly.platform;

import io.supportly.accounts.LoginLinks;
import io.supportly.accounts.ManagedUser;
import io.supportly.accounts.ManagedUsers;
import io.supportly.kernel.problems.Problem;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Which users a platform app made or was granted; there are no others for it.
@Component
final class PlatformUsers {
    private final ManagedUsers users;
    private final LoginLinks links;
    private final JdbcClient sql;
    private final TransactionTemplate transactions;

    PlatformUsers(ManagedUsers users, LoginLinks links, JdbcClient sql, TransactionTemplate transactions) {
        this.users = users;
        this.links = links;
        this.sql = sql;
        this.transactions = transactions;
    }

    /// The user, if he is the app's.
    long own(PlatformApp app, long id) {
        return sql.sql("select user_id from platform_users where user_id = :user and app_id = :app")
                .param("user", id)
                .param("app", app.id())
                .query((row, _) -> row.getLong(1))
                .optional()
                .orElseThrow(Problem::notFound);
    }

    ManagedUser get(PlatformApp app, long id) {
        return users.get(own(app, id));
    }

    /// Who has the e-mail already is granted to the app.
    ManagedUser add(PlatformApp app, ManagedUser.Draft draft) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            ManagedUser user = users.add(draft);
            sql.sql("""
                            insert into platform_users (user_id, app_id) values (:user, :app)
                            on conflict (user_id, app_id) do nothing
                            """).param("user", user.id()).param("app", app.id()).update();
            return user;
        }));
    }

    ManagedUser update(PlatformApp app, long id, ManagedUser.Draft draft) {
        return users.update(own(app, id), draft);
    }

    void remove(PlatformApp app, long id) {
        users.remove(own(app, id));
    }

    /// The path of a link that signs the user in.
    String login(PlatformApp app, long id) {
        return links.make(own(app, id));
    }

    ManagedUser.Token token(PlatformApp app, long id) {
        return users.token(own(app, id));
    }
}
