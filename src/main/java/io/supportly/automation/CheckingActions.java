package io.supportly.automation;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.problems.Faults;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Tells everything that is wrong with actions, each fault at its place.
@Component
final class CheckingActions {
    private static final int MOST_ACTIONS = 30;
    private static final int MOST_PARAMS = 100;
    private static final int LONGEST_TEXT = 150_000;
    private static final int LONGEST_LABEL = 255;
    private static final int LONGEST_RECIPIENTS = 2_000;
    private static final List<String> STATUSES = List.of("open", "resolved", "pending", "snoozed");
    private static final List<String> PRIORITIES = List.of("low", "medium", "high", "urgent", Subject.NOTHING);

    private final Checking checking;

    CheckingActions(Checking checking) {
        this.checking = checking;
    }

    void check(AccountId account, Faults faults, Set<ActionKind> allowed, List<Action> actions) {
        faults.check("actions", !actions.isEmpty(), "can't be blank", "blank")
                .check(
                        "actions",
                        actions.size() <= MOST_ACTIONS,
                        "are too many (maximum is " + MOST_ACTIONS + ")",
                        "too_long");
        for (int i = 0; i < Math.min(actions.size(), MOST_ACTIONS); i++) {
            one(account, faults, "actions." + i, allowed, actions.get(i));
        }
    }

    private void one(AccountId account, Faults faults, String at, Set<ActionKind> allowed, Action action) {
        ActionKind kind =
                ActionKind.of(action.actionName()).filter(allowed::contains).orElse(null);
        if (kind == null) {
            boolean blank = action.actionName() == null || action.actionName().isBlank();
            faults.add(
                    at + ".action_name",
                    blank ? "can't be blank" : "is not included in the list: " + ActionKind.words(allowed),
                    blank ? "blank" : "inclusion");
            return;
        }
        params(account, faults, at + ".action_params", kind, action, allowed);
    }

    private void params(
            AccountId account, Faults faults, String at, ActionKind kind, Action action, Set<ActionKind> allowed) {
        String text = action.text();
        faults.check(
                at, action.params().size() <= MOST_PARAMS, "are too many (maximum is " + MOST_PARAMS + ")", "too_long");
        switch (kind) {
            case SEND_MESSAGE, ADD_PRIVATE_NOTE -> faults.present(at, text).atMost(at, text, LONGEST_TEXT);
            case ADD_LABEL, REMOVE_LABEL -> {
                faults.check(
                        at, action.texts().stream().anyMatch(label -> !label.isEmpty()), "can't be blank", "blank");
                action.texts().forEach(label -> faults.atMost(at, label, LONGEST_LABEL));
            }
            case ASSIGN_AGENT -> {
                boolean word = text.equals(Action.LAST_RESPONDING)
                        || (text.equals(Action.SELF) && allowed == ActionKind.OF_MACROS);
                faults.present(at, text)
                        .check(
                                at,
                                text.isEmpty() || word || Action.isNobody(text) || checking.isAgent(account, text),
                                "is no agent of this account",
                                "not_found");
            }
            case ASSIGN_TEAM ->
                faults.present(at, text)
                        .check(
                                at,
                                text.isEmpty() || Action.isNobody(text) || checking.isTeam(account, text),
                                "is no team of this account",
                                "not_found");
            case SEND_EMAIL_TO_TEAM -> mail(account, faults, at, action);
            case SEND_EMAIL_TRANSCRIPT -> recipients(faults, at, text);
            case SEND_WEBHOOK_EVENT -> faults.present(at, text).url(at, text.isEmpty() ? null : text);
            case SEND_ATTACHMENT -> faults.present(at, text);
            case CHANGE_STATUS -> faults.present(at, text).oneOf(at, text.isEmpty() ? null : text, STATUSES);
            case CHANGE_PRIORITY -> faults.present(at, text).oneOf(at, text.isEmpty() ? null : text, PRIORITIES);
            case REMOVE_ASSIGNED_AGENT,
                    REMOVE_ASSIGNED_TEAM,
                    RESOLVE_CONVERSATION,
                    OPEN_CONVERSATION,
                    PENDING_CONVERSATION,
                    SNOOZE_CONVERSATION,
                    MUTE_CONVERSATION -> {}
        }
    }

    private void mail(AccountId account, Faults faults, String at, Action action) {
        List<JsonNode> params = action.params();
        JsonNode mail = params.isEmpty() ? null : params.getFirst();
        if (mail == null || !mail.isObject()) {
            faults.add(at, "must be an object of team_ids and message", "invalid");
            return;
        }
        List<String> teams = TeamMailing.teams(mail);
        faults.check(at + ".team_ids", !teams.isEmpty(), "can't be blank", "blank")
                .check(
                        at + ".team_ids",
                        teams.size() <= MOST_PARAMS,
                        "are too many (maximum is " + MOST_PARAMS + ")",
                        "too_long")
                .present(at + ".message", TeamMailing.message(mail))
                .atMost(at + ".message", TeamMailing.message(mail), LONGEST_TEXT);
        teams.forEach(team -> faults.check(
                at + ".team_ids", checking.isTeam(account, team), "is no team of this account", "not_found"));
    }

    /// What holds placeholders is looked at when it is sent.
    private static void recipients(Faults faults, String at, String text) {
        faults.present(at, text).atMost(at, text, LONGEST_RECIPIENTS);
        for (String address : text.split(",")) {
            if (!address.isBlank() && !address.contains("{{")) {
                faults.email(at, address.strip());
            }
        }
    }
}
