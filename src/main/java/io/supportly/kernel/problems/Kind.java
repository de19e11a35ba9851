package io.supportly.kernel.problems;

/// Every kind of refusal: its HTTP status, its stable `code`, and what it says when nobody says it better.
public enum Kind {
    MALFORMED(400, "malformed", "The request could not be read"),
    UNAUTHORIZED(401, "unauthorized", "You need to sign in or to send a valid access token"),
    FORBIDDEN(403, "forbidden", "You are not authorized to do this action"),
    INSUFFICIENT_SCOPE(403, "insufficient_scope", "The token lacks the scope that this needs"),
    NOT_FOUND(404, "not_found", "Resource could not be found"),
    METHOD_NOT_ALLOWED(405, "method_not_allowed", "This address does not take that method"),
    NOT_ACCEPTABLE(406, "not_acceptable", "This address can not answer in that format"),
    CONFLICT(409, "conflict", "The request conflicts with another one"),
    TOO_LARGE(413, "too_large", "The request is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "unsupported_media_type", "This address does not take that format"),
    INVALID(422, "invalid", "The request is not valid"),
    RATE_LIMITED(429, "rate_limited", "Rate limit exceeded"),
    INTERNAL(500, "internal", "Something went wrong on our side"),
    UNAVAILABLE(503, "unavailable", "The service is not available for the moment, try again shortly");

    private final int status;
    private final String code;
    private final String message;

    Kind(int status, String code, String message) {
        this.status = status;
        this.code = code;
        this.message = message;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public String message() {
        return message;
    }
}
