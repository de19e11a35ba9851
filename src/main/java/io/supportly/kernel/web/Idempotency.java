package io.supportly.kernel.web;

import io.supportly.kernel.problems.Kind;
import io.supportly.kernel.problems.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/// `Idempotency-Key` on any POST: the same key with the same body gets the first answer again for 24 hours, also while
/// the first is still running; with another body it is refused. What the request writes and its answer are one
/// transaction, so that a crash leaves both or neither and a retry can never do it twice. Faults of ours and rate
/// limits are not kept, so that a retry can succeed. Not below `/oauth`: its answers are secrets, which must not be
/// kept, and what a refusal revokes there must not be taken back.
final class Idempotency extends OncePerRequestFilter {
    private static final int LONGEST_KEY = 255;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 25;

    private final IdempotencyKeys keys;
    private final TransactionTemplate transactions;

    Idempotency(IdempotencyKeys keys, TransactionTemplate transactions) {
        this.keys = keys;
        this.transactions = transactions;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("POST")
                || request.getHeader("Idempotency-Key") == null
                || request.getRequestURI().startsWith(Problems.OAUTH);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String key = request.getHeader("Idempotency-Key");
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw Problem.malformed("Idempotency-Key", "must have 1 to " + LONGEST_KEY + " characters");
        }
        HttpServletRequest replayable = isMultipart(request) ? request : new Buffered(request);
        byte[] hash = hash(replayable);
        var claim = new IdempotencyKeys.Claim(scope(request), key, hash);
        long waitUntil = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (!answered(claim, replayable, response, chain)) {
            if (System.nanoTime() > waitUntil) {
                throw Problem.of(Kind.CONFLICT, "The first request with this idempotency key is still running");
            }
            pause();
        }
    }

    /// False while another request has the key.
    private boolean answered(
            IdempotencyKeys.Claim claim, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var caching = new ContentCachingResponseWrapper(response);
        var outcome = Objects.requireNonNull(transactions.execute(transaction -> {
            if (!keys.take(claim)) {
                return new Outcome(true, null, null);
            }
            Optional<IdempotencyKeys.Answer> earlier = keys.answerTo(claim);
            return earlier.isPresent()
                    ? new Outcome(false, earlier.get(), null)
                    : run(claim, request, caching, chain, transaction);
        }));
        if (outcome.thrown() instanceof IOException lost) {
            throw lost;
        }
        if (outcome.thrown() instanceof ServletException failed) {
            throw failed;
        }
        if (outcome.busy()) {
            return false;
        }
        if (outcome.earlier() != null) {
            replay(outcome.earlier(), response);
            return true;
        }
        if (isRefusal(caching.getStatus())) {
            keys.keep(claim, answer(caching));
        }
        caching.copyBodyToResponse();
        return true;
    }

    private record Outcome(
            boolean busy,
            IdempotencyKeys.@Nullable Answer earlier,
            @Nullable Exception thrown) {}

    /// What was refused leaves nothing behind but its answer.
    private Outcome run(
            IdempotencyKeys.Claim claim,
            HttpServletRequest request,
            ContentCachingResponseWrapper response,
            FilterChain chain,
            TransactionStatus transaction) {
        try {
            chain.doFilter(request, response);
        } catch (IOException | ServletException e) {
            transaction.setRollbackOnly();
            return new Outcome(false, null, e);
        }
        if (response.getStatus() < Kind.MALFORMED.status()) {
            keys.keep(claim, answer(response));
        } else {
            transaction.setRollbackOnly();
        }
        return new Outcome(false, null, null);
    }

    private static boolean isRefusal(int status) {
        return status >= Kind.MALFORMED.status()
                && status < Kind.INTERNAL.status()
                && status != Kind.RATE_LIMITED.status();
    }

    private static IdempotencyKeys.Answer answer(ContentCachingResponseWrapper response) {
        return new IdempotencyKeys.Answer(
                response.getStatus(), response.getContentType(), response.getContentAsByteArray());
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.of(Kind.UNAVAILABLE);
        }
    }

    private static void replay(IdempotencyKeys.Answer answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.status());
        response.setHeader("Idempotent-Replayed", "true");
        if (answer.contentType() != null) {
            response.setContentType(answer.contentType());
        }
        response.getOutputStream().write(answer.body());
    }

    private static String scope(HttpServletRequest request) {
        Identity identity = Authentication.identityOrNull(request);
        return identity == null ? "address:" + request.getRemoteAddr() : identity.key();
    }

    private static boolean isMultipart(HttpServletRequest request) {
        return request.getContentType() != null
                && request.getContentType().toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    private static byte[] hash(HttpServletRequest request) throws IOException, ServletException {
        MessageDigest digest = sha256();
        String target = request.getRequestURI() + "?" + request.getQueryString() + "\n";
        digest.update(target.getBytes(StandardCharsets.UTF_8));
        if (request instanceof Buffered buffered) {
            return digest.digest(buffered.body());
        }
        try {
            for (Part part : request.getParts()) {
                digest.update((part.getName() + "\n").getBytes(StandardCharsets.UTF_8));
                digestPart(digest, part);
            }
        } catch (IllegalStateException e) {
            throw Problem.of(Kind.TOO_LARGE, "The form or one of its files is too large");
        } catch (IOException | ServletException e) {
            throw Problem.of(Kind.MALFORMED, "The multipart body could not be read");
        }
        return digest.digest();
    }

    private static void digestPart(MessageDigest digest, Part part) throws IOException {
        byte[] chunk = new byte[16 * 1024];
        try (InputStream in = part.getInputStream()) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                digest.update(chunk, 0, read);
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
