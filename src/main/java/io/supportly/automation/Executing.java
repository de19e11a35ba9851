package io.supportly.automation;

import io.supportly.conversations.Acting;
import io.supportly.conversations.KeptFiles;
import io.supportly.conversations.Status;
import io.supportly.kernel.Caller;
import io.supportly.kernel.problems.Problem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Does actions one after the other, in the caller's transaction. Each stands behind a savepoint: one that fails leaves
/// nothing behind and does not stop the rest.
@Component
final class Executing {
    private static final Logger log = LoggerFactory.getLogger(Executing.class);

    private final Acting acting;
    private final KeptFiles files;
    private final Announcing announcing;
    private final TeamMailing teamMailing;
    private final TransactionTemplate savepoint;

    Executing(
            Acting acting,
            KeptFiles files,
            Announcing announcing,
            TeamMailing teamMailing,
            PlatformTransactionManager transactions) {
        this.acting = acting;
        this.files = files;
        this.announcing = announcing;
        this.teamMailing = teamMailing;
        savepoint = new TransactionTemplate(transactions);
        savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /// Why actions are done.
    ///
    /// @param word what webhooks call it
    /// @param attributes what messages carry
    record Occasion(String word, Map<String, Object> attributes) {}

    List<Outcome> run(Caller caller, long conversation, List<Action> actions, Occasion occasion) {
        return actions.stream()
                .map(action -> one(caller, conversation, action, occasion))
                .toList();
    }

    private Outcome one(Caller caller, long conversation, Action action, Occasion occasion) {
        try {
            savepoint.executeWithoutResult(_ -> act(caller, conversation, action, occasion));
            return Outcome.done(action);
        } catch (Problem e) {
            return Outcome.failed(action, String.valueOf(e.getMessage()));
        } catch (TransientDataAccessException
                | RecoverableDataAccessException
                | NonTransientDataAccessResourceException e) {
            throw e; // as a deadlock: all of it is tried again
        } catch (RuntimeException e) {
            log.error(
                    "{} on conversation {} of account {} failed",
                    action.actionName(),
                    conversation,
                    caller.account(),
                    e);
            return Outcome.failed(action, "something went wrong on our side");
        }
    }

    private void act(Caller caller, long conversation, Action action, Occasion occasion) {
        ActionKind kind = ActionKind.of(action.actionName())
                .orElseThrow(() -> Problem.invalid(null, "is no action that is known"));
        switch (kind) {
            case SEND_MESSAGE -> acting.say(caller, conversation, action.text(), occasion.attributes());
            case ADD_PRIVATE_NOTE -> acting.note(caller, conversation, action.text(), occasion.attributes());
            case ADD_LABEL -> acting.label(caller, conversation, action.texts());
            case REMOVE_LABEL -> acting.unlabel(caller, conversation, action.texts());
            case ASSIGN_AGENT -> acting.assign(caller, conversation, agent(caller, conversation, action));
            case ASSIGN_TEAM -> acting.assignTeam(caller, conversation, action.id());
            case REMOVE_ASSIGNED_AGENT -> acting.assign(caller, conversation, null);
            case REMOVE_ASSIGNED_TEAM -> acting.assignTeam(caller, conversation, null);
            case SEND_EMAIL_TO_TEAM ->
                teamMailing.mail(caller.account(), conversation, action.params().getFirst());
            case SEND_EMAIL_TRANSCRIPT -> acting.transcribe(caller, conversation, action.text());
            case SEND_WEBHOOK_EVENT -> announcing.announce(caller, conversation, action.text(), occasion.word());
            case SEND_ATTACHMENT ->
                files.send(caller, conversation, Long.parseLong(action.text()), occasion.attributes());
            case CHANGE_STATUS -> acting.status(caller, conversation, status(action.text()), null);
            case CHANGE_PRIORITY -> acting.prioritise(caller, conversation, priority(action.text()));
            case RESOLVE_CONVERSATION -> acting.status(caller, conversation, Status.RESOLVED, null);
            case OPEN_CONVERSATION -> acting.status(caller, conversation, Status.OPEN, null);
            case PENDING_CONVERSATION -> acting.status(caller, conversation, Status.PENDING, null);
            case SNOOZE_CONVERSATION -> acting.status(caller, conversation, Status.SNOOZED, null);
            case MUTE_CONVERSATION -> acting.mute(caller, conversation);
        }
    }

    private @Nullable Long agent(Caller caller, long conversation, Action action) {
        return switch (action.text()) {
            case Action.SELF -> (Long) caller.actorId();
            case Action.LAST_RESPONDING ->
                acting.lastResponding(caller, conversation)
                        .orElseThrow(() -> Problem.invalid(null, "nobody has answered yet"));
            default -> action.id();
        };
    }

    private static Status status(String word) {
        return Status.valueOf(word.toUpperCase(java.util.Locale.ROOT));
    }

    private static String priority(String word) {
        return word.equals(Subject.NOTHING) ? "none" : word;
    }
}
