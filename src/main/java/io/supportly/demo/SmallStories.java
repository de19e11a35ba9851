package io.supportly.demo;

import io.supportly.accounts.Secrets;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.sql.Rows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/// Tells the dialogues of the script into the database, each ending as long ago as it says.
final class SmallStories {
    private static final List<String> STATUSES = List.of("open", "resolved", "pending", "snoozed");
    private static final List<String> PRIORITIES = List.of("low", "medium", "high", "urgent");
    private static final int INCOMING = 0;
    private static final int OUTGOING = 1;
    private static final int ACTIVITY = 2;

    private final JdbcClient sql;
    private final JsonMapper json;
    private final SmallDesk desk;
    private final Sketches sketches;
    private final AccountId account;
    private final long administrator;
    private final Instant now;
    private final Map<String, Script.Person> people = new HashMap<>();
    private final Map<String, Long> contacts = new HashMap<>();
    private final Map<String, Long> contactInboxes = new HashMap<>();
    private final List<Long> numbers = new ArrayList<>();
    private int messages;

    SmallStories(
            JdbcClient sql,
            JsonMapper json,
            SmallDesk desk,
            Sketches sketches,
            AccountId account,
            long administrator,
            Instant now) {
        this.sql = sql;
        this.json = json;
        this.desk = desk;
        this.sketches = sketches;
        this.account = account;
        this.administrator = administrator;
        this.now = now;
    }

    /// How many messages were written.
    int tell(Script script) {
        script.people().forEach(this::add);
        script.dialogues().forEach(this::tell);
        settle();
        return messages;
    }

    private void add(Script.Person person) {
        var attributes = new LinkedHashMap<String, Object>();
        attributes.put("city", person.city());
        attributes.put("country", person.country());
        attributes.put("country_code", person.countryCode());
        if (person.company() != null) {
            attributes.put("company_name", person.company());
        }
        long id = sql.sql("""
                        insert into contacts (account_id, name, email, phone_number, labels, additional_attributes,
                          created_at, updated_at)
                        values (:account, :name, :email, :phone, :labels, :attributes::jsonb, :created, :created)
                        returning id
                        """)
                .param("account", account.value())
                .param("name", person.name())
                .param("email", person.email())
                .param("phone", person.phone())
                .param("labels", texts(person.labels()))
                .param("attributes", json.writeValueAsString(attributes))
                .param("created", Rows.time(now.minus(Duration.ofDays(30))))
                .query((row, _) -> row.getLong(1))
                .single();
        people.put(person.key(), person);
        contacts.put(person.key(), id);
    }

    private static String[] texts(@Nullable List<String> list) {
        return list == null ? new String[0] : list.toArray(String[]::new);
    }

    private void tell(Script.Dialogue dialogue) {
        List<Script.Line> lines = dialogue.lines();
        Instant last = now.minus(Duration.ofSeconds(Math.round(dialogue.hours() * 3600)));
        Instant first = last;
        for (Script.Line line : lines.subList(1, lines.size())) {
            first = first.minus(pause(dialogue, line));
        }
        long number = open(dialogue, first);
        Instant at = first;
        for (int i = 0; i < lines.size(); i++) {
            at = i == 0 ? first : at.plus(pause(dialogue, lines.get(i)));
            long message = say(dialogue, number, lines.get(i), at);
            if (i == 0) {
                dialogue.sketch().ifPresent(name -> sketches.attach(account, number, message, name));
                took(dialogue, number, at);
            }
        }
        ended(dialogue, number, at);
        numbers.add(number);
    }

    /// A chat is quick, a mail takes its time.
    private static Duration pause(Script.Dialogue dialogue, Script.Line line) {
        int length = line.text().length();
        return dialogue.in().equals("chat") || dialogue.in().equals("app")
                ? Duration.ofSeconds(45 + length % 240)
                : Duration.ofMinutes(20 + length % 120);
    }

    private long open(Script.Dialogue dialogue, Instant at) {
        long inbox = desk.inbox(dialogue.in());
        long contact = Objects.requireNonNull(contacts.get(dialogue.with()));
        long number = sql.sql("""
                        insert into conversations (account_id, id, uuid, inbox_id, contact_id, contact_inbox_id, status,
                          priority, assignee_id, team_id, snoozed_until, labels, last_activity_at, created_at,
                          updated_at)
                        values (:account, next_conversation_number(:account), :uuid, :inbox, :contact, :at, :status,
                          :priority, :assignee, :team, :snoozed, :labels, :created, :created, :created)
                        returning id
                        """)
                .param("account", account.value())
                .param("uuid", UUID.randomUUID())
                .param("inbox", inbox)
                .param("contact", contact)
                .param("at", contactInbox(dialogue, contact, inbox, at))
                .param("status", STATUSES.indexOf(dialogue.status()))
                .param("priority", dialogue.priority() == null ? null : PRIORITIES.indexOf(dialogue.priority()))
                .param("assignee", dialogue.agent() == null ? null : desk.agent(dialogue.agent()))
                .param("team", dialogue.team() == null ? null : desk.team(dialogue.team()))
                .param(
                        "snoozed",
                        dialogue.status().equals("snoozed")
                                ? Rows.time(now.plus(Duration.ofHours(Math.round(dialogue.hours()))))
                                : null)
                .param("labels", texts(dialogue.labels()))
                .param("created", Rows.time(at))
                .query((row, _) -> row.getLong(1))
                .single();
        if (dialogue.agent() != null) {
            sql.sql("insert into participants (account_id, conversation_id, user_id) values (:account, :number, :user)")
                    .param("account", account.value())
                    .param("number", number)
                    .param("user", desk.agent(dialogue.agent()))
                    .update();
        }
        return number;
    }

