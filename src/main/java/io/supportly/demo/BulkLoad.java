package io.supportly.demo;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.sql.Rows;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Synthetic data made inside PostgreSQL and never sent to it: some words make a million people. Everything follows
/// from numbers by a hash, so the same scale gives the same data.
///
/// Written in parts, each its own transaction, because a transaction of minutes would hold up the readers of the event
/// log. One connection, as the parts share temporary tables.
final class BulkLoad {
    private static final int CONTACTS_AT_ONCE = 100_000;
    private static final int CONVERSATIONS_AT_ONCE = 20_000;

    private final JdbcClient sql;
    private final AccountId account;
    private final long administrator;
    private final Scale scale;
    private final Instant now;
    private final Consumer<String> progress;

    BulkLoad(
            JdbcClient sql,
            AccountId account,
            long administrator,
            Scale scale,
            Instant now,
            Consumer<String> progress) {
        this.sql = sql;
        this.account = account;
        this.administrator = administrator;
        this.scale = scale;
        this.now = now;
        this.progress = progress;
    }

    void run() {
        sql.sql("set statement_timeout = 0").update();
        // What searches contacts is fed in large portions; the list of what is not yet sorted in would else be emptied
        // thousands of times.
        sql.sql("set gin_pending_list_limit = '256MB'").update();
        sql.sql("set work_mem = '256MB'").update();
        new BulkWords(sql).make();
        new BulkDesk(sql, account, administrator, now).add();
        addContacts();
        planConversations();
        inParts("conversations", scale.conversations(), CONVERSATIONS_AT_ONCE, this::addConversations);
        inParts("messages of conversation", scale.conversations(), CONVERSATIONS_AT_ONCE, this::addMessages);
        var index = new MessageIndex(sql, account);
        inParts("words of conversation", scale.conversations(), CONVERSATIONS_AT_ONCE, index::add);
        tidy();
    }

    private interface Part {
        void add(int from, int to);
    }

    private void inParts(String what, int all, int atOnce, Part part) {
        for (int from = 1; from <= all; from += atOnce) {
            int to = Math.min(all, from + atOnce - 1);
            part.add(from, to);
            progress.accept("%s %,d of %,d".formatted(what, to, all));
        }
    }

    private void addContacts() {
        sql.sql("""
                        create temporary table bulk_contacts as
                        select i, nextval('contacts_id_seq') as id from generate_series(1, %d) i
                        """.formatted(scale.contacts())).update();
        index("bulk_contacts", "i");
        inParts("contacts", scale.contacts(), CONTACTS_AT_ONCE, this::addContacts);
    }

    private void addContacts(int from, int to) {
        sql.sql("""
                        insert into contacts (account_id, id, name, email, phone_number, last_activity_at, created_at,
                          updated_at)
                        select :account, b.id, initcap(f.w) || ' ' || initcap(l.w),
                          lower(f.w || '.' || l.w || b.i || '@' || d.w || '.example'),
                          '+1' || lpad(((b.i * 7368787819) % 10000000000)::text, 10, '0'),
                          :now::timestamptz - pg_temp.pick(b.i + 5, 31536000) * interval '1 second',
                          :now::timestamptz - interval '1 year' - pg_temp.pick(b.i + 7, 31536000) * interval '1 second',
                          :now::timestamptz - pg_temp.pick(b.i + 5, 31536000) * interval '1 second'
                        from bulk_contacts b
                        join bulk_words f on f.n = pg_temp.pick(b.i * 11, 600)
                        join bulk_words l on l.n = 600 + pg_temp.pick(b.i * 13, 6000)
                        join bulk_words d on d.n = 7000 + pg_temp.pick(b.i * 17, 900)
                        where b.i between :from and :to
                        order by b.i
                        """)
                .param("account", account.value())
                .param("now", Rows.time(now))
                .param("from", from)
                .param("to", to)
                .update();
    }

