package io.supportly.kernel.net;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.TimeValue;

/// The one client through which every call to the outside goes: it reaches only public addresses, ends at its
/// deadline and keeps a bounded answer. Safe for many virtual threads at once.
public final class GuardedHttp implements AutoCloseable {
    private static final int CONNECTIONS = 1024;
    private static final int CONNECTIONS_PER_HOST = 16;
    private static final int MOST_HEADERS = 200;
    private static final int LONGEST_LINE = 16 * 1024;
    private static final int CONNECT_SECONDS = 5;
    private static final int IDLE_SECONDS = 30;
    private static final int LIVELY_MILLIS = 100;

    private final CloseableHttpClient client;

    /// With `allowPrivateNetworks`, loopback and private networks can be called too; link-local addresses and cloud
    /// metadata never.
    public GuardedHttp(boolean allowPrivateNetworks, Resolver resolver) {
        this(allowPrivateNetworks, resolver, SSLContexts.createDefault(), CONNECTIONS_PER_HOST);
    }

    /// For who shares one host out among many by himself.
    public GuardedHttp(boolean allowPrivateNetworks, int connectionsPerHost) {
        this(allowPrivateNetworks, Resolver.system(), SSLContexts.createDefault(), connectionsPerHost);
    }

    public GuardedHttp(boolean allowPrivateNetworks) {
        this(allowPrivateNetworks, Resolver.system());
    }

    GuardedHttp(boolean allowPrivateNetworks, Resolver resolver, SSLContext trust) {
        this(allowPrivateNetworks, resolver, trust, CONNECTIONS_PER_HOST);
    }

    private GuardedHttp(boolean allowPrivateNetworks, Resolver resolver, SSLContext trust, int connectionsPerHost) {
        // Nothing is retried, followed, unpacked or remembered behind our back: each would escape a limit or a check.
        this.client = HttpClients.custom()
                .setConnectionManager(
                        connections(new CheckedDns(resolver, allowPrivateNetworks), trust, connectionsPerHost))
                .evictExpiredConnections()
                .evictIdleConnections(TimeValue.ofSeconds(IDLE_SECONDS))
                .setUserAgent("Supportly")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
    }

    public Outcome get(URI uri, Map<String, String> headers, Duration deadline) {
        return send(Call.get(uri).headers(headers).within(deadline));
    }

    public Outcome post(URI uri, Map<String, String> headers, byte[] body, Duration deadline) {
        return send(Call.post(uri, body).headers(headers).within(deadline));
    }

    /// Makes the call on a thread of its own, so that the deadline holds whatever the call hangs in: a lookup, a
    /// handshake, an answer that drips. Interrupting a virtual thread closes the socket it waits for.
    public Outcome send(Call call) {
        Optional<String> refusal = call.refusal();
        if (refusal.isPresent()) {
            return new Outcome.Refused(refusal.get());
        }
        var exchange = new Exchange(client, call);
        var running = new FutureTask<>(exchange);
        Thread.ofVirtual().name("call to " + call.uri().getHost()).start(running);
        try {
            return running.get(call.deadline().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return new Outcome.Failed(
                    "no answer within %d ms".formatted(call.deadline().toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Failed("interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException("call to " + call.uri().getHost(), e.getCause());
        } finally {
            if (running.cancel(true)) {
                exchange.abort();
            }
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
    }

    private static PoolingHttpClientConnectionManager connections(
            CheckedDns dns, SSLContext trust, int connectionsPerHost) {
        var limits = Http1Config.custom()
                .setMaxHeaderCount(MOST_HEADERS)
                .setMaxLineLength(LONGEST_LINE)
                .build();
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(dns)
                .setTlsSocketStrategy(new DefaultClientTlsStrategy(trust))
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(limits)
                        .build())
                .setMaxConnTotal(CONNECTIONS)
                .setMaxConnPerRoute(connectionsPerHost)
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setHandshakeTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                        // Nothing is retried, so a connection the other side has closed must be noticed before its use.
                        // Looking takes a millisecond, which is spared where one call follows the other.
                        .setValidateAfterInactivity(TimeValue.ofMilliseconds(LIVELY_MILLIS))
                        .build())
                .build();
    }
}
