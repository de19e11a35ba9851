package io.supportly.accounts;

import io.supportly.kernel.Caller;
import io.supportly.kernel.Role;
import io.supportly.kernel.files.Avatars;
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
@RequestMapping("/api/v1/accounts/{account}/agent_bots")
@Tag(name = "Agent bots", description = "Programs that answer customers, with tokens of their own.")
final class AgentBotsController {
    private final AgentBots bots;
    private final Tokens tokens;
    private final Avatars avatars;

    AgentBotsController(AgentBots bots, Tokens tokens, Avatars avatars) {
        this.bots = bots;
        this.tokens = tokens;
        this.avatars = avatars;
    }

    @GetMapping
    @Allow(scope = "agents.read")
    @Operation(summary = "List agent bots", description = "All bots of the account, oldest first.")
    List<AgentBot.Rest> list(Caller caller) {
        return bots.of(caller.account()).stream()
                .map(bot -> bot.rest(caller.isAdministrator(), null))
                .toList();
    }

    @GetMapping("/{id}")
    @Allow(scope = "agents.read")
    @Operation(
            summary = "Show an agent bot",
            description =
                    "Its `secret` is shown to administrators. `failing_since` says since when it can not be told of"
                            + " anything.")
    AgentBot.Rest show(Caller caller, @PathVariable long id) {
        return bots.get(caller.account(), id).rest(caller.isAdministrator(), null);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Allow(role = Role.ADMINISTRATOR, scope = "agents.write")
    @Operation(
            summary = "Create an agent bot",
            description = "The answer alone shows the bot's `access_token`: only a hash of it is kept. Set"
                    + " `outgoing_url` to be told of events there, signed with the bot's `secret`.")
    AgentBot.Rest add(Caller caller, @RequestBody AgentBot.Draft draft) {
        AgentBot bot = bots.add(caller.account(), draft.checked(true, avatars));
        return bot.rest(true, tokens.rotateForBot(bot.id()));
    }

    @PatchMapping("/{id}")
    @Allow(role = Role.ADMINISTRATOR, scope = "agents.write")
    @Operation(summary = "Update an agent bot", description = "Changes what is sent.")
    AgentBot.Rest update(Caller caller, @PathVariable long id, @RequestBody AgentBot.Draft draft) {
        return bots.update(caller.account(), id, draft.checked(false, avatars)).rest(true, null);
    }

    @DeleteMapping("/{id}")
    @Allow(role = Role.ADMINISTRATOR, scope = "agents.write")
    @Operation(summary = "Delete an agent bot", description = "Its inboxes and conversations go on without it.")
    Map<String, Object> remove(Caller caller, @PathVariable long id) {
        bots.remove(caller, id);
        return Map.of();
    }

    @DeleteMapping("/{id}/avatar")
    @Allow(role = Role.ADMINISTRATOR, scope = "agents.write")
    @Operation(summary = "Delete an agent bot's avatar", description = "The picture is gone for good.")
    Map<String, Object> removeAvatar(Caller caller, @PathVariable long id) {
        bots.removeAvatar(caller.account(), id);
        return Map.of();
    }

    @PostMapping("/{id}/reset_access_token")
    @Allow(role = Role.ADMINISTRATOR, scope = "agents.write")
    @Operation(
            summary = "Reset an agent bot's token",
            description = "The old one stops working at once. The new one is in this answer and not shown again: only"
                    + " a hash of it is kept.")
    AgentBot.Rest resetAccessToken(Caller caller, @PathVariable long id) {
        AgentBot bot = bots.get(caller.account(), id);
        return bot.rest(true, tokens.rotateForBot(id));
    }

    @PostMapping("/{id}/reset_secret")
    @Allow(role = Role.ADMINISTRATOR, scope = "agents.write")
    @Operation(summary = "Reset an agent bot's secret", description = "Deliveries are signed with the new one at once.")
    AgentBot.Rest resetSecret(Caller caller, @PathVariable long id) {
        return bots.resetSecret(caller.account(), id).rest(true, null);
    }
}
