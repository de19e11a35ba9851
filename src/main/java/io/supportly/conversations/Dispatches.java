package io.supportly.conversations;

import io.supportly.kernel.AccountId;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What channels carry to contacts: public messages from an agent, a bot, a rule or the inbox itself.
@Component
public final class Dispatches {
    private static final int MOST_BEFORE = 20;

    private final JdbcClient sql;
    private final Conversations conversations;
    private final Messages messages;
    private final MessageViews views;
    private final Attachments attachments;

    Dispatches(
            JdbcClient sql,
            Conversations conversations,
            Messages messages,
            MessageViews views,
            Attachments attachments) {
        this.sql = sql;
        this.conversations = conversations;
        this.messages = messages;
        this.views = views;
        this.attachments = attachments;
    }

    /// Empty when there is no such message, or none that the contact is to get.
    public Optional<Dispatch> find(AccountId account, long number, long message) {
        return conversations
                .find(account, number)
                .flatMap(whole -> messages.find(whole.conversation(), message)
                        .filter(Dispatches::goesOut)
                        .map(said -> of(whole, said)));
    }

    private static boolean goesOut(Message message) {
        boolean ours = message.type() == MessageType.OUTGOING || message.type() == MessageType.TEMPLATE;
        return ours && !message.isPrivate() && !message.isDeleted();
    }

    private Dispatch of(Conversations.Whole whole, Message message) {
        Conversation conversation = whole.conversation();
        List<Dispatch.File> files = attachments.of(List.of(message)).getOrDefault(message.id(), List.of()).stream()
                .map(file -> new Dispatch.File(
                        file.fileKey(),
                        file.fileName(),
                        file.contentType(),
                        file.size(),
                        attachments.linkForMail(file)))
                .toList();
        return new Dispatch(
                conversation.uuid(),
                conversation.sourceId(),
                conversation.additionalAttributes(),
                whole.contact(),
                message,
                views.senderName(message, whole.contact()),
                files,
                before(conversation, message.id()));
    }

    private List<Dispatch.Said> before(Conversation conversation, long message) {
        return sql.sql("""
                        select id, type = 0 as incoming, source_id,
                          coalesce(content_attributes #>> '{email,auto_reply}' = 'true', false) as auto_reply
                        from messages
                        where account_id = :account and conversation_id = :conversation and id < :message
                          and type <> 2 and not private
                        order by id desc
                        limit :most
                        """)
                .param("account", conversation.account().value())
                .param("conversation", conversation.number())
                .param("message", message)
                .param("most", MOST_BEFORE)
                .query((row, _) -> new Dispatch.Said(
                        row.getLong("id"),
                        row.getBoolean("incoming"),
                        row.getString("source_id"),
                        row.getBoolean("auto_reply")))
                .list()
                .reversed();
    }
}
