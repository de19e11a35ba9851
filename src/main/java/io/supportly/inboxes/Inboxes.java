package io.supportly.inboxes;

import io.supportly.accounts.Accounts;
import io.supportly.accounts.BotRemoved;
import io.supportly.accounts.MemberLeft;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.cache.Memory;
import io.supportly.kernel.cache.Remembered;
import io.supportly.kernel.problems.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Every inbox in the database; those of an account are remembered together, with their members.
@Component
public final class Inboxes {
    private static final int MOST_REMEMBERED = 10_000;

    private final JdbcClient sql;
    private final Accounts accounts;
    private final InboxRows rows;
    private final Remembered<AccountId, Map<Long, Inbox>> inboxes;

    Inboxes(JdbcClient sql, Accounts accounts, InboxRows rows, Memory memory) {
        this.sql = sql;
        this.accounts = accounts;
        this.rows = rows;
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

    /// The last of a removed inbox.
    public void purge(AccountId account, long id) {
        sql.sql("delete from inboxes where account_id = :account and id = :id and deleted_at is not null")
                .param("account", account.value())
                .param("id", id)
                .update();
    }

    /// To be called in the transaction that changes one of them.
    void forget(AccountId account) {
        inboxes.forget(account);
    }

    @EventListener
    void forget(BotRemoved removed) {
        inboxes.forget(removed.account());
    }

    @EventListener
    void forget(MemberLeft left) {
        inboxes.forget(left.account());
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
                .query((row, _) -> found.put(row.getLong("id"), rows.inbox(row)))
                .list();
        return found;
    }
}
