package io.supportly.conversations;

import io.supportly.contacts.Labelling;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Given;
import io.supportly.kernel.web.Required;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One change of many conversations or contacts.
///
/// @param ids numbers of conversations, or ids of contacts
/// @param status null: stays; as the assignee and the team where they are not here
record BulkChange(
        Kind kind,
        List<Long> ids,
        boolean deletes,
        @Nullable String status,
        @Nullable Long snoozedUntil,
        Given<Long> assignee,
        Given<Long> team,
        List<String> add,
        List<String> remove) {

    private static final int MOST = 1_000;

    enum Kind {
        CONVERSATION,
        CONTACT
    }

    record Fields(@Nullable String status, Given<Long> assigneeId, Given<Long> teamId) {}

    record Labels(@Nullable List<String> add, @Nullable List<String> remove) {}

    /// As a client sends it.
    record Draft(
            @Required @Nullable String type,
            @Required @Nullable List<Long> ids,
            @Nullable Fields fields,
            @Nullable Labels labels,
            @Nullable Instant snoozedUntil,
            @Nullable String actionName) {

        BulkChange checked() {
            List<String> added = tidy(labels == null ? null : labels.add());
            List<String> removed = tidy(labels == null ? null : labels.remove());
            var faults = new Faults()
                    .present("type", type)
                    .oneOf("type", type, List.of("Conversation", "Contact"))
                    .present("ids", ids)
                    .oneOf("action_name", actionName, List.of("delete"))
                    .oneOf("fields.status", fields == null ? null : fields.status(), Status.WORDS);
            faults.check("ids", ids == null || !ids.isEmpty(), "can't be blank", "blank");
            faults.check("ids", ids == null || ids.size() <= MOST, "are too many (maximum is 1000)", "too_long");
            boolean contacts = "Contact".equals(type);
            faults.check("action_name", contacts || actionName == null, "is for contacts only", "invalid");
            faults.check("fields", !contacts || fields == null, "are for conversations only", "invalid");
            Labelling.check(faults, "labels.add", added);
            Labelling.check(faults, "labels.remove", removed);
            faults.orThrow();
            return new BulkChange(
                    contacts ? Kind.CONTACT : Kind.CONVERSATION,
                    Objects.requireNonNull(ids),
                    actionName != null,
                    fields == null ? null : fields.status(),
                    snoozedUntil == null ? null : snoozedUntil.getEpochSecond(),
                    fields == null ? Given.absent() : fields.assigneeId(),
                    fields == null ? Given.absent() : fields.teamId(),
                    added,
                    removed);
        }

        private static List<String> tidy(@Nullable List<String> labels) {
            return labels == null ? List.of() : Labelling.tidy(labels);
        }
    }

    List<String> labels(List<String> before) {
        var after = new ArrayList<>(before);
        after.removeAll(remove);
        add.stream().filter(label -> !after.contains(label)).forEach(after::add);
        return List.copyOf(after);
    }

    @Nullable
    Instant wakes() {
        return snoozedUntil == null ? null : Instant.ofEpochSecond(snoozedUntil);
    }
}