    /// A tenth open, three in a hundred pending, two snoozed; of the open ones four in ten assigned to nobody. Every
    /// other conversation is begun by the team and ends with a customer who waits.
    private void planConversations() {
        sql.sql("""
                        create temporary table bulk_conversations as
                        select x.i, k.id as contact_id, b.id as inbox_id, t.id as team_id,
                          case when r < 10 then 0 when r < 95 then 1 when r < 98 then 2 else 3 end as status,
                          case
                            when r < 10 and pg_temp.pick(x.i * 29, 10) < 4 then null
                            when r >= 10 and r < 95 and pg_temp.pick(x.i * 29, 10) < 1 then null
                            else a.id
                          end as assignee_id,
                          case when r < 10
                            then %1$s - pg_temp.pick(x.i * 41, 2592000) * interval '1 second'
                            else %1$s - interval '1 day' - pg_temp.pick(x.i * 43, 31536000) * interval '1 second'
                          end as last_activity_at,
                          x.i %% 2 as begun_by_team,
                          %2$d / %3$d + case when x.i <= %2$d %% %3$d then 1 else 0 end as messages
                        from (select i, pg_temp.pick(i * 53, 100) as r from generate_series(1, %3$d) i) x
                        join bulk_contacts k on k.i = 1 + pg_temp.pick(x.i * 19, %4$d)
                        join bulk_inboxes b on b.n = 1 + pg_temp.pick(x.i * 23, %5$d)
                        join bulk_agents a on a.n = 1 + pg_temp.pick(x.i * 31, %6$d)
                        join bulk_teams t on t.n = 1 + pg_temp.pick(x.i * 37, %7$d)
                        """.formatted(
                                "'" + now + "'::timestamptz",
                                scale.messages(),
                                scale.conversations(),
                                scale.contacts(),
                                BulkDesk.INBOXES,
                                BulkDesk.AGENTS,
                                BulkDesk.TEAMS))
                .update();
        index("bulk_conversations", "i");
        sql.sql("""
                        create temporary table bulk_messages as
                        select c.i, k, nextval('message_ids') as id,
                          case when k = 5 then 2 when (k + c.begun_by_team) % 2 = 1 then 0 else 1 end as type,
                          c.last_activity_at - (c.messages - k) * interval '7 minutes' as created_at
                        from (select * from bulk_conversations order by i) c
                        cross join generate_series(1, c.messages) k
                        """).update();
        index("bulk_messages", "i");
        sql.sql("""
                        create temporary table bulk_sources as
                        select contact_id, inbox_id, nextval('contact_inboxes_id_seq') as id
                        from (select distinct contact_id, inbox_id from bulk_conversations) pairs
                        """).update();
        sql.sql("""
                        insert into contact_inboxes (account_id, id, contact_id, inbox_id, source_id, pubsub_token,
                          created_at, updated_at)
                        select :account, id, contact_id, inbox_id, gen_random_uuid(),
                          replace(gen_random_uuid()::text, '-', ''), :now, :now
                        from bulk_sources
                        """)
                .param("account", account.value())
                .param("now", Rows.time(now))
                .update();
        index("bulk_sources", "contact_id");
        sql.sql("select setval(('conversation_numbers_' || :account)::regclass, :last)")
                .param("account", account.value())
                .param("last", scale.conversations())
                .query((_, _) -> true)
                .single();
    }

    private void index(String table, String column) {
        sql.sql("create index on " + table + " (" + column + ")").update();
        sql.sql("analyze " + table).update();
    }

