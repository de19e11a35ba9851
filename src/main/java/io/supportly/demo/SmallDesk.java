package io.supportly.demo;

import io.supportly.accounts.Members;
import io.supportly.accounts.Secrets;
import io.supportly.accounts.Users;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Role;
import io.supportly.kernel.sql.Rows;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/// Sets up the desk of the small demo and knows afterwards who has which id.
final class SmallDesk {
    static final String DOMAIN = "inkwell-%s.example";

    private static final String WORKING_HOURS = """
            [{"day_of_week": 0, "closed_all_day": true, "open_all_day": false},
             {"day_of_week": 1, "closed_all_day": false, "open_hour": 9, "open_minutes": 0, "close_hour": 18, "close_minutes": 0, "open_all_day": false},
             {"day_of_week": 2, "closed_all_day": false, "open_hour": 9, "open_minutes": 0, "close_hour": 18, "close_minutes": 0, "open_all_day": false},
             {"day_of_week": 3, "closed_all_day": false, "open_hour": 9, "open_minutes": 0, "close_hour": 18, "close_minutes": 0, "open_all_day": false},
             {"day_of_week": 4, "closed_all_day": false, "open_hour": 9, "open_minutes": 0, "close_hour": 18, "close_minutes": 0, "open_all_day": false},
             {"day_of_week": 5, "closed_all_day": false, "open_hour": 9, "open_minutes": 0, "close_hour": 16, "close_minutes": 0, "open_all_day": false},
             {"day_of_week": 6, "closed_all_day": true, "open_all_day": false}]
            """;

    private final JdbcClient sql;
    private final JsonMapper json;
    private final Users users;
    private final Members members;
    private final AccountId account;
    private final Instant now;
    private final Map<String, Long> agents = new LinkedHashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, Long> teams = new HashMap<>();
    private final Map<String, Long> inboxes = new HashMap<>();

    SmallDesk(JdbcClient sql, JsonMapper json, Users users, Members members, AccountId account, Instant now) {
        this.sql = sql;
        this.json = json;
        this.users = users;
        this.members = members;
        this.account = account;
        this.now = now;
    }

    static String mailOf(String agent, AccountId account) {
        return agent + "@" + DOMAIN.formatted(account);
    }

    void add(Script.Desk desk, long administrator) {
        desk.agents().forEach(this::add);
        desk.inboxes().forEach(inbox -> add(inbox, administrator));
        desk.teams().forEach(this::add);
        desk.labels().forEach(this::add);
    }

    private void add(Script.Agent agent) {
        long user = users.add(agent.name(), mailOf(agent.key(), account), Secrets.random());
        members.add(account, user, Role.AGENT, null);
        sql.sql("update members set availability = :availability where account_id = :account and user_id = :user")
                .param("availability", agent.availability())
                .param("account", account.value())
                .param("user", user)
                .update();
        agents.put(agent.key(), user);
        names.put(agent.key(), agent.name());
    }

    private void add(Script.Inbox inbox, long administrator) {
        boolean isMail = inbox.channelType().equals("Channel::Email");
        String address = mailOf("support", account);
        long id = sql.sql("""
                        insert into inboxes (account_id, name, channel_type, channel, identifier, email, hmac_token,
                          secret, working_hours, created_at, updated_at)
                        values (:account, :name, :type, :channel::jsonb, :identifier, :email, :hmac, :secret,
                          :hours::jsonb, :now, :now)
                        returning id
                        """)
                .param("account", account.value())
                .param("name", inbox.name())
                .param("type", inbox.channelType())
                .param("channel", json.writeValueAsString(isMail ? Map.of("email", address) : inbox.channel()))
                .param("identifier", Secrets.random())
                .param("email", isMail ? address : null)
                .param("hmac", Secrets.random())
                .param("secret", Secrets.random(32))
                .param("hours", WORKING_HOURS)
                .param("now", Rows.time(now))
                .query((row, _) -> row.getLong(1))
                .single();
        sql.sql("""
                        insert into inbox_members (account_id, inbox_id, user_id)
                        select :account, :inbox, id from unnest(:users::bigint[]) id
                        """)
                .param("account", account.value())
                .param("inbox", id)
                .param("users", ids(inbox.members(), administrator))
                .update();
        inboxes.put(inbox.key(), id);
    }

    private void add(Script.Team team) {
        long id = sql.sql("""
                        insert into teams (account_id, name, description, created_at, updated_at)
                        values (:account, :name, :description, :now, :now)
                        on conflict (account_id, name) do update set description = excluded.description
                        returning id
                        """)
                .param("account", account.value())
                .param("name", team.name())
                .param("description", team.description())
                .param("now", Rows.time(now))
                .query((row, _) -> row.getLong(1))
                .single();
        sql.sql("""
                        insert into team_members (account_id, team_id, user_id)
                        select :account, :team, id from unnest(:users::bigint[]) id
                        on conflict do nothing
                        """)
                .param("account", account.value())
                .param("team", id)
                .param("users", ids(team.members()))
                .update();
        teams.put(team.key(), id);
    }

    private void add(Script.Label label) {
        sql.sql("""
                        insert into labels (account_id, title, description, color, show_on_sidebar, created_at,
                          updated_at)
                        values (:account, :title, :description, :color, true, :now, :now)
                        on conflict (account_id, title) do nothing
                        """)
                .param("account", account.value())
                .param("title", label.title().toLowerCase(Locale.ROOT))
                .param("description", label.description())
                .param("color", label.color())
                .param("now", Rows.time(now))
                .update();
    }

    private Long[] ids(List<String> keys, Long... more) {
        return Stream.concat(keys.stream().map(this::agent), Arrays.stream(more))
                .toArray(Long[]::new);
    }

    long agent(String key) {
        return known(agents, key);
    }

    String name(String key) {
        return names.getOrDefault(key, key);
    }

    long team(String key) {
        return known(teams, key);
    }

    long inbox(String key) {
        return known(inboxes, key);
    }

    private static long known(Map<String, Long> ids, String key) {
        Long id = ids.get(key);
        if (id == null) {
            throw new IllegalArgumentException("the desk of the demo has no " + key);
        }
        return id;
    }
}
