package io.supportly.inboxes;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.supportly.accounts.AgentBot;
import io.supportly.accounts.AgentBots;
import io.supportly.kernel.Caller;
import io.supportly.kernel.Role;
import io.supportly.kernel.web.Allow;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/accounts/{account}/inboxes/{id}")
@Tag(name = "Inboxes")
final class InboxBotController {
    private final Inboxes inboxes;
    private final ChangingInboxes changing;
    private final AgentBots bots;

    InboxBotController(Inboxes inboxes, ChangingInboxes changing, AgentBots bots) {
        this.inboxes = inboxes;
        this.changing = changing;
        this.bots = bots;
    }

    record Attached(
            @JsonInclude(JsonInclude.Include.NON_NULL) AgentBot.@Nullable Rest agentBot) {}

    record Draft(@Nullable Long agentBot) {}

    @GetMapping("/agent_bot")
    @Allow(scope = "inboxes.read")
    @Operation(summary = "Show an inbox's bot", description = "Nothing when it has none.")
    Attached show(Caller caller, @PathVariable long id) {
        Long bot = inboxes.get(caller, id).agentBotId();
        return new Attached(
                bot == null
                        ? null
                        : bots.find(caller.account(), bot)
                                .map(found -> found.rest(caller.isAdministrator(), null))
                                .orElse(null));
    }

    @PostMapping("/set_agent_bot")
    @Allow(role = Role.ADMINISTRATOR, scope = "inboxes.write")
    @Operation(
            summary = "Set an inbox's bot",
            description = "With a bot, new conversations begin as pending and are the bot's until it opens them. Null"
                    + " takes it away.")
    Map<String, Object> set(Caller caller, @PathVariable long id, @RequestBody Draft draft) {
        if (draft.agentBot() != null) {
            bots.get(caller.account(), draft.agentBot());
        }
        changing.setBot(caller, id, draft.agentBot());
        return Map.of();
    }
}
