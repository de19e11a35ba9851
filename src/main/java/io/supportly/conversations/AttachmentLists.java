package io.supportly.conversations;

import io.supportly.contacts.Contact;
import io.supportly.kernel.web.Paging;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The files of a conversation, or of all that was talked with a contact.
@Component
final class AttachmentLists {
    private final JdbcClient sql;

    AttachmentLists(JdbcClient sql) {
        this.sql = sql;
    }

    /// A page of a conversation's files with when and by whom they came, the newest first.
    List<Listed> page(Conversation conversation, Paging paging) {
        return sql.sql("""
                        select a.id, a.message_id, a.account_id, a.file_type, a.file_key, a.file_name, a.content_type,
                          a.file_size, a.width, a.height, a.thumb_key,
                        """ + Message.columns("m") + """
                        from attachments a
                        join messages m on m.account_id = a.account_id and m.conversation_id = a.conversation_id
                          and m.id = a.message_id
                        where a.account_id = :account and a.conversation_id = :conversation
                        order by a.message_id desc, a.id desc
                        limit :limit offset :offset
                        """)
                .param("account", conversation.account().value())
                .param("conversation", conversation.number())
                .param("limit", paging.size())
                .param("offset", paging.offset())
                .query((row, _) -> new Listed(Attachments.attachment(row), Message.of(row, "m")))
                .list();
    }

    record Listed(Attachment file, Message message) {}

    /// The files of the conversations with a contact that somebody may see. They are looked for by the conversation: it
    /// may have thousands of messages without any.
    private static String ofContact(Visibility.@Nullable Sight sight) {
        return """
                 from conversations c
                cross join lateral (
                  select * from attachments where account_id = c.account_id and conversation_id = c.id offset 0
                ) a
                where c.account_id = :account and c.contact_id = :contact
                """ + (sight == null ? "" : " and " + sight.clause());
    }

    /// A page of the files of all that was talked with a contact, the newest first.
    List<Listed> page(Contact contact, Visibility.@Nullable Sight sight, Paging paging) {
        return sql.sql("""
                        select a.id, a.message_id, a.account_id, a.file_type, a.file_key, a.file_name, a.content_type,
                          a.file_size, a.width, a.height, a.thumb_key,
                        """ + Message.columns("m") + " from (select a.*" + ofContact(sight) + """
                        ) a
                        join messages m on m.account_id = a.account_id and m.conversation_id = a.conversation_id
                          and m.id = a.message_id
                        order by a.message_id desc, a.id desc
                        limit :limit offset :offset
                        """)
                .param("account", contact.account().value())
                .param("contact", contact.id())
                .param("limit", paging.size())
                .param("offset", paging.offset())
                .params(sight == null ? Map.of() : sight.binds())
                .query((row, _) -> new Listed(Attachments.attachment(row), Message.of(row, "m")))
                .list();
    }

    long count(Contact contact, Visibility.@Nullable Sight sight) {
        return sql.sql("select count(*)" + ofContact(sight))
                .param("account", contact.account().value())
                .param("contact", contact.id())
                .params(sight == null ? Map.of() : sight.binds())
                .query((row, _) -> row.getLong(1))
                .single();
    }

    long count(Conversation conversation) {
        return sql.sql("""
                        select count(*) from attachments
                        where account_id = :account and conversation_id = :conversation
                        """)
                .param("account", conversation.account().value())
                .param("conversation", conversation.number())
                .query((row, _) -> row.getLong(1))
                .single();
    }
}
