package io.supportly.conversations;

import io.supportly.kernel.Caller;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.Required;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Conversation actions")
final class TranscriptController {
    private final Conversations conversations;
    private final Transcribing transcribing;

    TranscriptController(Conversations conversations, Transcribing transcribing) {
        this.conversations = conversations;
        this.transcribing = transcribing;
    }

    record To(@Required @Nullable String email) {}

    @PostMapping("/api/v1/accounts/{account}/conversations/{id}/transcript")
    @Allow(scope = "conversations.write")
    @Operation(
            summary = "Mail a transcript",
            description = "What the contact may read of the conversation, to `email`. 30 an hour.")
    Map<String, Object> mail(Caller caller, @PathVariable long id, @RequestBody To body) {
        new Faults().present("email", body.email()).email("email", body.email()).orThrow();
        transcribing.mail(caller, conversations.get(caller, id), Objects.requireNonNull(body.email()));
        return Map.of();
    }
}
