package io.supportly.conversations;

import io.supportly.accounts.Agent;
import io.supportly.accounts.Members;
import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.Caller;
import io.supportly.kernel.Role;
import io.supportly.kernel.events.Event;
import io.supportly.kernel.events.EventLog;
import io.supportly.kernel.sql.Rows;
import io.supportly.teams.Teams;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Calls people into a conversation from a note, as `[@Ada](mention://user/7/Ada)` or with their team. They follow it
/// from then on; who may not see the inbox is not called.
@Component
final class Mentioning {
    private static final Pattern MENTION = Pattern.compile("\\(mention://(user|team)/(\\d{1,18})/[^)\\n]*\\)");

    private final Members members;
    private final Teams teams;
    private final Inboxes inboxes;
    private final Participants participants;
    private final EventLog events;
    private final JdbcClient sql;

    Mentioning(
            Members members, Teams teams, Inboxes inboxes, Participants participants, EventLog events, JdbcClient sql) {
        this.members = members;
        this.teams = teams;
        this.inboxes = inboxes;
        this.participants = participants;
        this.events = events;
        this.sql = sql;
    }

    boolean mayMention(@Nullable String content) {
        return content != null && content.contains("(mention://");
    }

    void mention(Caller caller, Conversation conversation, Message note) {
        Set<Long> users = mentioned(conversation, String.valueOf(note.content()));
        if (users.isEmpty()) {
            return;
        }
        participants.add(conversation.account(), conversation.number(), users);
        sql.sql("""
                        insert into mentions (account_id, conversation_id, user_id, mentioned_at)
                        select :account, :conversation, id, :now from unnest(:users::bigint[]) id
                        on conflict (account_id, conversation_id, user_id)
                        do update set mentioned_at = excluded.mentioned_at
                        """)
                .param("account", conversation.account().value())
                .param("conversation", conversation.number())
                .param("now", Rows.time(note.createdAt()))
                .param("users", users.toArray(Long[]::new))
                .update();
        events.append(Event.of(caller, "conversation_mentioned", note.createdAt())
                .conversation(conversation.number())
                .message(note.id())
                .contact(conversation.contactId())
                .inbox(conversation.inboxId())
                .with("user_ids", List.copyOf(users)));
    }

    private Set<Long> mentioned(Conversation conversation, String content) {
        var users = new TreeSet<Long>();
        MENTION.matcher(content).results().forEach(found -> {
            long id = Long.parseLong(found.group(2));
            if (found.group(1).equals("user")) {
                users.add(id);
            } else {
                teams.find(conversation.account(), id).ifPresent(team -> users.addAll(team.members()));
            }
        });
        users.removeIf(user -> !maySee(conversation, user));
        return users;
    }

    private boolean maySee(Conversation conversation, long user) {
        Agent agent = members.find(conversation.account(), user).orElse(null);
        return agent != null
                && members.mayConverse(conversation.account(), user)
                && (agent.role() == Role.ADMINISTRATOR
                        || inboxes.find(conversation.account(), conversation.inboxId())
                                .map(inbox -> inbox.members().contains(user))
                                .orElse(false));
    }
}
