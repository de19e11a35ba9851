package io.supportly.faults;

import io.supportly.kernel.Role;
import io.supportly.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/// An account with so much in it that a statement without an index shows: 40,000 contacts, 30,000 conversations of
/// which 10,000 are open, in five inboxes of which bruno works in two, three teams of which he is in one, twenty
/// labels.
final class LargeDesk {
    static final int CONTACTS = 40_000;
    static final int CONVERSATIONS = 30_000;
    private static final int INBOXES = 5;
    private static final int TEAMS = 3;
    private static final int AGENTS = 10;

    final World world;
    final List<Long> inboxes = new ArrayList<>();
    final List<Long> teams = new ArrayList<>();
    final long webhook;
    /// A quarter of all contacts belong to it.
    final long company;
    private final List<Long> agents = new ArrayList<>();
    private final JdbcClient sql;

    LargeDesk(World world) {
        this.world = world;
        sql = world.server.sql();
        for (int i = 0; i < INBOXES; i++) {
            long inbox = world.ada
                    .post("/inboxes", Map.of("name", "App " + i, "channel", Map.of("type", "api")))
                    .number("id");
            inboxes.add(inbox);
        }
        for (long inbox : inboxes.subList(0, 2)) {
            world.ada.post("/inbox_members", Map.of("inbox_id", inbox, "user_ids", List.of(world.brunoId)));
        }
        for (int i = 0; i < TEAMS; i++) {
            teams.add(world.ada.post("/teams", Map.of("name", "Team " + i)).number("id"));
        }
        world.ada.post("/teams/" + teams.getFirst() + "/team_members", Map.of("user_ids", List.of(world.brunoId)));
        agents.add(world.brunoId);
        agents.add(world.adaId);
        for (int i = 2; i < AGENTS; i++) {
            agents.add(world.user("Agent", world.acme, Role.AGENT));
        }
        webhook = world.ada
                .post("/webhooks", Map.of("url", "https://example.com/hook", "subscriptions", List.of("inbox_updated")))
                .number("payload.webhook.id");
        company = world.ada.post("/companies", Map.of("name", "Acme")).number("payload.id");
        fill();
    }

