package io.supportly.automation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.supportly.accounts.Agent;
import io.supportly.conversations.KeptFiles;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.web.Required;
import io.supportly.kernel.web.Wrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Actions that an agent does together with one click. A personal one is its author's alone.
record Macro(
        AccountId account,
        long id,
        String name,
        String visibility,
        List<Action> actions,
        long createdBy,
        long updatedBy) {
    static final String PERSONAL = "personal";
    static final String GLOBAL = "global";
    static final List<String> VISIBILITIES = List.of(PERSONAL, GLOBAL);

    /// What a client may send.
    @Wrapped("macro")
    record Draft(
            @Required(whenUpdating = false) @Nullable String name,
            @Nullable String visibility,
            @Required(whenUpdating = false) @Nullable List<Action> actions) {

        /// With what stands where nothing was sent.
        Draft over(Macro before) {
            return new Draft(
                    name == null ? before.name() : name,
                    visibility == null ? before.visibility() : visibility,
                    actions == null ? before.actions() : actions);
        }

        Draft doing(List<Action> instead) {
            return new Draft(name, visibility, instead);
        }
    }

    /// The shape of the API (wire contract X10).
    record Rest(
            long id,
            String name,
            String visibility,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Agent createdBy,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Agent updatedBy,

            long accountId,
            List<Action> actions,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<File> files) {}

    record File(long id, long macroId, String fileType, long accountId, String fileUrl, long blobId, String filename) {
        static File of(Macro macro, KeptFiles.Kept file) {
            return new File(
                    file.id(),
                    macro.id(),
                    file.fileType(),
                    macro.account().value(),
                    file.url(),
                    file.id(),
                    file.fileName());
        }
    }

    boolean isVisibleTo(Caller caller) {
        return visibility.equals(GLOBAL) || createdBy == caller.actorId();
    }

    /// By its author, and by administrators when it is everybody's.
    Macro checkMayEdit(Caller caller) {
        if (createdBy != caller.actorId() && !caller.isAdministrator()) {
            throw Problem.forbidden();
        }
        return this;
    }
}
