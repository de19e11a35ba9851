package io.supportly.webhooks;

import io.supportly.accounts.AgentBots;
import io.supportly.conversations.HandingOver;
import io.supportly.conversations.OneByOne;
import io.supportly.conversations.Rejecting;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What follows when a message could not be delivered: that of an API inbox becomes failed, and a conversation of which
/// a bot could not be told is opened for people.
@Component
final class Losing {
    private final WaitingCustomers waiting;
    private final Rejecting rejecting;
    private final HandingOver handingOver;
    private final AgentBots bots;
    private final JsonMapper json;
    private final TransactionTemplate transactions;

    Losing(
            WaitingCustomers waiting,
            Rejecting rejecting,
            HandingOver handingOver,
            AgentBots bots,
            JsonMapper json,
            TransactionTemplate transactions) {
        this.waiting = waiting;
        this.rejecting = rejecting;
        this.handingOver = handingOver;
        this.bots = bots;
        this.json = json;
        this.transactions = transactions;
    }

    /// Whether this was the end of a message's way. A bot that is gone can be told nothing any more either.
    static boolean isLost(Attempt attempt) {
        Delivery delivery = attempt.delivery();
        boolean failed = attempt.status() == DeliveryStatus.FAILED;
        return delivery.isOfMessage()
                && switch (delivery.endpoint().kind()) {
                    case WEBHOOK -> false;
                    case INBOX -> failed;
                    case BOT -> failed || attempt.status() == DeliveryStatus.CANCELLED;
                };
    }

    /// To be called in the transaction that settles the attempt.
    void follow(Attempt attempt) {
        Delivery delivery = attempt.delivery();
        if (delivery.endpoint().kind() == Endpoint.Kind.BOT) {
            handOver(delivery);
            return;
        }
        JsonNode body = json.readTree(delivery.payload());
        rejecting.reject(
                delivery.endpoint().account(),
                conversation(body),
                body.path("id").asLong(),
                Objects.requireNonNull(Objects.requireNonNull(attempt.answer()).error()));
    }

    /// On each of them, until there are no more; false when it was interrupted.
    boolean giveUpAll(Supplier<List<Delivery>> some) {
        List<Delivery> batch;
        do {
            batch = some.get();
            if (!OneByOne.each(batch, this::giveUp)) {
                return false;
            }
        } while (batch.size() == WaitingCustomers.BATCH);
        return true;
    }

    /// Unless it has come to an end meanwhile.
    private void giveUp(Delivery delivery) {
        transactions.executeWithoutResult(_ -> {
            if (waiting.giveUp(delivery)) {
                bots.heard(delivery.endpoint().account(), delivery.endpoint().id(), false);
                handOver(delivery);
            }
        });
    }

    private void handOver(Delivery delivery) {
        handingOver.handOver(
                delivery.endpoint().account(),
                conversation(json.readTree(delivery.payload())),
                delivery.endpoint().id());
    }

    private static long conversation(JsonNode body) {
        return body.path("conversation").path("id").asLong();
    }
}
