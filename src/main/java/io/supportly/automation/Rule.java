package io.supportly.automation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.supportly.conversations.KeptFiles;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.json.Times;
import io.supportly.kernel.web.Given;
import io.supportly.kernel.web.Required;
import io.supportly.kernel.web.Wrapped;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is to be done when something happens and the conditions hold.
record Rule(
        AccountId account,
        long id,
        String name,
        @Nullable String description,
        String eventName,
        Conditions conditions,
        List<Action> actions,
        boolean active,
        Instant createdAt) {

    /// What a client may send.
    @Schema(name = "AutomationRuleDraft")
    @Wrapped("automation_rule")
    record Draft(
            @Required(whenUpdating = false) @Nullable String name,
            Given<String> description,
            @Required(whenUpdating = false) @Nullable String eventName,
            @Nullable List<Condition> conditions,
            @Required(whenUpdating = false) @Nullable List<Action> actions,
            @Nullable Boolean active) {

        /// With what stands where nothing was sent.
        Draft over(Rule before) {
            return new Draft(
                    name == null ? before.name() : name,
                    Given.of(description.or(before.description())),
                    eventName == null ? before.eventName() : eventName,
                    conditions == null ? before.conditions().list() : conditions,
                    actions == null ? before.actions() : actions,
                    active == null ? (Boolean) before.active() : active);
        }

        Draft doing(List<Action> instead) {
            return new Draft(name, description, eventName, conditions, instead, active);
        }
    }

    /// The shape of the API (wire contract 12).
    @Schema(name = "AutomationRule")
    record Rest(
            long id,
            long accountId,
            String name,
            @Nullable String description,
            String eventName,
            List<Condition> conditions,
            List<Action> actions,
            long createdOn,
            boolean active,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<File> files) {}

    @Schema(name = "AutomationRuleFile")
    record File(
            long id,
            long automationRuleId,
            String fileType,
            long accountId,
            String fileUrl,
            long blobId,
            String filename) {
        static File of(Rule rule, KeptFiles.Kept file) {
            return new File(
                    file.id(),
                    rule.id(),
                    file.fileType(),
                    rule.account().value(),
                    file.url(),
                    file.id(),
                    file.fileName());
        }
    }

    Rest rest(List<File> files) {
        return new Rest(
                id,
                account.value(),
                name,
                description,
                eventName,
                conditions.list(),
                actions,
                Times.seconds(createdAt),
                active,
                files);
    }

    Caller caller() {
        return new Caller.Rule(account, id, name);
    }

    boolean waitsFor(Trigger trigger) {
        return eventName.equals(trigger.word());
    }

    Verdict judge(Subject subject) {
        return conditions.judge(subject);
    }
}
