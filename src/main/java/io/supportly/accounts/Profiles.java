package io.supportly.accounts;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.Role;
import io.supportly.kernel.problems.Problem;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Users with all their accounts.
@Component
final class Profiles {
    private final JdbcClient sql;
    private final JsonMapper json;

    Profiles(JdbcClient sql, JsonMapper json) {
        this.sql = sql;
        this.json = json;
    }

    @SuppressWarnings("unchecked")
    /// As the user is in `reached`: an app that acts for him in one account is told of no other.
    Profile get(long user, Set<AccountId> reached) {
        List<Profile.Membership> accounts = accountsOf(user).stream()
                .filter(membership -> reached.contains(new AccountId(membership.id())))
                .toList();
        if (accounts.isEmpty()) {
            throw Problem.notFound();
        }
        return sql.sql("""
                        select id, name, display_name, coalesce(display_name, name) as available_name, email,
                          confirmed_at is not null as confirmed, avatar_url, custom_attributes
                        from users where id = :user
                        """)
                .param("user", user)
                .query((row, _) -> new Profile(
                        row.getLong("id"),
                        accounts.getFirst().id(),
                        row.getString("name"),
                        row.getString("display_name"),
                        row.getString("available_name"),
                        row.getString("email"),
                        row.getString("email"),
                        "email",
                        row.getBoolean("confirmed"),
                        row.getString("avatar_url"),
                        (Map<String, Object>) json.readValue(row.getString("custom_attributes"), Map.class),
                        accounts.getFirst().role(),
                        accounts))
                .optional()
                .orElseThrow(Problem::notFound);
    }

    /// In the order in which he joined.
    private List<Profile.Membership> accountsOf(long user) {
        return sql.sql("""
                        select a.id, a.name, a.status, m.role, m.availability, m.auto_offline,
                          case when m.availability = 'online' and m.auto_offline and p.away then 'offline'
                            else m.availability end as availability_status
                        from members m
                        join accounts a on a.id = m.account_id
                        left join presences p on p.account_id = m.account_id and p.user_id = m.user_id
                        where m.user_id = :user and a.status = 'active'
                        order by m.created_at, m.account_id
                        """)
                .param("user", user)
                .query((row, _) -> new Profile.Membership(
                        row.getLong("id"),
                        row.getString("name"),
                        row.getString("status"),
                        Role.of(row.getString("role")),
                        List.of(row.getString("role")),
                        row.getString("availability"),
                        row.getString("availability_status"),
                        row.getBoolean("auto_offline")))
                .list();
    }
}
