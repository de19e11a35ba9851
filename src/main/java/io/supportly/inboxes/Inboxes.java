package io.supportly.inboxes;

import io.supportly.accounts.Accounts;
import io.supportly.accounts.BotRemoved;
import io.supportly.accounts.MemberLeft;
import io.supportly.accounts.Members;
import io.supportly.accounts.Secrets;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.Settings;
import io.supportly.kernel.cache.Memory;
import io.supportly.kernel.cache.Remembered;
import io.supportly.kernel.events.Event;
import io.supportly.kernel.events.EventLog;
import io.supportly.kernel.files.Avatars;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.sql.Rows;
import io.supportly.kernel.sql.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Every inbox in the database; those of an account are remembered together, with their members.
@Component
public final class Inboxes {
    private static final int MOST_REMEMBERED = 10_000;

    private final JdbcClient sql;
    private final JsonMapper json;
    private final TransactionTemplate transactions;
    private final EventLog events;
    private final Accounts accounts;
    private final Members members;
    private final Avatars avatars;
    private final Settings settings;
    private final Clock clock;
    private final Remembered<AccountId, Map<Long, Inbox>> inboxes;

    Inboxes(
            JdbcClient sql,
            JsonMapper json,
            TransactionTemplate transactions,
            EventLog events,
            Accounts accounts,
            Members members,
            Avatars avatars,
            Settings settings,
            Clock clock,
            Memory memory) {
        this.sql = sql;
        this.json = json;
        this.transactions = transactions;
        this.events = events;
        this.accounts = accounts;
        this.members = members;
        this.avatars = avatars;
        this.settings = settings;
        this.clock = clock;
        inboxes = memory.remember("inboxes", MOST_REMEMBERED, text -> new AccountId(Long.parseLong(text)), this::load);
    }

    /// What is remembered of the account's inboxes: another object once any of them changed.
    public Object remembered(AccountId account) {
        return inboxes.get(account);
    }

    /// By name.
    public List<Inbox> of(AccountId account) {
        return List.copyOf(inboxes.get(account).values());
    }

    public Optional<Inbox> find(AccountId account, long id) {
        return Optional.ofNullable(inboxes.get(account).get(id));
    }

    /// Not found for all who are not of the account, forbidden to an agent who is no member.
    public Inbox get(Caller caller, long id) {
        Inbox inbox = find(caller.account(), id).orElseThrow(Problem::notFound);
        if (!maySee(caller, id)) {
            throw Problem.forbidden();
        }
        return inbox;
    }

    public boolean maySee(Caller caller, long inbox) {
        return !(caller instanceof Caller.Member member)
                || member.isAdministrator()
                || find(caller.account(), inbox)
                        .map(found -> found.members().contains(member.userId()))
                        .orElse(false);
    }

    public Set<Long> visibleTo(Caller caller) {
        return of(caller.account()).stream()
                .map(Inbox::id)
                .filter(inbox -> maySee(caller, inbox))
                .collect(Collectors.toSet());
    }

    /// The inbox that the outside knows by this, in whichever account that is open.
    public Optional<Inbox> byIdentifier(String identifier) {
        Optional<Inbox> found = sql.sql(
                        "select account_id, id from inboxes where identifier = :identifier and deleted_at is null")
                .param("identifier", identifier)
                .query((row, _) -> find(new AccountId(row.getLong("account_id")), row.getLong("id")))
                .optional()
                .flatMap(inbox -> inbox);
        found.ifPresent(inbox -> accounts.admit(inbox.account()));
        return found;
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
        Inbox before = get(caller, id);
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
        get(caller, id);
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

    /// The last of a removed inbox.
    public void purge(AccountId account, long id) {
        sql.sql("delete from inboxes where account_id = :account and id = :id and deleted_at is not null")
                .param("account", account.value())
                .param("id", id)
                .update();
    }

    Inbox resetSecret(Caller caller, long id) {
        if (get(caller, id).channel() != Channel.API) {
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
        get(caller, id);
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
        get(caller, id);
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
        get(caller, id);
        return written(caller, "inbox_updated", () -> {
            sql.sql("update inboxes set agent_bot_id = :bot where account_id = :account and id = :id")
                    .param("bot", bot)
                    .param("account", caller.account().value())
                    .param("id", id)
                    .update();
            return id;
        });
    }

    @EventListener
    void forget(BotRemoved removed) {
        inboxes.forget(removed.account());
    }

    @EventListener
    void forget(MemberLeft left) {
        inboxes.forget(left.account());
    }

    private Inbox written(Caller caller, String event, LongSupplier write) {
        long id = Objects.requireNonNull(transactions.execute(_ -> {
            inboxes.forget(caller.account());
            long written = write.getAsLong();
            events.append(Event.of(caller, event, clock.instant()).inbox(written));
            return written;
        }));
        return get(caller, id);
    }

    private Map<Long, Inbox> load(AccountId account) {
        var found = new LinkedHashMap<Long, Inbox>();
        sql.sql("""
                        select i.account_id, i.id, i.name, i.channel_type, i.channel, i.identifier, i.hmac_token,
                          i.secret, i.avatar_url, i.greeting_enabled, i.greeting_message, i.enable_email_collect,
                          i.csat_survey_enabled, i.csat_config, i.enable_auto_assignment, i.auto_assignment_config,
                          i.working_hours_enabled, i.working_hours, i.out_of_office_message, i.timezone,
                          i.allow_messages_after_resolved, i.lock_to_single_conversation, i.sender_name_type,
                          i.business_name, i.agent_bot_id,
                          array(select m.user_id from inbox_members m
                            where m.account_id = i.account_id and m.inbox_id = i.id) as members
                        from inboxes i
                        where i.account_id = :account and i.deleted_at is null
                        order by lower(i.name), i.id
                        """)
                .param("account", account.value())
                .query((row, _) -> found.put(row.getLong("id"), inbox(row)))
                .list();
        return found;
    }

    private Inbox inbox(ResultSet row) throws SQLException {
        return new Inbox(
                new AccountId(row.getLong("account_id")),
                row.getLong("id"),
                row.getString("name"),
                Channel.ofWire(row.getString("channel_type")),
                map(row.getString("channel")),
                row.getString("identifier"),
                row.getString("hmac_token"),
                row.getString("secret"),
                row.getString("avatar_url").isEmpty() ? "" : settings.baseUrl() + row.getString("avatar_url"),
                options(row),
                List.of(json.readValue(row.getString("working_hours"), WorkingHours[].class)),
                Rows.longOrNull(row, "agent_bot_id"),
                Set.copyOf(Rows.numbers(row, "members")));
    }

    private Map<String, Object> options(ResultSet row) throws SQLException {
        var options = new LinkedHashMap<String, Object>();
        for (String flag : List.of(
                "greeting_enabled",
                "working_hours_enabled",
                "enable_email_collect",
                "csat_survey_enabled",
                "enable_auto_assignment",
                "allow_messages_after_resolved",
                "lock_to_single_conversation")) {
            options.put(flag, row.getBoolean(flag));
        }
        for (String text :
                List.of("greeting_message", "out_of_office_message", "timezone", "sender_name_type", "business_name")) {
            options.put(text, row.getString(text));
        }
        options.put("csat_config", map(row.getString("csat_config")));
        options.put("auto_assignment_config", map(row.getString("auto_assignment_config")));
        return options;
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> map(String text) {
        return json.readValue(text, Map.class);
    }
}
