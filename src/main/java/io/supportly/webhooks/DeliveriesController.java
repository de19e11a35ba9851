package io.supportly.webhooks;

import io.supportly.kernel.Caller;
import io.supportly.kernel.Role;
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
@RequestMapping("/api/v1/accounts/{account}/webhooks/{webhook}")
@Tag(name = "Webhooks")
final class DeliveriesController {
    private final DeliveryLog log;
    private final Delivering delivering;
    private final Webhooks webhooks;
    private final EventBodies bodies;
    private final Attempting attempting;
    private final Clock clock;

    DeliveriesController(
            DeliveryLog log,
            Delivering delivering,
            Webhooks webhooks,
            EventBodies bodies,
            Attempting attempting,
            Clock clock) {
        this.log = log;
        this.delivering = delivering;
        this.webhooks = webhooks;
        this.bodies = bodies;
        this.attempting = attempting;
        this.clock = clock;
    }

    @GetMapping("/deliveries")
    @Allow(role = Role.ADMINISTRATOR, scope = "webhooks.read")
    @Operation(
            summary = "List deliveries",
            description = "What was told to this webhook, the newest first, 25 a page. `status` is one of pending,"
                    + " delivered, failed, cancelled. Kept for 30 days.")
    DeliveryPage list(Caller caller, @PathVariable long webhook, @FromQuery DeliveryQuery query) {
        DeliveryQuery checked = query.checked(Webhook.EVENTS);
        return log.of(webhooks.get(caller.account(), webhook).endpoint(), checked);
    }

    @GetMapping("/deliveries/{delivery}")
    @Allow(role = Role.ADMINISTRATOR, scope = "webhooks.read")
    @Operation(summary = "Show a delivery", description = "One delivery, with the body that is sent.")
    DeliveryLog.Whole show(Caller caller, @PathVariable long webhook, @PathVariable long delivery) {
        return log.get(webhooks.get(caller.account(), webhook).endpoint(), delivery);
    }

    @PostMapping("/deliveries/{delivery}/redeliver")
    @Allow(role = Role.ADMINISTRATOR, scope = "webhooks.write")
    @Operation(
            summary = "Send a delivery again",
            description = "The same body under the same `webhook-id`, with all its attempts anew.")
    DeliveryLog.Line redeliver(Caller caller, @PathVariable long webhook, @PathVariable long delivery) {
        DeliveryLog.Line line =
                log.redeliver(webhooks.getActive(caller.account(), webhook).endpoint(), delivery);
        delivering.wake();
        return line;
    }

    @PostMapping("/redeliver")
    @Allow(role = Role.ADMINISTRATOR, scope = "webhooks.write")
    @Operation(
            summary = "Send a time range again",
            description = "What was created from `since` to before `until` (now, if absent) and has the `status`"
                    + " failed (if absent), cancelled or delivered.")
    DeliveryRange.Redelivered redeliverAll(
            Caller caller, @PathVariable long webhook, @RequestBody DeliveryRange range) {
        DeliveryRange.Checked checked = range.checked(clock.instant());
        DeliveryRange.Redelivered redelivered =
                log.redeliver(webhooks.getActive(caller.account(), webhook).endpoint(), checked);
        delivering.wake();
        return redelivered;
    }

    @PostMapping("/test")
    @Allow(role = Role.ADMINISTRATOR, scope = "webhooks.write")
    @Operation(
            summary = "Send a test delivery",
            description = "Calls the webhook now, also a disabled one, with an event `webhook_test`, and answers what"
                    + " came of it. It is not tried again.")
    DeliveryLog.Line test(Caller caller, @PathVariable long webhook) {
        Webhook tested = webhooks.get(caller.account(), webhook);
        Instant begun = clock.instant();
        UUID messageId = UUID.randomUUID();
        String payload = bodies.test(tested);
        Attempt.Answer answer = attempting.call(tested, messageId, payload);
        return log.addTest(tested.endpoint(), messageId, payload, answer, begun);
    }
}
