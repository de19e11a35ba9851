package io.supportly.webhooks;

import io.supportly.accounts.AgentBot;
import io.supportly.accounts.AgentBots;
import io.supportly.kernel.Caller;
import io.supportly.kernel.Role;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.FromQuery;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/accounts/{account}/agent_bots/{bot}")
@Tag(name = "Agent bots")
final class BotDeliveriesController {
    private final DeliveryLog log;
    private final Delivering delivering;
    private final AgentBots bots;
    private final EventBodies bodies;
    private final Attempting attempting;
    private final Clock clock;

    BotDeliveriesController(
            DeliveryLog log,
            Delivering delivering,
            AgentBots bots,
            EventBodies bodies,
            Attempting attempting,
            Clock clock) {
        this.log = log;
        this.delivering = delivering;
        this.bots = bots;
        this.bodies = bodies;
        this.attempting = attempting;
        this.clock = clock;
    }

    @GetMapping("/deliveries")
    @Allow(role = Role.ADMINISTRATOR, scope = "agents.read")
    @Operation(
            summary = "List a bot's deliveries",
            description = "What was told to this bot, the newest first, 25 a page. `status` is one of pending,"
                    + " delivered, failed, cancelled. Kept for 30 days.")
    DeliveryPage list(Caller caller, @PathVariable long bot, @FromQuery DeliveryQuery query) {
        DeliveryQuery checked = query.checked(BotListening.EVENTS);
        return log.of(endpoint(bots.get(caller.account(), bot)), checked);
    }

    @GetMapping("/deliveries/{delivery}")
    @Allow(role = Role.ADMINISTRATOR, scope = "agents.read")
    @Operation(summary = "Show a bot's delivery", description = "One delivery, with the body that is sent.")
    DeliveryLog.Whole show(Caller caller, @PathVariable long bot, @PathVariable long delivery) {
        return log.get(endpoint(bots.get(caller.account(), bot)), delivery);
    }

    @PostMapping("/deliveries/{delivery}/redeliver")
    @Allow(role = Role.ADMINISTRATOR, scope = "agents.write")
    @Operation(
            summary = "Send a bot's delivery again",
            description = "The same body under the same `webhook-id`, with all its attempts anew.")
    DeliveryLog.Line redeliver(Caller caller, @PathVariable long bot, @PathVariable long delivery) {
        DeliveryLog.Line line = log.redeliver(endpoint(getHearing(caller, bot)), delivery);
        delivering.wake();
        return line;
    }

    @PostMapping("/redeliver")
    @Allow(role = Role.ADMINISTRATOR, scope = "agents.write")
    @Operation(
            summary = "Send a bot a time range again",
            description = "What was created from `since` to before `until` (now, if absent) and has the `status`"
                    + " failed (if absent), cancelled or delivered.")
    DeliveryRange.Redelivered redeliverAll(Caller caller, @PathVariable long bot, @RequestBody DeliveryRange range) {
        DeliveryRange.Checked checked = range.checked(clock.instant());
        DeliveryRange.Redelivered redelivered = log.redeliver(endpoint(getHearing(caller, bot)), checked);
        delivering.wake();
        return redelivered;
    }

    @PostMapping("/test")
    @Allow(role = Role.ADMINISTRATOR, scope = "agents.write")
    @Operation(
            summary = "Send a bot a test delivery",
            description = "Calls the bot now with an event `webhook_test`, and answers what came of it. It is not"
                    + " tried again.")
    DeliveryLog.Line test(Caller caller, @PathVariable long bot) {
        AgentBot tested = getHearing(caller, bot);
        Instant begun = clock.instant();
        UUID messageId = UUID.randomUUID();
        String payload = bodies.test(tested);
        Attempt.Answer answer = attempting.call(tested, messageId, payload);
        return log.addTest(endpoint(tested), messageId, payload, answer, begun);
    }

    /// One that can be told something.
    private AgentBot getHearing(Caller caller, long id) {
        AgentBot bot = bots.get(caller.account(), id);
        if (bot.outgoingUrl() == null) {
            throw Problem.invalid("outgoing_url", "can't be blank: the bot has no address", "blank");
        }
        return bot;
    }

    private static Endpoint endpoint(AgentBot bot) {
        return Endpoint.ofBot(bot.account(), bot.id());
    }
}
