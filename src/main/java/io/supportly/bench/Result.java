package io.supportly.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/// What one operation came to. Figures without a number of connections are taken at 8, as the limit is; what could not
/// be measured here is null.
record Result(
        String operation,
        double rps,
        @JsonProperty("rps_32") double rps32,
        @JsonProperty("limit_tps") @Nullable Double limitTps,
        @Nullable Double ratio,
        @JsonProperty("ratio_32") @Nullable Double ratio32,
        @JsonProperty("p50_ms") double p50Ms,
        @JsonProperty("p99_ms") double p99Ms,
        @JsonProperty("p50_ms_32") double p50Ms32,
        @JsonProperty("p99_ms_32") double p99Ms32,
        long failures,
        @JsonProperty("statements_per_request") @Nullable Double statements,
        @JsonProperty("transactions_per_request") @Nullable Double transactions,
        @JsonProperty("server_us") @Nullable Double serverMicros,
        @JsonProperty("postgres_us") @Nullable Double postgresMicros,
        @JsonProperty("client_us") double clientMicros) {}
