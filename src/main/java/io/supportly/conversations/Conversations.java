package io.supportly.conversations;

import io.supportly.contacts.Contact;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.events.Event;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Every conversation in the database, one at a time; lists are in [ConversationList].
@Component
public final class Conversations {
    private final JdbcClient sql;
    private final Visibility visibility;

    Conversations(JdbcClient sql, Visibility visibility) {
        this.sql = sql;
        this.visibility = visibility;
    }

    /// A conversation with what every answer about it shows.
    ///
    /// @param last the newest message of any kind
    /// @param lastChat the newest that is no activity line
    public record Whole(
            Conversation conversation,
            Contact contact,
            @Nullable Message last,
            @Nullable Message lastChat) {
        static Whole of(ResultSet row) throws SQLException {
            Conversation conversation = Conversation.of(row);
            Message last = Message.orNull(row, "m");
            Conversation.Tail tail = conversation.tail();
            boolean chatIsLast = Objects.equals(tail.lastChatMessageId(), tail.lastMessageId());
            return new Whole(conversation, Contact.of(row, "k"), last, chatIsLast ? last : Message.orNull(row, "n"));
        }
    }

    /// What [Whole#of] reads, for `c` being the conversations. The last messages are joined by their primary key, the
    /// second only where it is another than the first: a null is not looked for.
    static final String WHOLE_COLUMNS = Conversation.COLUMNS + ", " + Contact.columns("k") + ", " + Message.columns("m")
            + ", " + Message.columns("n");

    static final String WHOLE_JOINS = """
            join contacts k on k.account_id = c.account_id and k.id = c.contact_id
            left join messages m
              on m.account_id = c.account_id and m.conversation_id = c.id and m.id = c.last_message_id
            left join messages n
              on n.account_id = c.account_id and n.conversation_id = c.id
                and n.id = nullif(c.last_chat_message_id, c.last_message_id)
            """;

    private static final String FIND = "select " + WHOLE_COLUMNS + " from conversations c " + WHOLE_JOINS
            + " where c.account_id = :account and c.id = :number";

    public Whole get(Caller caller, long number) {
        Whole whole = find(caller.account(), number).orElseThrow(Problem::notFound);
        visibility.check(caller, whole.conversation());
        return whole;
    }

    private static final String FIND_ALONE =
            "select " + Conversation.COLUMNS + " from conversations c where c.account_id = :account and c.id = :number";

    /// For who changes its messages: without its contact and the last of them.
    Conversation getAlone(Caller caller, long number) {
        return get(caller, number, FIND_ALONE, Conversation::of, found -> found);
    }

    /// For who reads its messages: without the last of them.
    record WithContact(Conversation conversation, Contact contact) {}

    private static final String FIND_WITH_CONTACT =
            "select " + Conversation.COLUMNS + ", " + Contact.columns("k") + """
             from conversations c
            join contacts k on k.account_id = c.account_id and k.id = c.contact_id
            where c.account_id = :account and c.id = :number
            """;

    WithContact getWithContact(Caller caller, long number) {
        return get(
                caller,
                number,
                FIND_WITH_CONTACT,
                row -> new WithContact(Conversation.of(row), Contact.of(row, "k")),
                WithContact::conversation);
    }

    /// With those who follow it.
    record Followed(Whole whole, List<Long> participants) {}

    private static final String FIND_FOLLOWED =
            "select " + WHOLE_COLUMNS + """
            , array(select p.user_id from participants p
                where p.account_id = c.account_id and p.conversation_id = c.id order by p.user_id) as participants
             from conversations c
            """ + WHOLE_JOINS + " where c.account_id = :account and c.id = :number";

    Followed getFollowed(Caller caller, long number) {
        return get(
                caller,
                number,
                FIND_FOLLOWED,
                row -> new Followed(Whole.of(row), Rows.numbers(row, "participants")),
                followed -> followed.whole().conversation());
    }

    private interface Reading<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> T get(
            Caller caller, long number, String statement, Reading<T> reading, Function<T, Conversation> conversation) {
        T found = sql.sql(statement)
                .param("account", caller.account().value())
                .param("number", number)
                .query((row, _) -> reading.read(row))
                .optional()
                .orElseThrow(Problem::notFound);
        visibility.check(caller, conversation.apply(found));
        return found;
    }

