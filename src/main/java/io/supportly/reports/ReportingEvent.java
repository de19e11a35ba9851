package io.supportly.reports;

import io.supportly.kernel.AccountId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A measured duration: from when to when something took, and who is credited with it.
///
/// @param eventId of the log, which makes it be there once; null for what was derived without the log
/// @param took not always from the start to the end: what is opened for the first time took nothing
/// @param inBusiness of it, what fell into the inbox's working hours
record ReportingEvent(
        AccountId account,
        @Nullable Long eventId,
        Measure measure,
        Duration took,
        Duration inBusiness,
        long inboxId,
        @Nullable Long userId,
        long conversation,
        Instant start,
        Instant end) {}
