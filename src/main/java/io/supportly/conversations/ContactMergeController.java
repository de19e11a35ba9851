package io.supportly.conversations;

import io.supportly.contacts.Contact;
import io.supportly.kernel.Caller;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.Required;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Contacts", description = "The people who write to you.")
final class ContactMergeController {
    private final ContactMerging merging;

    ContactMergeController(ContactMerging merging) {
        this.merging = merging;
    }

    record Pair(
            @Required @Nullable Long baseContactId,
            @Required @Nullable Long mergeeContactId) {
        Pair checked() {
            new Faults()
                    .present("base_contact_id", baseContactId)
                    .present("mergee_contact_id", mergeeContactId)
                    .orThrow();
            return this;
        }
    }

    @PostMapping("/api/v1/accounts/{account}/actions/contact_merge")
    @Allow(scope = "contacts.write")
    @Operation(
            summary = "Merge two contacts",
            description = "The base keeps what it has and gets what only the other one had, with all conversations,"
                    + " notes, labels and names at inboxes; the other one is gone. The first 50 conversations are moved"
                    + " at once, more in the background.")
    Contact.Rest merge(Caller caller, @RequestBody Pair body) {
        Pair pair = body.checked();
        return merging.merge(
                        caller,
                        Objects.requireNonNull(pair.baseContactId()),
                        Objects.requireNonNull(pair.mergeeContactId()))
                .rest();
    }
}
