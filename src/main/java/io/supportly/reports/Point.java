package io.supportly.reports;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// One group of a time series.
///
/// @param count of how many the value is the average
record Point(
        BigDecimal value,
        long timestamp,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long count) {}
