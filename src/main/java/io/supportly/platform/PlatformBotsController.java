package io.supportly.platform;

import io.supportly.accounts.AgentBot;
import io.supportly.kernel.files.Avatars;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.ForPlatformApps;
import io.supportly.kernel.web.Given;
import io.supportly.kernel.web.Required;
import io.supportly.kernel.web.Upload;
import io.supportly.kernel.web.Wrapped;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
@RequestMapping("/platform/api/v1/agent_bots")
@Tag(name = "Platform")
final class PlatformBotsController {
    private final PlatformBots bots;
    private final Avatars avatars;

    PlatformBotsController(PlatformBots bots, Avatars avatars) {
        this.bots = bots;
        this.avatars = avatars;
    }

    /// A bot belongs to one account from its beginning.
    @Wrapped("agent_bot")
    record Draft(
            @Required @Nullable Long accountId,
            @Required @Nullable String name,
            Given<String> description,
            Given<String> outgoingUrl,
            @Nullable Map<String, Object> botConfig,
            List<Upload> avatar) {
        Draft checked(Avatars avatars) {
            var faults = new Faults().present("account_id", accountId);
            bot().check(faults, true, avatars);
            faults.orThrow();
            return this;
        }

        AgentBot.Draft bot() {
            return new AgentBot.Draft(name, description, outgoingUrl, null, botConfig, avatar);
        }
    }

    @GetMapping
    @ForPlatformApps
    @Operation(summary = "List the app's agent bots", description = "In all of its accounts, oldest first.")
    List<AgentBot.Rest> list(PlatformApp app) {
        return bots.of(app).stream().map(bot -> bot.rest(true, null)).toList();
    }

    @GetMapping("/{id}")
    @ForPlatformApps
    @Operation(
            summary = "Show an agent bot of the app",
            description = "With the secret that its deliveries are signed with.")
    AgentBot.Rest show(PlatformApp app, @PathVariable long id) {
        return bots.get(app, id).rest(true, null);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @ForPlatformApps
    @Operation(
            summary = "Create an agent bot in an account",
            description = "In one of the app's accounts. The answer alone shows the bot's `access_token`.")
    AgentBot.Rest add(PlatformApp app, @RequestBody Draft draft) {
        Draft checked = draft.checked(avatars);
        return bots.add(app, Objects.requireNonNull(checked.accountId()), checked.bot());
    }

    @PatchMapping("/{id}")
    @ForPlatformApps
    @Operation(
            summary = "Update an agent bot of the app",
            description = "Changes what is sent; a bot stays in its account.")
    AgentBot.Rest update(PlatformApp app, @PathVariable long id, @RequestBody AgentBot.Draft draft) {
        return bots.update(app, id, draft.checked(false, avatars)).rest(true, null);
    }

    @DeleteMapping("/{id}")
    @ForPlatformApps
    @Operation(
            summary = "Delete an agent bot of the app",
            description = "Its inboxes and conversations go on without it.")
    Map<String, Object> remove(PlatformApp app, @PathVariable long id) {
        bots.remove(app, id);
        return Map.of();
    }

    @DeleteMapping("/{id}/avatar")
    @ForPlatformApps
    @Operation(summary = "Delete the avatar of an agent bot of the app", description = "The picture is gone for good.")
    Map<String, Object> removeAvatar(PlatformApp app, @PathVariable long id) {
        bots.removeAvatar(app, id);
        return Map.of();
    }
}
