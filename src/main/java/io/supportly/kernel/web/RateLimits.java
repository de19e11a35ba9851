package io.supportly.kernel.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.supportly.kernel.problems.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.springframework.web.filter.OncePerRequestFilter;

/// A sliding window for each token's owner, or each address where there is no token; told in headers on every answer.
final class RateLimits extends OncePerRequestFilter {
    private static final int MOST_WINDOWS = 100_000;

    private final int limit;
    private final Clock clock;
    private final Counter refusals;
    private final Cache<String, SlidingWindow> windows = Caffeine.newBuilder()
            .maximumSize(MOST_WINDOWS)
            .expireAfterAccess(Duration.ofMinutes(2))
            .build();

    RateLimits(int limit, Clock clock, MeterRegistry meters) {
        this.limit = limit;
        this.clock = clock;
        this.refusals = Counter.builder("rate_limit_refusals")
                .description("Requests that were answered 429")
                .register(meters);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.equals("/health") || path.equals("/ready") || path.equals("/metrics");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Identity identity = Authentication.identityOrNull(request);
        String key = identity == null ? "address:" + request.getRemoteAddr() : identity.key();
        SlidingWindow window = windows.get(key, _ -> new SlidingWindow());
        long now = clock.instant().getEpochSecond();
        boolean taken;
        int left;
        long freeAt;
        synchronized (window) {
            taken = window.take(now, limit);
            left = limit - window.total();
            freeAt = window.freeAt();
        }
        response.setHeader("X-RateLimit-Limit", Integer.toString(limit));
        response.setHeader("X-RateLimit-Remaining", Integer.toString(left));
        response.setHeader("X-RateLimit-Reset", Long.toString(freeAt));
        if (!taken) {
            refusals.increment();
            throw Problem.tooMany(Duration.ofSeconds(Math.max(1, freeAt - now)));
        }
        chain.doFilter(request, response);
    }
}
