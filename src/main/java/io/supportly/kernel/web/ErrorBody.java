package io.supportly.kernel.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.supportly.kernel.problems.Fault;
import io.supportly.kernel.problems.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What every refusal looks like. `errors` is the contract; the rest is for older clients.
///
/// @param requestId only with a fault of ours, to quote to the operator
@Schema(name = "Error")
public record ErrorBody(
        List<Fault> errors,
        String error,
        String message,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> attributes,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String requestId) {
    public static ErrorBody of(Problem problem, @Nullable String requestId) {
        String text = problem.faults().stream().map(ErrorBody::sentence).collect(Collectors.joining(", "));
        List<String> fields = problem.faults().stream()
                .map(Fault::field)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return new ErrorBody(problem.faults(), text, text, fields, requestId);
    }

    private static String sentence(Fault fault) {
        if (fault.field() == null) {
            return fault.message();
        }
        String words = fault.field().replace('_', ' ').replace('.', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1) + " " + fault.message();
    }
}
