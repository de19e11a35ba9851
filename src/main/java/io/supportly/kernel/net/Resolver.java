package io.supportly.kernel.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Finds every address of a host name; a literal address is its own answer.
@FunctionalInterface
public interface Resolver {
    List<InetAddress> resolve(String host) throws UnknownHostException;

    /// Asks the operating system.
    static Resolver system() {
        return SystemResolver.ONLY;
    }
}