    private long contactInbox(Script.Dialogue dialogue, long contact, long inbox, Instant at) {
        return contactInboxes.computeIfAbsent(dialogue.with() + " " + dialogue.in(), _ -> {
            String email = Objects.requireNonNull(people.get(dialogue.with())).email();
            boolean byMail = dialogue.in().equals("mail") && email != null;
            return sql.sql("""
                            insert into contact_inboxes (account_id, contact_id, inbox_id, source_id, pubsub_token,
                              created_at, updated_at)
                            values (:account, :contact, :inbox, :source, :token, :created, :created)
                            returning id
                            """)
                    .param("account", account.value())
                    .param("contact", contact)
                    .param("inbox", inbox)
                    .param("source", byMail ? email : UUID.randomUUID().toString())
                    .param("token", Secrets.random())
                    .param("created", Rows.time(at))
                    .query((row, _) -> row.getLong(1))
                    .single();
        });
    }

    private long say(Script.Dialogue dialogue, long number, Script.Line line, Instant at) {
        if (line.fromCustomer()) {
            return write(dialogue, number, INCOMING, false, line.text(), "Contact", contacts.get(dialogue.with()), at);
        }
        long agent = dialogue.agent() == null ? administrator : desk.agent(dialogue.agent());
        return write(dialogue, number, OUTGOING, line.isPrivate(), line.text(), "User", agent, at);
    }

    private void took(Script.Dialogue dialogue, long number, Instant at) {
        if (dialogue.agent() != null) {
            activity(dialogue, number, desk.name(dialogue.agent()) + " took the conversation", at.plusSeconds(20));
        }
    }

    private void ended(Script.Dialogue dialogue, long number, Instant at) {
        String who = dialogue.agent() == null ? "The system" : desk.name(dialogue.agent());
        switch (dialogue.status()) {
            case "resolved" -> activity(dialogue, number, who + " resolved the conversation", at.plusSeconds(240));
            case "snoozed" -> activity(dialogue, number, who + " snoozed the conversation", at.plusSeconds(60));
            default -> {}
        }
    }

    private void activity(Script.Dialogue dialogue, long number, String line, Instant at) {
        write(dialogue, number, ACTIVITY, false, line, null, null, at);
    }

    private long write(
            Script.Dialogue dialogue,
            long number,
            int type,
            boolean isPrivate,
            String text,
            @Nullable String senderType,
            @Nullable Long sender,
            Instant at) {
        messages++;
        return sql.sql("""
                        insert into messages (account_id, conversation_id, inbox_id, type, private, content, sender_type,
                          sender_id, created_at, updated_at)
                        values (:account, :number, :inbox, :type, :private, :content, :senderType, :sender, :at, :at)
                        returning id
                        """)
                .param("account", account.value())
                .param("number", number)
                .param("inbox", desk.inbox(dialogue.in()))
                .param("type", type)
                .param("private", isPrivate)
                .param("content", text)
                .param("senderType", senderType)
                .param("sender", sender)
                .param("at", Rows.time(at))
                .query((row, _) -> row.getLong(1))
                .single();
    }

    /// What the rows of conversations and contacts keep of their messages.
    private void settle() {
        Long[] told = numbers.toArray(Long[]::new);
        sql.sql("""
                        update conversations c
                        set last_message_id = m.last_id, last_chat_message_id = m.last_chat_id,
                          last_public_message_id = m.last_public_id, last_activity_at = m.last_at,
                          updated_at = m.last_at, last_incoming_at = m.last_incoming_at,
                          contact_last_seen_at = m.last_incoming_at, first_reply_at = m.first_reply_at,
                          agent_last_seen_at = m.seen_at,
                          assignee_last_seen_at = case when c.assignee_id is not null then m.seen_at end,
                          unread_count = m.unread,
                          waiting_since = case when c.status <> 1 then m.waiting_since end
                        from (
                          select conversation_id, max(id) as last_id, max(id) filter (where type <> 2) as last_chat_id,
                            max(id) filter (where type <> 2 and not private) as last_public_id,
                            max(created_at) as last_at, max(created_at) filter (where type = 0) as last_incoming_at,
                            min(created_at) filter (where type = 1 and not private) as first_reply_at,
                            max(seen_at) as seen_at,
                            count(*) filter (where type = 0 and created_at > coalesce(seen_at, '-infinity')) as unread,
                            min(created_at) filter (where type = 0 and created_at > coalesce(answered_at, '-infinity'))
                              as waiting_since
                          from (
                            select conversation_id, id, type, private, created_at,
                              max(created_at) filter (where type <> 0) over w as seen_at,
                              max(created_at) filter (where type = 1 and not private) over w as answered_at
                            from messages
                            where account_id = :account and conversation_id = any(:told::bigint[])
                            window w as (partition by conversation_id)
                          ) all_messages
                          group by conversation_id
                        ) m
                        where c.account_id = :account and c.id = m.conversation_id
                        """).param("account", account.value()).param("told", told).update();
        sql.sql("""
                        update contacts k
                        set last_activity_at = c.last_at, updated_at = c.last_at
                        from (
                          select contact_id, max(last_incoming_at) as last_at from conversations
                          where account_id = :account and id = any(:told::bigint[])
                          group by contact_id
                        ) c
                        where k.account_id = :account and k.id = c.contact_id
                        """).param("account", account.value()).param("told", told).update();
        new MessageIndex(sql, account).add(Math.toIntExact(numbers.getFirst()), Math.toIntExact(numbers.getLast()));
    }
}
