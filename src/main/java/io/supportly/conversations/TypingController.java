package io.supportly.conversations;

import io.supportly.kernel.Caller;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.Required;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Conversation actions")
final class TypingController {
    private static final List<String> WORDS = List.of("on", "off");

    private final Conversations conversations;
    private final ApplicationEventPublisher live;

    TypingController(Conversations conversations, ApplicationEventPublisher live) {
        this.conversations = conversations;
        this.live = live;
    }

    record Typing(
            @Required @Nullable String typingStatus,
            @Nullable Boolean isPrivate) {
        boolean on() {
            new Faults()
                    .present("typing_status", typingStatus)
                    .oneOf("typing_status", typingStatus, WORDS)
                    .orThrow();
            return "on".equals(typingStatus);
        }
    }

    @PostMapping("/api/v1/accounts/{account}/conversations/{id}/toggle_typing_status")
    @Allow(scope = "conversations.write", bots = true)
    @Operation(
            summary = "Say that you type",
            description = "`typing_status` on or off; with `is_private` the contact does not hear of it.")
    Map<String, Object> toggle(Caller caller, @PathVariable long id, @RequestBody Typing body) {
        boolean on = body.on();
        long inbox = conversations.get(caller, id).conversation().inboxId();
        live.publishEvent(
                new TypingChanged(caller.account(), id, inbox, caller, on, Boolean.TRUE.equals(body.isPrivate())));
        return Map.of();
    }
}
