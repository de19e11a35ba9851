package io.supportly.kernel.net;

import io.supportly.kernel.net.Outcome.Answered;
import io.supportly.kernel.net.Outcome.Failed;
import io.supportly.kernel.net.Outcome.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;

/// One call on its way, hop after hop.
final class Exchange implements Callable<Outcome> {
    private final CloseableHttpClient client;
    private final Call first;
    private final long start = System.nanoTime();

    private volatile @Nullable HttpUriRequestBase current;
    private volatile boolean aborted;

    Exchange(CloseableHttpClient client, Call first) {
        this.client = client;
        this.first = first;
    }

    /// Closes the socket under whatever the call is doing.
    void abort() {
        aborted = true;
        HttpUriRequestBase request = current;
        if (request != null) {
            request.cancel();
        }
    }

    @Override
    public Outcome call() {
        Call call = first;
        for (int hop = 0; ; hop++) {
            Outcome outcome = hop(call);
            Optional<String> location = location(outcome);
            if (first.redirects() == 0 || location.isEmpty() || !(outcome instanceof Answered redirect)) {
                return outcome;
            }
            if (hop == first.redirects()) {
                return new Refused("more than %d redirects".formatted(first.redirects()));
            }
            URI target;
            try {
                target = call.uri().resolve(location.get());
            } catch (IllegalArgumentException e) {
                return new Refused("redirected to an address that can't be read");
            }
            Call next = call.redirected(redirect.status(), target);
            Optional<String> refusal = next.refusal();
            if (refusal.isPresent()) {
                return new Refused("redirected: " + refusal.get());
            }
            if (call.secure() && !next.secure()) {
                return new Refused("redirected from https to http");
            }
            call = next;
        }
    }

    private Outcome hop(Call call) {
        var request = request(call);
        current = request;
        if (aborted) {
            return new Failed("aborted");
        }
        try {
            return answer(client.executeOpen(host(call.uri()), request, null), call);
        } catch (CheckedDns.RefusedAddress e) {
            return new Refused(e.why);
        } catch (IOException e) {
            return new Failed(why(e, call.uri()));
        } finally {
            // Gives the connection back if the body was not read to its end; never drains what is left of it.
            request.cancel();
        }
    }

    private static HttpUriRequestBase request(Call call) {
        var request =
                new HttpUriRequestBase(call.method(), URI.create(call.uri().toASCIIString()));
        call.headers().forEach(request::setHeader);
        if (call.hasBody()) {
            request.setEntity(new ByteArrayEntity(call.body(), null));
        }
        // Later than the deadline, which ends the call first and says so.
        long millis = call.deadline().toMillis() + 1000;
        request.setConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(millis, TimeUnit.MILLISECONDS)
                .setResponseTimeout(millis, TimeUnit.MILLISECONDS)
                .build());
        return request;
    }

    private static HttpHost host(URI uri) {
        String host = uri.getHost();
        String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return new HttpHost(uri.getScheme().toLowerCase(Locale.ROOT), name, uri.getPort());
    }

    private Answered answer(ClassicHttpResponse response, Call call) throws IOException {
        byte[] body = new byte[0];
        if (response.getEntity() != null) {
            // Not closed here: closing would read the rest, however long it is.
            InputStream content = response.getEntity().getContent();
            body = content.readNBytes(call.keep() == Integer.MAX_VALUE ? call.keep() : call.keep() + 1);
        }
        boolean truncated = body.length > call.keep();
        return new Answered(
                response.getCode(),
                headers(response),
                truncated ? Arrays.copyOf(body, call.keep()) : body,
                Duration.ofNanos(System.nanoTime() - start),
                truncated);
    }

    private static Map<String, String> headers(ClassicHttpResponse response) {
        var headers = new TreeMap<String, String>();
        for (Header header : response.getHeaders()) {
            String value = header.getValue() == null ? "" : header.getValue();
            headers.merge(header.getName().toLowerCase(Locale.ROOT), value, (one, other) -> one + ", " + other);
        }
        return Map.copyOf(headers);
    }

    private static Optional<String> location(Outcome outcome) {
        return outcome instanceof Answered answered
                        && switch (answered.status()) {
                            case 301, 302, 303, 307, 308 -> true;
                            default -> false;
                        }
                ? Optional.ofNullable(answered.headers().get("location"))
                : Optional.empty();
    }

    private static String why(IOException e, URI uri) {
        return switch (e) {
            case UnknownHostException unused -> "the host %s is not known".formatted(uri.getHost());
            case SocketTimeoutException unused -> "%s did not answer in time".formatted(uri.getHost());
            case ConnectException unused -> "could not connect to %s".formatted(uri.getHost());
            case NoHttpResponseException unused ->
                "%s closed the connection without an answer".formatted(uri.getHost());
            case SSLException unused -> "no trusted connection to %s: %s".formatted(uri.getHost(), e.getMessage());
            default -> "the call to %s broke off: %s".formatted(uri.getHost(), e);
        };
    }
}
