package io.supportly.labels;

import io.supportly.kernel.Caller;
import io.supportly.kernel.Role;
import io.supportly.kernel.web.Allow;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/accounts/{account}/labels")
@Tag(name = "Labels", description = "Words that agents put on conversations and contacts.")
final class LabelsController {
    private final Labels labels;

    LabelsController(Labels labels) {
        this.labels = labels;
    }

    record All(List<Label> payload) {}

    @GetMapping
    @Allow(scope = "labels.read")
    @Operation(summary = "List labels", description = "All labels of the account, by title.")
    All list(Caller caller) {
        return new All(labels.of(caller.account()));
    }

    @GetMapping("/{id}")
    @Allow(scope = "labels.read")
    @Operation(summary = "Show a label", description = "One label.")
    Label show(Caller caller, @PathVariable long id) {
        return labels.get(caller.account(), id);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Allow(role = Role.ADMINISTRATOR, scope = "labels.write")
    @Operation(summary = "Create a label", description = "The title is lower case, with no spaces, and unique.")
    Label add(Caller caller, @RequestBody Label.Draft draft) {
        return labels.add(caller.account(), draft.checked(true));
    }

    @PatchMapping("/{id}")
    @Allow(role = Role.ADMINISTRATOR, scope = "labels.write")
    @Operation(summary = "Update a label", description = "A new title is followed on whatever carries the old one.")
    Label update(Caller caller, @PathVariable long id, @RequestBody Label.Draft draft) {
        return labels.update(caller, id, draft.checked(false));
    }

    @DeleteMapping("/{id}")
    @Allow(role = Role.ADMINISTRATOR, scope = "labels.write")
    @Operation(summary = "Delete a label", description = "It is taken off conversations and contacts too.")
    Map<String, Object> remove(Caller caller, @PathVariable long id) {
        labels.remove(caller, id);
        return Map.of();
    }
}
