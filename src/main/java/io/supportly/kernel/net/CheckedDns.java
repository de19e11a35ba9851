package io.supportly.kernel.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;

/// The only place where a name becomes an address. The client connects to exactly what this returns, so a
/// name that answers differently a moment later (DNS rebinding) gains nothing: nobody asks again.
final class CheckedDns implements DnsResolver {
    private final Resolver resolver;
    private final boolean allowPrivateNetworks;

    CheckedDns(Resolver resolver, boolean allowPrivateNetworks) {
        this.resolver = resolver;
        this.allowPrivateNetworks = allowPrivateNetworks;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        List<InetAddress> addresses = resolver.resolve(host);
        if (addresses.isEmpty()) {
            throw new UnknownHostException(host);
        }
        for (InetAddress address : addresses) {
            Optional<String> refusal = SpecialAddresses.refusal(address, allowPrivateNetworks);
            if (refusal.isPresent()) {
                throw new RefusedAddress("%s has a %s address".formatted(host, refusal.get()));
            }
        }
        return addresses.toArray(InetAddress[]::new);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    /// Says which kind of address, never which one: the reader may be someone who maps our network.
    static final class RefusedAddress extends UnknownHostException {
        private static final long serialVersionUID = 1;

        final String why;

        RefusedAddress(String why) {
            super(why);
            this.why = why;
        }
    }
}
