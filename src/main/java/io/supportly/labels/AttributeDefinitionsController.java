package io.supportly.labels;

import io.supportly.kernel.Caller;
import io.supportly.kernel.Role;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.FromQuery;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
@RequestMapping("/api/v1/accounts/{account}/custom_attribute_definitions")
@Tag(name = "Custom attributes", description = "Fields of your own for conversations, contacts and companies.")
final class AttributeDefinitionsController {
    private final AttributeDefinitions definitions;

    AttributeDefinitionsController(AttributeDefinitions definitions) {
        this.definitions = definitions;
    }

    record Query(@Nullable String attributeModel) {}

    @GetMapping
    @Allow(scope = "accounts.read")
    @Operation(
            summary = "List custom attributes",
            description = "All definitions, or with `attribute_model` those of one kind, in the order in which they"
                    + " were made.")
    List<AttributeDefinition> list(Caller caller, @FromQuery Query query) {
        List<AttributeDefinition> all = definitions.of(caller.account());
        if (query.attributeModel() == null) {
            return all;
        }
        AttributeModel model = AttributeModel.find(query.attributeModel());
        if (model == null) {
            throw Problem.invalid(
                    "attribute_model",
                    "is not included in the list: " + String.join(", ", AttributeModel.WORDS),
                    "inclusion");
        }
        return all.stream()
                .filter(definition -> definition.attributeModel() == model)
                .toList();
    }

    @GetMapping("/{id}")
    @Allow(scope = "accounts.read")
    @Operation(summary = "Show a custom attribute", description = "One definition.")
    AttributeDefinition show(Caller caller, @PathVariable long id) {
        return definitions.get(caller.account(), id);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Allow(role = Role.ADMINISTRATOR, scope = "accounts.write")
    @Operation(
            summary = "Create a custom attribute",
            description = "The key is made of the name where none is sent; it is unique among those of the same kind,"
                    + " and no field that is there already. From then on what is written under it is checked.")
    AttributeDefinition add(Caller caller, @RequestBody AttributeDefinition.Draft draft) {
        return definitions.add(caller.account(), draft.checked(null));
    }

    @PatchMapping("/{id}")
    @Allow(role = Role.ADMINISTRATOR, scope = "accounts.write")
    @Operation(
            summary = "Update a custom attribute",
            description = "What is not sent stays. What was stored before stays as it is.")
    AttributeDefinition update(Caller caller, @PathVariable long id, @RequestBody AttributeDefinition.Draft draft) {
        return definitions.update(caller.account(), id, draft.checked(definitions.get(caller.account(), id)));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Allow(role = Role.ADMINISTRATOR, scope = "accounts.write")
    @Operation(summary = "Delete a custom attribute", description = "What was stored under its key stays.")
    void remove(Caller caller, @PathVariable long id) {
        definitions.remove(caller.account(), id);
    }
}
