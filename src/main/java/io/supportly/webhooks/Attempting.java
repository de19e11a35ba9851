package io.supportly.webhooks;

import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.Settings;
import io.supportly.kernel.net.Call;
import io.supportly.kernel.net.GuardedHttp;
import io.supportly.kernel.net.Outcome;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/// Makes one call and judges what came of it. Never in a transaction: the other side may take its time.
@Component
final class Attempting implements DisposableBean {
    private static final Duration DEADLINE = Duration.ofSeconds(15);
    private static final int KEPT_OF_THE_ANSWER = 1024;
    private static final int GONE = 410;
    /// Many customers' webhooks may share a host; [Lane] sees to it that none of them takes all of it.
    private static final int CONNECTIONS_PER_HOST = 256;

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Type", "application/json", "Accept", "application/json", "User-Agent", "Supportly-Webhooks");

    private final Webhooks webhooks;
    private final Inboxes inboxes;
    private final Clock clock;
    private final GuardedHttp http;

    Attempting(Webhooks webhooks, Inboxes inboxes, Clock clock, Settings settings) {
        this.webhooks = webhooks;
        this.inboxes = inboxes;
        this.clock = clock;
        http = new GuardedHttp(settings.allowPrivateNetworks(), CONNECTIONS_PER_HOST);
    }

    /// Where an endpoint is at this time, and how a call to it is signed.
    private record Target(String url, Signature signature) {}

    Attempt attempt(Delivery delivery) {
        Optional<Target> target = target(delivery.endpoint());
        if (target.isEmpty()) {
            return new Attempt(delivery, DeliveryStatus.CANCELLED, null, null, false);
        }
        Attempt.Answer answer = call(target.get(), delivery.messageId(), delivery.payload());
        if (answer.succeeded()) {
            return new Attempt(delivery, DeliveryStatus.DELIVERED, null, answer, false);
        }
        boolean gone = answer.status() != null && answer.status() == GONE;
        Instant next = gone || delivery.isPassing()
                ? null
                : RetrySchedule.next(
                                delivery.attempts() + 1,
                                answer.retryAfter(),
                                clock.instant(),
                                ThreadLocalRandom.current().nextDouble())
                        .orElse(null);
        DeliveryStatus status = next == null ? DeliveryStatus.FAILED : DeliveryStatus.PENDING;
        return new Attempt(delivery, status, next, answer, gone);
    }

    private Optional<Target> target(Endpoint endpoint) {
        if (endpoint.webhookId() != null) {
            return webhooks.known(endpoint.account(), endpoint.webhookId())
                    .filter(webhook -> !webhook.isDisabled())
                    .map(webhook -> new Target(webhook.url(), Signature.of(webhook, clock.instant())));
        }
        return inboxes.find(endpoint.account(), endpoint.inboxId() == null ? 0 : endpoint.inboxId())
                .flatMap(inbox -> Optional.ofNullable(inbox.webhookUrl())
                        .map(url -> new Target(url, Signature.ofPlain(inbox.secret()))));
    }

    /// A call out of turn, whatever the webhook's state.
    Attempt.Answer call(Webhook webhook, UUID messageId, String payload) {
        return call(new Target(webhook.url(), Signature.of(webhook, clock.instant())), messageId, payload);
    }

    private Attempt.Answer call(Target target, UUID messageId, String payload) {
        byte[] body = payload.getBytes(StandardCharsets.UTF_8);
        long start = System.nanoTime();
        Outcome outcome;
        try {
            outcome = http.send(Call.post(new URI(target.url()), body)
                    .headers(HEADERS)
                    .headers(target.signature().headers(messageId, body, clock.instant()))
                    .within(DEADLINE)
                    .keeping(KEPT_OF_THE_ANSWER));
        } catch (URISyntaxException e) {
            outcome = new Outcome.Refused("the address can't be read");
        }
        int took = (int) ((System.nanoTime() - start) / 1_000_000);
        return switch (outcome) {
            case Outcome.Answered answered ->
                new Attempt.Answer(
                        target.url(),
                        answered.status(),
                        text(answered.body()),
                        error(answered),
                        took,
                        answered.headers().get("retry-after"));
            case Outcome.Refused(String why) ->
                new Attempt.Answer(target.url(), null, null, "not called: " + why, took, null);
            case Outcome.Failed(String why) -> new Attempt.Answer(target.url(), null, null, why, took, null);
        };
    }

    /// Redirects are not followed: most would turn the call into an empty one, and an address that moved for good is
    /// better corrected.
    private static @Nullable String error(Outcome.Answered answered) {
        if (answered.succeeded()) {
            return null;
        }
        return answered.status() >= 300 && answered.status() < 400
                ? "answered with a redirect (" + answered.status() + "), which is not followed"
                : "answered with status " + answered.status();
    }

    /// The database keeps no NUL.
    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    }

    @Override
    public void destroy() throws IOException {
        http.close();
    }
}
