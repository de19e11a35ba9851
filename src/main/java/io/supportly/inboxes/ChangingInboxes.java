package io.supportly.inboxes;

import io.supportly.accounts.Members;
import io.supportly.accounts.Secrets;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.events.Event;
import io.supportly.kernel.events.EventLog;
import io.supportly.kernel.files.Avatars;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.sql.Rows;
import io.supportly.kernel.sql.Transactions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Makes, changes and removes inboxes; each change is an event.
@Component
final class ChangingInboxes {
    private final JdbcClient sql;
    private final JsonMapper json;
    private final TransactionTemplate transactions;
    private final EventLog events;
    private final Inboxes inboxes;
    private final Members members;
    private final Avatars avatars;
    private final Clock clock;

    ChangingInboxes(
            JdbcClient sql,
            JsonMapper json,
            TransactionTemplate transactions,
            EventLog events,
            Inboxes inboxes,
            Members members,
            Avatars avatars,
            Clock clock) {
        this.sql = sql;
        this.json = json;
        this.transactions = transactions;
        this.events = events;
        this.inboxes = inboxes;
        this.members = members;
        this.avatars = avatars;
        this.clock = clock;
    }

    Inbox add(Caller caller, InboxDraft draft) {
        Map<String, Object> channel = Objects.requireNonNull(draft.channel());
        Channel kind = Channel.find(String.valueOf(channel.get("type"))).orElseThrow();
        String avatar = avatars.keep(draft.avatar());
        return written(caller, "inbox_created", () -> {
            Map<String, Object> settings = draft.settings(kind, Map.of());
            return sql.sql("""
                            insert into inboxes (account_id, name, channel_type, channel, identifier, email, hmac_token,
                              secret, working_hours, created_at, updated_at)
                            values (:account, :name, :type, :channel::jsonb, :identifier, :email, :hmac, :secret,
                              :hours::jsonb, :now, :now)
                            returning id
                            """)
                    .param("account", caller.account().value())
                    .param("name", draft.name())
                    .param("type", kind.wire())
                    .param("channel", json.writeValueAsString(settings))
                    .param("identifier", Secrets.random())
                    .param("email", email(kind, settings))
                    .param("hmac", Secrets.random())
                    .param("secret", Secrets.random(32))
                    .param("hours", json.writeValueAsString(WorkingHours.usual()))
                    .param("now", Rows.time(clock.instant()))
                    .query((row, _) ->
                            setOptions(caller.account(), row.getLong(1), draft, WorkingHours.usual(), Map.of(), avatar))
                    .single();
        });
    }

    Inbox update(Caller caller, long id, InboxDraft draft) {
        Inbox before = inboxes.get(caller, id);
        String avatar = avatars.keep(draft.avatar());
        return written(caller, "inbox_updated", () -> {
            if (!draft.avatar().isEmpty()) {
                dropAvatar(caller.account(), id);
            }
            Map<String, Object> settings = draft.settings(before.channel(), before.channelSettings());
            sql.sql("""
                            update inboxes
                            set name = coalesce(:name, name), channel = :channel::jsonb, email = :email
                            where account_id = :account and id = :id
                            """)
                    .param("name", draft.name())
                    .param("channel", json.writeValueAsString(settings))
                    .param("email", email(before.channel(), settings))
                    .param("account", caller.account().value())
                    .param("id", id)
                    .update();
            return setOptions(caller.account(), id, draft, before.workingHours(), before.options(), avatar);
        });
    }

    private static @Nullable String email(Channel kind, Map<String, Object> settings) {
        return kind == Channel.EMAIL && settings.get("email") instanceof String email
                ? email.toLowerCase(Locale.ROOT)
                : null;
    }

    private long setOptions(
            AccountId account,
            long id,
            InboxDraft draft,
            List<WorkingHours> before,
            Map<String, Object> options,
            @Nullable String avatar) {
        sql.sql("""
                        update inboxes
                        set greeting_enabled = coalesce(:greetingEnabled, greeting_enabled),
                          greeting_message = :greetingMessage,
                          enable_email_collect = coalesce(:emailCollect, enable_email_collect),
                          csat_survey_enabled = coalesce(:csat, csat_survey_enabled),
                          csat_config = coalesce(:csatConfig::jsonb, csat_config),
                          enable_auto_assignment = coalesce(:autoAssignment, enable_auto_assignment),
                          auto_assignment_config = coalesce(:autoConfig::jsonb, auto_assignment_config),
                          working_hours_enabled = coalesce(:hoursEnabled, working_hours_enabled),
                          working_hours = :hours::jsonb,
                          out_of_office_message = :outOfOffice,
                          timezone = coalesce(:timezone, timezone),
                          allow_messages_after_resolved = coalesce(:afterResolved, allow_messages_after_resolved),
                          lock_to_single_conversation = coalesce(:lock, lock_to_single_conversation),
                          sender_name_type = coalesce(:senderName, sender_name_type),
                          business_name = :business, avatar_url = coalesce(:avatar, avatar_url),
                          updated_at = :now
                        where account_id = :account and id = :id
                        """)
                .param("greetingEnabled", draft.greetingEnabled())
                .param("greetingMessage", InboxDraft.text(draft.greetingMessage(), options.get("greeting_message")))
                .param("emailCollect", draft.enableEmailCollect())
                .param("csat", draft.csatSurveyEnabled())
                .param("csatConfig", draft.csatConfig() == null ? null : json.writeValueAsString(draft.csatConfig()))
                .param("autoAssignment", draft.enableAutoAssignment())
                .param(
                        "autoConfig",
                        draft.autoAssignmentConfig() == null
                                ? null
                                : json.writeValueAsString(draft.autoAssignmentConfig()))
                .param("hoursEnabled", draft.workingHoursEnabled())
                .param("hours", json.writeValueAsString(merged(before, draft.workingHours())))
                .param("outOfOffice", InboxDraft.text(draft.outOfOfficeMessage(), options.get("out_of_office_message")))
                .param("timezone", draft.timezone())
                .param("afterResolved", draft.allowMessagesAfterResolved())
                .param("lock", draft.lockToSingleConversation())
                .param("senderName", draft.senderNameType())
                .param("business", InboxDraft.text(draft.businessName(), options.get("business_name")))
                .param("avatar", avatar)
                .param("now", Rows.time(clock.instant()))
                .param("account", account.value())
                .param("id", id)
                .update();
        return id;
    }

