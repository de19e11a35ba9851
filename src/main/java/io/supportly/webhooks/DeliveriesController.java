package io.supportly.webhooks;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.supportly.kernel.Caller;
import io.supportly.kernel.Role;
import io.supportly.kernel.json.Attributes;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.FromQuery;
import io.supportly.kernel.web.Paging;
import io.supportly.kernel.web.Required;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
    private static final int PAGE = 25;
    private static final List<String> AGAIN = List.of("failed", "cancelled", "delivered");
    private static final List<String> EVENTS = logged();

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

    private static List<String> logged() {
        var events = new ArrayList<>(Webhook.EVENTS);
        events.add(DeliveryLog.TEST);
        return List.copyOf(events);
    }

    record DeliveryQuery(
            @Nullable Integer page,
            @Nullable String status,
            @Nullable String event) {}

    record DeliveryPage(List<DeliveryLog.Line> payload, DeliveryMeta meta) {}

    record DeliveryMeta(int currentPage, boolean hasMore) {}

    record WholeDelivery(@JsonUnwrapped DeliveryLog.Line line, String url, Attributes payload) {}

    @GetMapping("/deliveries")
    @Allow(role = Role.ADMINISTRATOR, scope = "webhooks.read")
    @Operation(
            summary = "List deliveries",
            description = "What was told to this webhook, the newest first, 25 a page. `status` is one of pending,"
                    + " delivered, failed, cancelled. Kept for 30 days.")
    DeliveryPage list(Caller caller, @PathVariable long webhook, @FromQuery DeliveryQuery query) {
        new Faults()
                .oneOf("status", query.status(), DeliveryStatus.WORDS)
                .oneOf("event", query.event(), EVENTS)
                .orThrow();
        Paging paging = Paging.of(query.page(), PAGE);
        DeliveryStatus status = query.status() == null ? null : DeliveryStatus.of(query.status());
        List<DeliveryLog.Line> found = log.of(caller.account(), webhook, status, query.event(), paging);
        return new DeliveryPage(
                found.stream().limit(PAGE).toList(), new DeliveryMeta(paging.page(), found.size() > PAGE));
    }

    @GetMapping("/deliveries/{delivery}")
    @Allow(role = Role.ADMINISTRATOR, scope = "webhooks.read")
    @Operation(summary = "Show a delivery", description = "One delivery, with the body that is sent.")
    WholeDelivery show(Caller caller, @PathVariable long webhook, @PathVariable long delivery) {
        DeliveryLog.Whole whole = log.get(caller.account(), webhook, delivery);
        return new WholeDelivery(whole.line(), whole.url(), whole.payload());
    }

    @PostMapping("/deliveries/{delivery}/redeliver")
    @Allow(role = Role.ADMINISTRATOR, scope = "webhooks.write")
    @Operation(
            summary = "Send a delivery again",
            description = "The same body under the same `webhook-id`, with all its attempts anew.")
    DeliveryLog.Line redeliver(Caller caller, @PathVariable long webhook, @PathVariable long delivery) {
        DeliveryLog.Line line = log.redeliver(caller.account(), webhook, delivery);
        delivering.wake();
        return line;
    }

    record DeliveryRange(
            @Required @Nullable Instant since,
            @Nullable Instant until,
            @Nullable String status) {}

    record Redelivered(int count) {}

    @PostMapping("/redeliver")
    @Allow(role = Role.ADMINISTRATOR, scope = "webhooks.write")
    @Operation(
            summary = "Send a time range again",
            description = "What was created from `since` to before `until` (now, if absent) and has the `status`"
                    + " failed (if absent), cancelled or delivered.")
    Redelivered redeliverAll(Caller caller, @PathVariable long webhook, @RequestBody DeliveryRange range) {
        Instant until = range.until() == null ? clock.instant() : range.until();
        new Faults()
                .present("since", range.since())
                .check(
                        "until",
                        range.since() == null || !until.isBefore(range.since()),
                        "must not be before since",
                        "invalid")
                .oneOf("status", range.status(), AGAIN)
                .orThrow();
        DeliveryStatus status = range.status() == null ? DeliveryStatus.FAILED : DeliveryStatus.of(range.status());
        Instant since = Objects.requireNonNull(range.since());
        int count = log.redeliver(caller.account(), webhook, since, until, status);
        delivering.wake();
        return new Redelivered(count);
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
        return log.addTest(tested, messageId, payload, attempting.call(tested, messageId, payload), begun);
    }
}