    private void fill() {
        List<String> triggered = List.of("conversations", "contacts", "contact_notes");
        triggered.forEach(table ->
                sql.sql("alter table " + table + " disable trigger user").update());
        // The same numbers each time, and nothing that goes with something else.
        sql.sql("""
                create function chance(i bigint, what integer, of integer) returns integer language sql immutable as $$
                  select ((hashint8(i * 31 + what * 7919)::bigint & 2147483647) % of)::integer
                $$
                """).update();
        run("""
            insert into companies (account_id, name, domain, contacts_count, last_activity_at, created_at, updated_at)
            select :account, 'Company ' || i, 'c' || i || '.example', chance(i, 1, 50),
              case when chance(i, 2, 3) > 0 then now() - chance(i, 3, 100000) * interval '1 minute' end,
              now() - i * interval '1 minute', now()
            from generate_series(1, 5000) i
            """);
        run("""
            insert into contacts (account_id, name, email, phone_number, identifier, additional_attributes,
              company_id, last_activity_at, created_at, updated_at)
            select :account, 'Person ' || md5(i::text), 'p' || i || '@mail' || chance(i, 1, 50) || '.example',
              '+49151' || 1000000 + i, case when chance(i, 2, 2) = 0 then 'crm-' || i end,
              jsonb_build_object('city', 'City ' || chance(i, 3, 1000), 'country', 'Country ' || chance(i, 4, 100),
                'company_name', 'Company ' || chance(i, 5, 5000)),
              case when chance(i, 8, 4) = 0 then :company::bigint end,
              case when chance(i, 6, 3) > 0 then now() - chance(i, 7, 100000) * interval '1 minute' end,
              now() - i * interval '1 minute', now()
            from generate_series(1, :contacts) i
            """);
        run("""
            insert into contact_notes (account_id, contact_id, user_id, content, company_id, created_at, updated_at)
            select :account, k.id, 1, 'Note on ' || k.name, k.company_id, now(), now()
            from contacts k where k.account_id = :account and chance(k.id, 9, 2) = 0
            """);
        run("""
            insert into contact_inboxes (account_id, contact_id, inbox_id, source_id, pubsub_token, created_at, updated_at)
            select :account, k.id, (:inboxes::bigint[])[1 + chance(k.id, 1, 5)], 'source-' || k.id, 'token-' || k.id,
              now(), now()
            from contacts k where k.account_id = :account
            """);
        run("""
            insert into conversations (account_id, id, uuid, inbox_id, contact_id, contact_inbox_id, status, priority,
              assignee_id, team_id, waiting_since, first_reply_at, last_activity_at, unread_count, labels,
              last_message_id, last_chat_message_id, last_public_message_id, source_id, created_at, updated_at)
            select :account, i, gen_random_uuid(), at.inbox_id, at.contact_id, at.id,
              case chance(i, 1, 12) when 0 then 2 when 1 then 3 when 2 then 0 when 3 then 0 when 4 then 0 when 5 then 0
                else 1 end,
              case when chance(i, 2, 5) < 2 then chance(i, 3, 4) end,
              case when chance(i, 4, 2) = 0 then (:agents::bigint[])[1 + chance(i, 5, 10)] end,
              case when chance(i, 6, 4) = 0 then (:teams::bigint[])[1 + chance(i, 7, 3)] end,
              case when chance(i, 8, 5) = 0 then now() - i * interval '1 s' end,
              case when chance(i, 9, 5) > 0 then now() end,
              now() - chance(i, 10, 6000000) * interval '1 s', case when chance(i, 11, 6) = 0 then 1 else 0 end,
              case chance(i, 12, 4) when 0 then array['label-' || chance(i, 13, 20)]
                when 1 then array['label-' || chance(i, 13, 20), 'vip'] else '{}' end,
              m.id, m.id, m.id, at.source_id, now() - i * interval '1 s', now()
            from (select *, row_number() over (order by chance(id, 2, 1000000)) as i
              from contact_inboxes where account_id = :account) at
            cross join lateral (select nextval('message_ids') as id where at.i > 0) m
            where at.i <= :conversations
            """);
        run("""
            insert into messages (account_id, conversation_id, id, inbox_id, type, content, sender_type, sender_id,
              created_at, updated_at)
            select account_id, id, last_message_id, inbox_id, 0, 'Message number ' || id, 'Contact', contact_id,
              now(), now()
            from conversations where account_id = :account
            """);
        run("""
            insert into messages (account_id, conversation_id, inbox_id, type, content, sender_type, sender_id,
              created_at, updated_at)
            select account_id, id, inbox_id, 0, 'Long talk ' || i, 'Contact', contact_id, now(), now()
            from conversations, generate_series(1, 2000) i where account_id = :account and id = 3
            """);
        run("""
            insert into message_search (account_id, conversation_id, message_id, inbox_id, period, created_at, words)
            select account_id, conversation_id, id, inbox_id, message_period(created_at), created_at,
              message_words(content)
            from messages where account_id = :account
            """);
        run("""
            insert into conversation_labels (account_id, label, status, last_activity_at, id, inbox_id, team_id,
              assignee_id, contact_id)
            select account_id, unnest(labels), status, last_activity_at, id, inbox_id, team_id, assignee_id, contact_id
            from conversations
            where account_id = :account
            on conflict do nothing
            """);
        run("""
            insert into conversation_counters (account_id, scope, scope_key, status, assignee_id, total)
            select c.account_id, s.scope, s.scope_key, c.status, who, count(*)
            from conversations c cross join unnest(array[coalesce(c.assignee_id, 0), -1]) who cross join lateral (
              select 'all' as scope, '' as scope_key
              union all select 'inbox', c.inbox_id::text
              union all select 'team', c.team_id::text where c.team_id is not null
              union all select 'team_inbox', c.team_id || ':' || c.inbox_id where c.team_id is not null
              union all select 'label', unnest(c.labels)
            ) s
            where c.account_id = :account
            group by 1, 2, 3, 4, 5
            on conflict (account_id, scope, scope_key, status, assignee_id) do update set total = excluded.total
            """);
        // Of a kind that nobody listens to: what follows from messages is filled in by the other statements.
        run("""
            insert into events (account_id, type, conversation_id, message_id, actor_type, actor_id, data, created_at)
            select account_id, 'desk_filled', id, last_message_id, 'system', 0, '{}', now() from conversations
            where account_id = :account
            """);
        run("""
            insert into webhook_deliveries (account_id, endpoint, webhook_id, event_id, message_id, event, url, payload,
              status, created_at)
            select account_id, :webhook, :webhook, id, gen_random_uuid(), type, 'https://example.com/hook', '{}',
              case when chance(id, 1, 50) = 0 then 'failed' else 'delivered' end, now()
            from events where account_id = :account
            """);
        run("""
            insert into participants (account_id, conversation_id, user_id)
            select account_id, id, assignee_id from conversations
            where account_id = :account and assignee_id is not null
            """);
        run("""
            insert into report_rollups (account_id, scope, scope_key, grain, at, conversations, incoming, outgoing,
              first_responses, first_response_millis, first_response_business, replies, reply_millis, reply_business,
              resolutions, resolution_millis, resolution_business, bot_resolutions, bot_handoffs)
            select :account, s.scope, s.scope_key, t.grain, t.at, 5, 20, 15, 4, 480000, 0, 10, 900000, 0, 4, 9000000, 0, 0, 0
            from (
              select 0 as scope, '' as scope_key
              union all select 1, unnest(:agents::bigint[])::text
              union all select 2, unnest(:inboxes::bigint[])::text
              union all select 3, unnest(:teams::bigint[])::text
              union all select 4, 'label-' || i from generate_series(0, 19) i
            ) s
            cross join lateral (
              select 0 as grain, date_trunc('day', now(), 'UTC') - i * interval '1 day' as at
              from generate_series(0, 400) i
              union all
              select 1, date_trunc('day', now(), 'UTC') - i * interval '15 minutes' from generate_series(0, 3000) i
              where s.scope < 2
            ) t
            on conflict do nothing
            """);
        run("""
            insert into report_spreads (account_id, scope, scope_key, measure, business, grain, at, bucket, total)
            select :account, 0, '', measure, false, 0, date_trunc('day', now(), 'UTC') - i * interval '1 day', bucket, 3
            from generate_series(0, 100) i, generate_series(0, 2) measure, generate_series(60, 100) bucket
            """);
        triggered.forEach(table ->
                sql.sql("alter table " + table + " enable trigger user").update());
        List.of(
                        "companies",
                        "contacts",
                        "contact_notes",
                        "contact_inboxes",
                        "conversations",
                        "messages",
                        "message_search",
                        "conversation_labels",
                        "events",
                        "participants",
                        "report_rollups",
                        "report_spreads",
                        "webhook_deliveries")
                .forEach(table -> sql.sql("vacuum (analyze) " + table).update());
    }

    /// The one with the long conversation.
    long contact() {
        return sql.sql("select contact_id from conversations where account_id = ? and id = 3")
                .param(world.acme.value())
                .query(Long.class)
                .single();
    }

    private void run(String statement) {
        sql.sql(statement)
                .param("account", world.acme.value())
                .param("contacts", CONTACTS)
                .param("conversations", CONVERSATIONS)
                .param("inboxes", inboxes.toArray(Long[]::new))
                .param("teams", teams.toArray(Long[]::new))
                .param("webhook", webhook)
                .param("company", company)
                .param("agents", agents.toArray(Long[]::new))
                .update();
    }
}
