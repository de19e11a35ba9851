package io.supportly.conversations;

import io.supportly.accounts.Accounts;
import io.supportly.accounts.AgentBot;
import io.supportly.accounts.AgentBots;
import io.supportly.inboxes.Inbox;
import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Opens for people what waits for an agent bot that can not be reached, unless the account wants it to wait.
@Component
public final class HandingOver {
    private final Accounts accounts;
    private final AgentBots bots;
    private final Inboxes inboxes;
    private final Conversations conversations;
    private final Changing changing;
    private final Posting posting;
    private final TransactionTemplate transactions;

    HandingOver(
            Accounts accounts,
            AgentBots bots,
            Inboxes inboxes,
            Conversations conversations,
            Changing changing,
            Posting posting,
            TransactionTemplate transactions) {
        this.accounts = accounts;
        this.bots = bots;
        this.inboxes = inboxes;
        this.conversations = conversations;
        this.changing = changing;
        this.posting = posting;
        this.transactions = transactions;
    }

    /// Once: a conversation that is not pending any more, or that is another bot's by now, is left alone.
    public void handOver(AccountId account, long number, long bot) {
        if (accounts.get(account).keepsPendingOnBotFailure()
                || conversations.find(account, number).isEmpty()) {
            return;
        }
        var system = new Caller.System(account);
        transactions.executeWithoutResult(_ -> {
            Conversation conversation = conversations.lock(system, number);
            if (conversation.state().status() == Status.PENDING && !isAnothers(conversation, bot)) {
                String name = bots.find(account, bot).map(AgentBot::name).orElse("The bot");
                posting.post(system, number, Posting.Post.activity(name + " could not be reached"));
                changing.change(system, number, state -> state.status(Status.OPEN, null));
            }
        });
    }

    private boolean isAnothers(Conversation conversation, long bot) {
        Long assigned = conversation.state().assigneeBotId();
        Optional<Long> has = assigned != null
                ? Optional.of(assigned)
                : inboxes.find(conversation.account(), conversation.inboxId()).map(Inbox::agentBotId);
        return has.filter(id -> !Objects.equals(id, bot)).isPresent();
    }
}