    /// The last up to three exchanges were not read yet; who was not answered waits.
    private void addConversations(int from, int to) {
        sql.sql("""
                        insert into conversations (account_id, id, uuid, inbox_id, contact_id, contact_inbox_id, status,
                          assignee_id, team_id, snoozed_until, waiting_since, first_reply_at, last_activity_at,
                          last_incoming_at, agent_last_seen_at, unread_count, last_message_id, last_chat_message_id,
                          last_public_message_id, labels, created_at, updated_at)
                        select :account, c.i, gen_random_uuid(), c.inbox_id, c.contact_id, s.id, c.status,
                          c.assignee_id, c.team_id,
                          case when c.status = 3 then :now::timestamptz + (1 + c.i % 14) * interval '1 day' end,
                          case when c.status <> 1 then m.waiting_since end,
                          m.first_reply_at, c.last_activity_at, m.last_incoming_at, m.seen_at, m.unread,
                          m.last_id, m.last_chat_id, m.last_chat_id, coalesce(l.titles, '{}'), m.created_at,
                          c.last_activity_at
                        from bulk_conversations c
                        join bulk_sources s on s.contact_id = c.contact_id and s.inbox_id = c.inbox_id
                        join (
                          select i, min(created_at) as created_at, max(id) as last_id,
                            max(id) filter (where type <> 2) as last_chat_id,
                            max(created_at) filter (where type = 0) as last_incoming_at,
                            min(created_at) filter (where type = 1) as first_reply_at,
                            max(created_at) filter (where not is_new) as seen_at,
                            count(*) filter (where type = 0 and is_new) as unread,
                            min(created_at) filter (where type = 0 and k > answered) as waiting_since
                          from (
                            select i, k, id, type, created_at,
                              k > count(*) over w - 2 * pg_temp.pick(i, 4) as is_new,
                              coalesce(max(k) filter (where type = 1) over w, 0) as answered
                            from bulk_messages
                            where i between :from and :to
                            window w as (partition by i)
                          ) all_messages
                          group by i
                        ) m on m.i = c.i
                        left join lateral (
                          select array_agg(distinct b.title) as titles
                          from generate_series(1, pg_temp.pick(c.i * 47, 4)) k
                          join bulk_labels b on b.n = 1 + pg_temp.pick(c.i * 61 + k, :labels)
                        ) l on true
                        where c.i between :from and :to
                        order by c.i
                        """)
                .param("account", account.value())
                .param("now", Rows.time(now))
                .param("labels", BulkDesk.LABELS.size())
                .param("from", from)
                .param("to", to)
                .update();
        sql.sql("""
                        insert into participants (account_id, conversation_id, user_id)
                        select :account, i, assignee_id from bulk_conversations
                        where i between :from and :to and assignee_id is not null
                        """)
                .param("account", account.value())
                .param("from", from)
                .param("to", to)
                .update();
    }

    private void addMessages(int from, int to) {
        sql.sql("""
                        insert into messages (account_id, conversation_id, id, inbox_id, type, content, sender_type,
                          sender_id, created_at, updated_at)
                        select :account, m.i, m.id, c.inbox_id, m.type,
                          case when m.type = 2 then 'The system assigned the conversation'
                            else p1.t || ' ' || p2.t || ' ' || p3.t end,
                          case m.type when 0 then 'Contact' when 1 then 'User' end,
                          case m.type when 0 then c.contact_id when 1 then coalesce(c.assignee_id, :administrator) end,
                          m.created_at, m.created_at
                        from bulk_messages m
                        join bulk_conversations c on c.i = m.i
                        join bulk_phrases p1 on p1.n = pg_temp.pick(m.i * 101 + m.k, 20000)
                        join bulk_phrases p2 on p2.n = pg_temp.pick(m.i * 103 + m.k, 20000)
                        join bulk_phrases p3 on p3.n = pg_temp.pick(m.i * 107 + m.k, 20000)
                        where m.i between :from and :to
                        order by m.id
                        """)
                .param("account", account.value())
                .param("administrator", administrator)
                .param("from", from)
                .param("to", to)
                .update();
    }

    /// Counters in their rows and statistics for the planner, as if the data had been there for long.
    private void tidy() {
        progress.accept("tidying up");
        sql.sql("select fold_conversation_counters()").query((_, _) -> 0).list();
        sql.sql("""
                        insert into message_search (account_id, conversation_id, message_id, inbox_id, period,
                          created_at, words)
                        select account_id, conversation_id, id, inbox_id, message_period(created_at), created_at,
                          message_words(content)
                        from messages
                        where account_id = :account and type in (0, 1) and created_at > now() - interval '3 months'
                        on conflict (account_id, conversation_id, message_id) do nothing
                        """).param("account", account.value()).update();
        for (String table : List.of(
                "contacts",
                "contact_inboxes",
                "conversations",
                "conversation_labels",
                "conversation_counters",
                "conversation_counter_deltas",
                "participants",
                "messages",
                "message_search")) {
            sql.sql("vacuum analyze " + table).update();
        }
    }
}
