package io.supportly.kernel.web;

import io.supportly.kernel.Settings;
import io.supportly.kernel.problems.Fault;
import io.supportly.kernel.problems.Kind;
import io.supportly.kernel.problems.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.MediaType;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.databind.json.JsonMapper;

/// The one mapper from what was thrown, wherever, to the error body.
@RestControllerAdvice
final class Problems {
    private static final Logger log = LoggerFactory.getLogger(Problems.class);
    static final String OAUTH = "/oauth/";

    private final JsonMapper json;
    private final String challenge;

    Problems(JsonMapper json, Settings settings) {
        this.json = json;
        // Where a client learns who gives out tokens (RFC 9728, 5.1).
        this.challenge = "Bearer resource_metadata=\"" + settings.baseUrl() + "/.well-known/oauth-protected-resource\"";
    }

    @ExceptionHandler(Throwable.class)
    void answer(Throwable thrown, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Problem problem = problemOf(thrown);
        if (problem.kind() == Kind.INTERNAL) {
            log.error(
                    "Request {} failed: {} {}",
                    Journey.requestId(request),
                    request.getMethod(),
                    AccessLog.path(request),
                    thrown);
        }
        if (problem.kind() == Kind.UNAVAILABLE) {
            log.warn("Request {} found no database: {}", Journey.requestId(request), thrown.toString());
        }
        if (thrown instanceof HttpRequestMethodNotSupportedException wrong && wrong.getSupportedMethods() != null) {
            response.setHeader("Allow", String.join(", ", wrong.getSupportedMethods()));
        }
        write(problem, request, response);
    }

    void write(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            return; // the head is out; the client sees the connection end early
        }
        response.resetBuffer();
        response.setStatus(problem.kind().status());
        if (problem.retryAfter() != null) {
            response.setHeader("Retry-After", Long.toString(problem.retryAfter().toSeconds()));
        }
        if (problem.kind() == Kind.UNAVAILABLE) {
            response.setHeader("Retry-After", "5");
        }
        if (problem.kind() == Kind.UNAUTHORIZED && response.getHeader("WWW-Authenticate") == null) {
            response.setHeader("WWW-Authenticate", challenge);
        }
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        String requestId = problem.kind().status() >= 500 ? Journey.requestId(request) : null;
        ErrorBody said = request.getRequestURI().startsWith(OAUTH)
                ? ErrorBody.forOAuth(problem, requestId)
                : ErrorBody.of(problem, requestId);
        byte[] body = json.writeValueAsBytes(said);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    static Problem problemOf(Throwable thrown) {
        return switch (thrown) {
            case Problem problem -> problem;
            case NoResourceFoundException _, NoHandlerFoundException _ -> Problem.notFound();
            case HttpRequestMethodNotSupportedException _ -> Problem.of(Kind.METHOD_NOT_ALLOWED);
            case HttpMediaTypeNotSupportedException _ -> Problem.of(Kind.UNSUPPORTED_MEDIA_TYPE);
            case HttpMediaTypeNotAcceptableException _ -> Problem.of(Kind.NOT_ACCEPTABLE);
            // A path that names no number names nothing that we have.
            case MethodArgumentTypeMismatchException _ -> Problem.notFound();
            case MissingServletRequestParameterException missing ->
                Problem.of(Kind.INVALID, List.of(new Fault(missing.getParameterName(), "can't be blank", "blank")));
            case AsyncRequestNotUsableException _ -> Problem.of(Kind.MALFORMED, "The client went away");
            case CannotCreateTransactionException _, DataAccessResourceFailureException _, QueryTimeoutException _ ->
                Problem.of(Kind.UNAVAILABLE);
            // A rollback that fails has lost its connection.
            case TransactionSystemException _ -> Problem.of(Kind.UNAVAILABLE);
            case PessimisticLockingFailureException _ -> Problem.of(Kind.UNAVAILABLE);
            default -> databaseProblem(thrown);
        };
    }

    private static Problem databaseProblem(Throwable thrown) {
        Throwable root = NestedExceptionUtils.getMostSpecificCause(thrown);
        if (!(root instanceof SQLException sql) || sql.getSQLState() == null) {
            return Problem.of(Kind.INTERNAL);
        }
        String state = sql.getSQLState();
        if (state.equals("23505")) {
            return Problem.taken(constraintField(sql));
        }
        if (state.equals("23503")) {
            return Problem.of(Kind.CONFLICT, "Something that this refers to is gone");
        }
        // Class 08: the connection broke; 57P: the server is going down or coming up; 53: it is out of something.
        boolean lost = state.startsWith("08") || state.startsWith("57P") || state.startsWith("53");
        return Problem.of(lost ? Kind.UNAVAILABLE : Kind.INTERNAL);
    }

    /// Unique constraints are named `<table>_<field>`, so that an error can be read.
    private static String constraintField(SQLException sql) {
        @Nullable
        ServerErrorMessage message = sql instanceof PSQLException server ? server.getServerErrorMessage() : null;
        if (message == null || message.getConstraint() == null || message.getTable() == null) {
            return "id";
        }
        String prefix = message.getTable() + "_";
        return message.getConstraint().startsWith(prefix)
                ? message.getConstraint().substring(prefix.length())
                : message.getConstraint();
    }
}
