package io.supportly.conversations;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.supportly.kernel.Caller;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.Wrapped;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/accounts/{account}/conversations/{id}/draft_messages")
@Tag(name = "Messages")
final class DraftsController {
    private final Conversations conversations;
    private final Drafts drafts;

    DraftsController(Conversations conversations, Drafts drafts) {
        this.conversations = conversations;
        this.drafts = drafts;
    }

    @Wrapped("draft_message")
    record Body(@Nullable String message) {}

    record View(
            boolean hasDraft,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String message) {}

    @GetMapping
    @Allow(scope = "messages.read")
    @Operation(summary = "Show your draft", description = "What you have begun to write in this conversation.")
    View show(Caller caller, @PathVariable long id) {
        String message = drafts.find(caller, conversations.get(caller, id).conversation())
                .orElse(null);
        return new View(message != null, message);
    }

    @PatchMapping
    @Allow(scope = "messages.write")
    @Operation(summary = "Keep your draft", description = "An empty `message` forgets it.")
    Map<String, Object> keep(Caller caller, @PathVariable long id, @RequestBody Body body) {
        new Faults().atMost("message", body.message(), Message.LONGEST_CONTENT).orThrow();
        Conversation conversation = conversations.get(caller, id).conversation();
        if (body.message() == null) {
            drafts.forget(caller, conversation);
        } else {
            drafts.keep(caller, conversation, body.message());
        }
        return Map.of();
    }

    @DeleteMapping
    @Allow(scope = "messages.write")
    @Operation(summary = "Forget your draft", description = "Nothing happens if there is none.")
    Map<String, Object> forget(Caller caller, @PathVariable long id) {
        drafts.forget(caller, conversations.get(caller, id).conversation());
        return Map.of();
    }
}
