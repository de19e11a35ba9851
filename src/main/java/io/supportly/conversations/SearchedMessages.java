package io.supportly.conversations;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The messages of found conversations that say the words.
@Component
final class SearchedMessages {
    private static final int MOST = 10;

    private final JdbcClient sql;

    SearchedMessages(JdbcClient sql) {
        this.sql = sql;
    }

    /// By conversation, the newest first.
    Map<Long, List<Message>> in(List<Conversations.Whole> page, String text) {
        var found = new HashMap<Long, List<Message>>();
        if (page.isEmpty()) {
            return found;
        }
        sql.sql("select " + Message.columns("m") + """
                         from unnest(:conversations::bigint[]) f (conversation_id) cross join lateral (
                          select s.account_id, s.conversation_id, s.message_id from message_search s
                          where s.account_id = :account and s.conversation_id = f.conversation_id
                            and s.words @@ :words::tsquery
                          order by s.message_id desc
                          limit :most
                        ) s
                        join messages m on m.account_id = :account and m.conversation_id = s.conversation_id
                          and m.id = s.message_id
                        order by m.id desc
                        """)
                .param(
                        "conversations",
                        page.stream()
                                .map(whole -> whole.conversation().number())
                                .toArray(Long[]::new))
                .param("account", page.getFirst().conversation().account().value())
                .param("words", MessageWords.query(text))
                .param("most", MOST)
                .query((row, _) -> Message.of(row, "m"))
                .list()
                .forEach(message -> found.computeIfAbsent(message.conversation(), _ -> new ArrayList<>())
                        .add(message));
        return found;
    }
}
