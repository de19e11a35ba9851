package io.supportly.kernel.problems;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// One thing that is wrong with a request. `field` only where one is to blame.
public record Fault(
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String field, String message, String code) {}
