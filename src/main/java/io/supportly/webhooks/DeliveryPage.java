package io.supportly.webhooks;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/// A page of the log of deliveries.
@Schema(name = "WebhookDeliveries")
record DeliveryPage(List<DeliveryLog.Line> payload, Meta meta) {
    record Meta(int currentPage, boolean hasMore) {}
}
