package io.supportly.demo;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.sql.Rows;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Who works in a synthetic account and where: a hundred agents, the administrator being the first, in twenty API
/// inboxes and ten teams, with forty labels. Their numbers and ids are kept in temporary tables.
final class BulkDesk {
    static final int AGENTS = 100;
    static final int INBOXES = 20;
    static final int TEAMS = 10;
    static final List<String> LABELS = List.of(
            "account",
            "app",
            "backup",
            "bank",
            "billing",
            "bug",
            "cancellation",
            "complaint",
            "contract",
            "coupon",
            "damaged",
            "delay",
            "delivery",
            "discount",
            "export",
            "feedback",
            "fraud",
            "gift",
            "import",
            "installation",
            "invoice",
            "login",
            "lost",
            "mobile",
            "order",
            "outage",
            "password",
            "payment",
            "praise",
            "privacy",
            "question",
            "refund",
            "renewal",
            "repair",
            "return",
            "shipping",
            "tax",
            "upgrade",
            "vip",
            "warranty");

    private final JdbcClient sql;
    private final AccountId account;
    private final long administrator;
    private final Instant now;

    BulkDesk(JdbcClient sql, AccountId account, long administrator, Instant now) {
        this.sql = sql;
        this.account = account;
        this.administrator = administrator;
        this.now = now;
    }

    void add() {
        addAgents();
        addInboxes();
        addTeams();
        addLabels();
    }

    private void addAgents() {
        run("create temporary table bulk_agents (n int, id bigint)");
        bound("""
                insert into users (name, email, confirmed_at, created_at, updated_at)
                select initcap(f.w) || ' ' || initcap(l.w), 'agent-' || i || '@demo-' || :account || '.example',
                  :now, :now, :now
                from generate_series(2, %d) i
                join bulk_words f on f.n = pg_temp.pick(i * 11, 600)
                join bulk_words l on l.n = 600 + pg_temp.pick(i * 13, 6000)
                order by i
                on conflict (email) do nothing
                """.formatted(AGENTS));
        run("insert into bulk_agents values (1, %d)".formatted(administrator));
        bound("""
                insert into bulk_agents
                select i, u.id from generate_series(2, %d) i
                join users u on u.email = 'agent-' || i || '@demo-' || :account || '.example'
                """.formatted(AGENTS));
        bound("""
                insert into members (account_id, user_id, role, created_at, updated_at)
                select :account, id, 'agent', :now, :now from bulk_agents
                on conflict (account_id, user_id) do nothing
                """);
    }

    private void addInboxes() {
        run(
                "create temporary table bulk_inboxes as select n, nextval('inboxes_id_seq') as id from generate_series(1, %d) n"
                        .formatted(INBOXES));
        bound("""
                insert into inboxes (account_id, id, name, channel_type, identifier, hmac_token, secret, working_hours,
                  created_at, updated_at)
                select :account, id, 'App ' || n, 'Channel::Api', replace(gen_random_uuid()::text, '-', ''),
                  replace(gen_random_uuid()::text, '-', ''), replace(gen_random_uuid()::text, '-', ''),
                  (select jsonb_agg(jsonb_build_object('day_of_week', day, 'closed_all_day', false, 'open_hour', 0,
                    'open_minutes', 0, 'close_hour', 23, 'close_minutes', 59, 'open_all_day', true) order by day)
                    from generate_series(0, 6) day),
                  :now, :now
                from bulk_inboxes
                """);
        bound("""
                insert into inbox_members (account_id, inbox_id, user_id)
                select :account, b.id, a.id from bulk_inboxes b cross join bulk_agents a
                """);
    }

    private void addTeams() {
        bound("""
                insert into teams (account_id, name, created_at, updated_at)
                select :account, 'team ' || n, :now, :now from generate_series(1, %d) n
                on conflict (account_id, name) do nothing
                """.formatted(TEAMS));
        run("""
                create temporary table bulk_teams as
                select n, t.id from generate_series(1, %d) n
                join teams t on t.account_id = %s and t.name = 'team ' || n
                """.formatted(TEAMS, account));
        bound("""
                insert into team_members (account_id, team_id, user_id)
                select :account, t.id, a.id from bulk_teams t
                join bulk_agents a on a.n %% %1$d = t.n %% %1$d
                on conflict do nothing
                """.formatted(TEAMS));
    }

    private void addLabels() {
        run(
                "create temporary table bulk_labels as select n, title from unnest(array['%s']) with ordinality l (title, n)"
                        .formatted(String.join("','", LABELS)));
        bound("""
                insert into labels (account_id, title, created_at, updated_at)
                select :account, title, :now, :now from bulk_labels
                on conflict (account_id, title) do nothing
                """);
    }

    private void run(String statement) {
        sql.sql(statement).update();
    }

    private void bound(String statement) {
        sql.sql(statement)
                .param("account", account.value())
                .param("now", Rows.time(now))
                .update();
    }
}
