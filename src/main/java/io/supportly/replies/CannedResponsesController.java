package io.supportly.replies;

import io.supportly.kernel.Caller;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.FromQuery;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
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
@RequestMapping("/api/v1/accounts/{account}/canned_responses")
@Tag(name = "Canned responses", description = "Replies that stand ready under a short word.")
final class CannedResponsesController {
    private final CannedResponses responses;

    CannedResponsesController(CannedResponses responses) {
        this.responses = responses;
    }

    record Query(@Nullable String search) {}

    @GetMapping
    @Allow(scope = "conversations.read")
    @Operation(
            summary = "List canned responses",
            description = "By short code. `search` finds those with that text in them, whatever its case: first whose"
                    + " short code begins with it, then whose short code has it, then whose content has it.")
    List<CannedResponse> list(Caller caller, @FromQuery Query query) {
        new Faults().atMost("search", query.search(), 255).orThrow();
        return responses.of(caller.account(), query.search());
    }

    @GetMapping("/{id}")
    @Allow(scope = "conversations.read")
    @Operation(summary = "Show a canned response", description = "One canned response, its variables not filled in.")
    CannedResponse show(Caller caller, @PathVariable long id) {
        return responses.get(caller.account(), id);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Allow(scope = "conversations.write")
    @Operation(
            summary = "Create a canned response",
            description = "The short code is unique in the account. Variables such as `{{contact.name}}` are filled in"
                    + " when a message with the content is sent.")
    CannedResponse add(Caller caller, @RequestBody CannedResponse.Draft draft) {
        return responses.add(caller.account(), draft.checked(true));
    }

    @PatchMapping("/{id}")
    @Allow(scope = "conversations.write")
    @Operation(summary = "Update a canned response", description = "What is not sent stays.")
    CannedResponse update(Caller caller, @PathVariable long id, @RequestBody CannedResponse.Draft draft) {
        return responses.update(caller.account(), id, draft.checked(false));
    }

    @DeleteMapping("/{id}")
    @Allow(scope = "conversations.write")
    @Operation(summary = "Delete a canned response", description = "What was sent with it stays.")
    Map<String, Object> remove(Caller caller, @PathVariable long id) {
        responses.remove(caller.account(), id);
        return Map.of();
    }
}