    public Optional<Whole> find(AccountId account, long number) {
        return sql.sql(FIND)
                .param("account", account.value())
                .param("number", number)
                .query((row, _) -> Whole.of(row))
                .optional();
    }

    /// Those of them that there are, in their order.
    List<Whole> of(AccountId account, List<Long> numbers) {
        return sql.sql("select " + WHOLE_COLUMNS + " from unnest(:numbers::bigint[]) with ordinality f (number, place)"
                        + " join conversations c on c.account_id = :account and c.id = f.number " + WHOLE_JOINS
                        + " order by f.place")
                .param("account", account.value())
                .param("numbers", numbers.toArray(Long[]::new))
                .query((row, _) -> Whole.of(row))
                .list();
    }

    /// Which agent bots have the conversations that these events of whichever accounts are about, by the event's id.
    public Map<Long, Long> assignedBots(List<Event> events) {
        var bots = new HashMap<Long, Long>();
        sql.sql("""
                        select named.event, c.assignee_bot_id
                        from unnest(:events::bigint[], :accounts::bigint[], :conversations::bigint[])
                          as named (event, account, conversation)
                        join conversations c on c.account_id = named.account and c.id = named.conversation
                        where c.assignee_bot_id is not null
                        """)
                .param("events", events.stream().map(Event::id).toArray(Long[]::new))
                .param(
                        "accounts",
                        events.stream().map(event -> event.account().value()).toArray(Long[]::new))
                .param(
                        "conversations",
                        events.stream().map(Event::conversationId).toArray(Long[]::new))
                .query((row, _) -> bots.put(row.getLong("event"), row.getLong("assignee_bot_id")))
                .list();
        return bots;
    }

    /// The row alone, locked until the transaction ends.
    Conversation lock(Caller caller, long number) {
        Conversation conversation = sql.sql("select " + Conversation.COLUMNS
                        + " from conversations c where c.account_id = :account and c.id = :number for update")
                .param("account", caller.account().value())
                .param("number", number)
                .query((row, _) -> Conversation.of(row))
                .optional()
                .orElseThrow(Problem::notFound);
        visibility.check(caller, conversation);
        return conversation;
    }

    /// The latest of a contact, by activity, that the caller may see.
    List<Whole> ofContact(Caller caller, long contact, int most) {
        Visibility.Sight sight = visibility.sight(caller);
        return sql.sql("select " + WHOLE_COLUMNS + " from conversations c " + WHOLE_JOINS
                        + " where c.account_id = :account and c.contact_id = :contact"
                        + (sight == null ? "" : " and " + sight.clause())
                        + " order by c.last_activity_at desc, c.id desc limit :most")
                .param("account", caller.account().value())
                .param("contact", contact)
                .param("most", most)
                .params(sight == null ? Map.of() : sight.binds())
                .query((row, _) -> Whole.of(row))
                .list();
    }

    /// Of the contacts of a company who wrote last, those that were active last. The inner limit keeps a company with
    /// very many contacts from being read as a whole.
    List<Whole> ofCompany(Caller caller, long company, int contacts, int most) {
        Visibility.Sight sight = visibility.sight(caller);
        return sql.sql("select " + WHOLE_COLUMNS + """
                         from (
                          select c.account_id, c.id
                          from (
                            select id from contacts
                            where account_id = :account and company_id = :company
                            order by last_activity_at desc nulls last, id desc
                            limit :contacts
                          ) who
                          join conversations c on c.account_id = :account and c.contact_id = who.id
                        """ + (sight == null ? "" : " where " + sight.clause())
                        + """
                          order by c.last_activity_at desc, c.id desc
                          limit :most
                        ) p
                        join conversations c on c.account_id = :account and c.id = p.id
                        """ + WHOLE_JOINS + " order by c.last_activity_at desc, c.id desc")
                .param("account", caller.account().value())
                .param("company", company)
                .param("contacts", contacts)
                .param("most", most)
                .params(sight == null ? Map.of() : sight.binds())
                .query((row, _) -> Whole.of(row))
                .list();
    }

    Optional<Whole> findVisible(Caller caller, long number) {
        return find(caller.account(), number).filter(whole -> visibility.maySee(caller, whole.conversation()));
    }

    /// With its messages; the files go by [Attachments] afterwards. [Changing] tells of it.
    boolean remove(Caller caller, long number) {
        return sql.sql("select remove_conversation(:account, :number)")
                .param("account", caller.account().value())
                .param("number", number)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }
}