    /// The days that were sent replace theirs.
    private static List<WorkingHours> merged(List<WorkingHours> before, @Nullable List<WorkingHours.Draft> sent) {
        var week = new ArrayList<>(before);
        if (sent != null) {
            for (WorkingHours.Draft draft : sent) {
                WorkingHours day = draft.hours();
                week.replaceAll(old -> old.dayOfWeek() == day.dayOfWeek() ? day : old);
            }
        }
        return week;
    }

    /// Gone for every reader at once, its address free again; what hangs on it follows by the event log.
    void remove(Caller caller, long id) {
        inboxes.get(caller, id);
        transactions.executeWithoutResult(_ -> {
            dropAvatar(caller.account(), id);
            inboxes.forget(caller.account());
            sql.sql("""
                            update inboxes
                            set deleted_at = :now, email = null, identifier = 'deleted-' || id || '-' || identifier
                            where account_id = :account and id = :id
                            """)
                    .param("now", Rows.time(clock.instant()))
                    .param("account", caller.account().value())
                    .param("id", id)
                    .update();
            events.append(Event.of(caller, "inbox_removed", clock.instant()).inbox(id));
        });
    }

    Inbox resetSecret(Caller caller, long id) {
        if (inboxes.get(caller, id).channel() != Channel.API) {
            throw Problem.notFound();
        }
        return written(caller, "inbox_updated", () -> {
            sql.sql("update inboxes set secret = :secret where account_id = :account and id = :id")
                    .param("secret", Secrets.random(32))
                    .param("account", caller.account().value())
                    .param("id", id)
                    .update();
            return id;
        });
    }

    Inbox changeMembers(Caller caller, long id, Collection<Long> in, Collection<Long> out) {
        AccountId account = caller.account();
        inboxes.get(caller, id);
        List<Long> foreign = in.stream()
                .filter(user -> members.find(account, user).isEmpty())
                .toList();
        if (!foreign.isEmpty()) {
            throw Problem.invalid("user_ids", "are not all agents of this account: " + foreign);
        }
        return written(caller, "inbox_updated", () -> {
            sql.sql("""
                            insert into inbox_members (account_id, inbox_id, user_id)
                            select :account, :inbox, id from unnest(:users::bigint[]) id
                            on conflict do nothing
                            """)
                    .param("account", account.value())
                    .param("inbox", id)
                    .param("users", in.toArray(Long[]::new))
                    .update();
            sql.sql("""
                            delete from inbox_members
                            where account_id = :account and inbox_id = :inbox and user_id = any(:users::bigint[])
                            """)
                    .param("account", account.value())
                    .param("inbox", id)
                    .param("users", out.toArray(Long[]::new))
                    .update();
            return id;
        });
    }

    /// A picture that is no longer shown goes when that is certain.
    void removeAvatar(Caller caller, long id) {
        inboxes.get(caller, id);
        written(caller, "inbox_updated", () -> {
            dropAvatar(caller.account(), id);
            sql.sql("update inboxes set avatar_url = '' where account_id = :account and id = :id")
                    .param("account", caller.account().value())
                    .param("id", id)
                    .update();
            return id;
        });
    }

    private void dropAvatar(AccountId account, long id) {
        sql.sql("select avatar_url from inboxes where account_id = :account and id = :id")
                .param("account", account.value())
                .param("id", id)
                .query(String.class)
                .optional()
                .ifPresent(path -> Transactions.afterCommit(() -> avatars.drop(path)));
    }

    Inbox setBot(Caller caller, long id, @Nullable Long bot) {
        inboxes.get(caller, id);
        return written(caller, "inbox_updated", () -> {
            sql.sql("update inboxes set agent_bot_id = :bot where account_id = :account and id = :id")
                    .param("bot", bot)
                    .param("account", caller.account().value())
                    .param("id", id)
                    .update();
            return id;
        });
    }

    private Inbox written(Caller caller, String event, LongSupplier write) {
        long id = Objects.requireNonNull(transactions.execute(_ -> {
            inboxes.forget(caller.account());
            long written = write.getAsLong();
            events.append(Event.of(caller, event, clock.instant()).inbox(written));
            return written;
        }));
        return inboxes.get(caller, id);
    }
}
