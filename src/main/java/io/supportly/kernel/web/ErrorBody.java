package io.supportly.kernel.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.supportly.kernel.problems.Fault;
import io.supportly.kernel.problems.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What every refusal looks like. `errors` is the contract; the rest is for older clients.
///
/// @param errorDescription only below `/oauth`, where `error` is a word of RFC 6749
/// @param requestId only with a fault of ours, to quote to the operator
@Schema(name = "Error")
public record ErrorBody(
        List<Fault> errors,
        String error,
        String message,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String errorDescription,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> attributes,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String requestId) {
    private static final Set<String> OAUTH_WORDS = Set.of(
            "invalid_request",
            "invalid_client",
            "invalid_grant",
            "invalid_redirect_uri",
            "invalid_scope",
            "invalid_token",
            "unauthorized_client",
            "unsupported_grant_type",
            "unsupported_response_type");

    public static ErrorBody of(Problem problem, @Nullable String requestId) {
        String text = problem.faults().stream().map(ErrorBody::sentence).collect(Collectors.joining(", "));
        List<String> fields = problem.faults().stream()
                .map(Fault::field)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return new ErrorBody(problem.faults(), text, text, null, fields, requestId);
    }

    /// With the words of RFC 6749, which its clients read.
    static ErrorBody forOAuth(Problem problem, @Nullable String requestId) {
        ErrorBody usual = of(problem, requestId);
        return new ErrorBody(
                usual.errors, word(problem), usual.message, usual.message, usual.attributes, usual.requestId);
    }

    private static String word(Problem problem) {
        String code = problem.faults().getFirst().code();
        if (OAUTH_WORDS.contains(code)) {
            return code;
        }
        return switch (problem.kind()) {
            case INTERNAL -> "server_error";
            case UNAVAILABLE, RATE_LIMITED -> "temporarily_unavailable";
            default -> "invalid_request";
        };
    }

    private static String sentence(Fault fault) {
        if (fault.field() == null) {
            return fault.message();
        }
        String words = fault.field().replace('_', ' ').replace('.', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1) + " " + fault.message();
    }
}
