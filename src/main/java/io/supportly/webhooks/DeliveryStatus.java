package io.supportly.webhooks;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What became of a delivery so far.
enum DeliveryStatus {
    PENDING,
    DELIVERED,
    /// Given up after the last attempt.
    FAILED,
    /// Its webhook was disabled or is gone.
    CANCELLED;

    static final List<String> WORDS =
            Arrays.stream(values()).map(DeliveryStatus::word).toList();

    @JsonValue
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static DeliveryStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
