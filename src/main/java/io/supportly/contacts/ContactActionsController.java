package io.supportly.contacts;

import io.supportly.kernel.Caller;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.Required;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/accounts/{account}/contacts/{id}")
@Tag(name = "Contacts", description = "The people who write to you.")
final class ContactActionsController {
    private final Contacts contacts;
    private final Labelling labelling;

    ContactActionsController(Contacts contacts, Labelling labelling) {
        this.contacts = contacts;
        this.labelling = labelling;
    }

    record Labels(List<String> payload) {}

    record One(Contact.Rest payload) {}

    record Keys(@Required @Nullable List<String> customAttributes) {
        List<String> checked() {
            new Faults().present("custom_attributes", customAttributes).orThrow();
            return Objects.requireNonNull(customAttributes);
        }
    }

    @GetMapping("/labels")
    @Allow(scope = "contacts.read")
    @Operation(summary = "List a contact's labels", description = "By title, as they were put on.")
    Labels labels(Caller caller, @PathVariable long id) {
        return new Labels(contacts.get(caller, id).labels());
    }

    @PostMapping("/labels")
    @Allow(scope = "contacts.write")
    @Operation(summary = "Set a contact's labels", description = "Replaces them all.")
    Labels setLabels(Caller caller, @PathVariable long id, @RequestBody Labelling.Draft draft) {
        List<String> labels = draft.checked();
        return new Labels(labelling.change(caller, id, _ -> labels));
    }

    @PostMapping("/destroy_custom_attributes")
    @Allow(scope = "contacts.write")
    @Operation(summary = "Delete custom attributes", description = "Those with these keys; the others stay.")
    One destroyCustomAttributes(Caller caller, @PathVariable long id, @RequestBody Keys body) {
        return new One(contacts.removeAttributes(caller, id, body.checked()).rest());
    }

    @DeleteMapping("/avatar")
    @Allow(scope = "contacts.write")
    @Operation(summary = "Delete a contact's picture", description = "The contact stays.")
    One removeAvatar(Caller caller, @PathVariable long id) {
        return new One(contacts.change(caller, id, "avatar_url = ''", Map.of()).rest());
    }
}
