package io.supportly.webhooks;

import io.supportly.accounts.AgentBot;
import io.supportly.accounts.AgentBots;
import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.AccountId;
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
    /// A bot is to take what it is told and answer later: the customer waits for both.
    private static final Duration DEADLINE_OF_BOTS = Duration.ofSeconds(10);

    private static final int KEPT_OF_THE_ANSWER = 1024;
    private static final int GONE = 410;
    /// Many customers' webhooks may share a host; [Lane] sees to it that none of them takes all of it.
    private static final int CONNECTIONS_PER_HOST = 256;

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Type", "application/json", "Accept", "application/json", "User-Agent", "Supportly-Webhooks");

    private final Webhooks webhooks;
    private final Inboxes inboxes;
    private final AgentBots bots;
    private final Clock clock;
    private final GuardedHttp http;

    Attempting(Webhooks webhooks, Inboxes inboxes, AgentBots bots, Clock clock, Settings settings) {
        this.webhooks = webhooks;
        this.inboxes = inboxes;
        this.bots = bots;
        this.clock = clock;
        http = new GuardedHttp(settings.allowPrivateNetworks(), CONNECTIONS_PER_HOST);
    }

    /// Where an endpoint is at this time, and how a call to it is signed.
    private record Target(String url, Signature signature, Duration deadline) {}

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
        Instant next = gone || delivery.isPassing() ? null : next(delivery, answer);
        DeliveryStatus status = next == null ? DeliveryStatus.FAILED : DeliveryStatus.PENDING;
        return new Attempt(delivery, status, next, answer, gone);
    }

    private @Nullable Instant next(Delivery delivery, Attempt.Answer answer) {
        boolean isOfBot = delivery.endpoint().kind() == Endpoint.Kind.BOT;
        if (isOfBot && !answer.mayPass()) {
            return null;
        }
        RetrySchedule schedule = isOfBot ? RetrySchedule.OF_BOTS : RetrySchedule.OF_WEBHOOKS;
        double chance = ThreadLocalRandom.current().nextDouble();
        return schedule.next(delivery.attempts() + 1, answer.retryAfter(), clock.instant(), chance)
                .orElse(null);
    }

    private Optional<Target> target(Endpoint endpoint) {
        AccountId account = endpoint.account();
        return switch (endpoint.kind()) {
            case WEBHOOK ->
                webhooks.known(account, endpoint.id())
                        .filter(webhook -> !webhook.isDisabled())
                        .map(this::target);
            case INBOX ->
                inboxes.find(account, endpoint.id())
                        .flatMap(inbox -> Optional.ofNullable(inbox.webhookUrl())
                                .map(url -> new Target(url, Signature.ofPlain(inbox.secret()), DEADLINE)));
            case BOT -> bots.find(account, endpoint.id()).flatMap(Attempting::target);
        };
    }

    private Target target(Webhook webhook) {
        return new Target(webhook.url(), Signature.of(webhook, clock.instant()), DEADLINE);
    }

    private static Optional<Target> target(AgentBot bot) {
        return Optional.ofNullable(bot.outgoingUrl())
                .map(url -> new Target(url, Signature.ofPlain(bot.secret()), DEADLINE_OF_BOTS));
    }

    /// A call out of turn, whatever the webhook's state.
    Attempt.Answer call(Webhook webhook, UUID messageId, String payload) {
        return call(target(webhook), messageId, payload);
    }

    /// The same to a bot that has an address.
    Attempt.Answer call(AgentBot bot, UUID messageId, String payload) {
        return call(target(bot).orElseThrow(), messageId, payload);
    }

    private Attempt.Answer call(Target target, UUID messageId, String payload) {
        byte[] body = payload.getBytes(StandardCharsets.UTF_8);
        long start = System.nanoTime();
        Outcome outcome;
        try {
            outcome = http.send(Call.post(new URI(target.url()), body)
                    .headers(HEADERS)
                    .headers(target.signature().headers(messageId, body, clock.instant()))
                    .within(target.deadline())
                    .keeping(KEPT_OF_THE_ANSWER));
        } catch (URISyntaxException e) {
            outcome = new Outcome.Refused("the address can't be read");
        }
        int took = (int) ((System.nanoTime() - start) / 1_000_000);
        return switch (outcome) {
            case Outcome.Answered answered ->
                new Attempt.Answer(
                        target.url(),
                        true,
                        answered.status(),
                        text(answered.body()),
                        error(answered),
                        took,
                        answered.headers().get("retry-after"));
            case Outcome.Refused(String why) ->
                new Attempt.Answer(target.url(), false, null, null, "not called: " + why, took, null);
            case Outcome.Failed(String why) -> new Attempt.Answer(target.url(), true, null, null, why, took, null);
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
