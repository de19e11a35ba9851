package io.supportly.kernel.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/// The outermost filter: the request's id, the headers that every answer has, the error body for what fails before
/// or behind the endpoints, its time, and the line in the access log.
final class Journey extends OncePerRequestFilter {
    private static final String REQUEST_ID = "supportly.request-id";
    private static final Pattern ACCEPTABLE_ID = Pattern.compile("[A-Za-z0-9._-]{8,64}");

    private final Problems problems;
    private final AccessLog accessLog;
    private final RequestTimes times;

    Journey(Problems problems, AccessLog accessLog, RequestTimes times) {
        this.problems = problems;
        this.accessLog = accessLog;
        this.times = times;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long start = System.nanoTime();
        String id = idOf(request.getHeader("X-Request-Id"));
        request.setAttribute(REQUEST_ID, id);
        response.setHeader("X-Request-Id", id);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'");
        response.setHeader("Strict-Transport-Security", "max-age=31536000");
        response.setHeader("Cache-Control", "no-store");
        try {
            chain.doFilter(request, response);
        } catch (Exception e) {
            problems.answer(
                    e instanceof ServletException && e.getCause() != null ? e.getCause() : e, request, response);
        } finally {
            long took = System.nanoTime() - start;
            times.record(request, response, took);
            accessLog.write(request, response, id, took);
        }
    }

    private static String idOf(@Nullable String sent) {
        return sent != null && ACCEPTABLE_ID.matcher(sent).matches()
                ? sent
                : UUID.randomUUID().toString();
    }

    static String requestId(HttpServletRequest request) {
        return String.valueOf(request.getAttribute(REQUEST_ID));
    }
}
