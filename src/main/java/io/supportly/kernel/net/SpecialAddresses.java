package io.supportly.kernel.net;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The addresses that are not the public internet, after the registries of special-purpose addresses of
/// IANA, and those where clouds hand out credentials.
final class SpecialAddresses {
    private static final List<Block> VERSION_4 = List.of(
            // Clouds first, since some lie within a block that may be opened.
            always("168.63.129.16/32", "cloud metadata"),
            always("100.100.100.200/32", "cloud metadata"),
            always("0.0.0.0/8", "unspecified"),
            own("10.0.0.0/8", "private"),
            own("100.64.0.0/10", "carrier-grade NAT"),
            own("127.0.0.0/8", "loopback"),
            always("169.254.0.0/16", "link-local"),
            own("172.16.0.0/12", "private"),
            always("192.0.0.0/24", "reserved"),
            always("192.0.2.0/24", "documentation"),
            always("192.88.99.0/24", "reserved"),
            own("192.168.0.0/16", "private"),
            always("198.18.0.0/15", "benchmarking"),
            always("198.51.100.0/24", "documentation"),
            always("203.0.113.0/24", "documentation"),
            always("224.0.0.0/4", "multicast"),
            always("255.255.255.255/32", "broadcast"),
            always("240.0.0.0/4", "reserved"));

    private static final List<Block> VERSION_6 = List.of(
            always("fd00:ec2:0:0:0:0:0:254/128", "cloud metadata"),
            always("0:0:0:0:0:0:0:0/128", "unspecified"),
            own("0:0:0:0:0:0:0:1/128", "loopback"),
            own("fc00:0:0:0:0:0:0:0/7", "private"),
            always("fe80:0:0:0:0:0:0:0/10", "link-local"),
            always("fec0:0:0:0:0:0:0:0/10", "site-local"),
            always("ff00:0:0:0:0:0:0:0/8", "multicast"),
            always("2001:0:0:0:0:0:0:0/23", "reserved"),
            always("2001:db8:0:0:0:0:0:0/32", "documentation"),
            always("3fff:0:0:0:0:0:0:0/20", "documentation"));

    private static final Block GLOBAL_UNICAST = always("2000:0:0:0:0:0:0:0/3", "global");

    /// Where a version 6 address carries one of version 4, and from which byte on. It is judged by what it carries.
    private static final List<Carrier> CARRIERS = List.of(
            new Carrier(always("0:0:0:0:0:ffff:0:0/96", "mapped"), 12),
            new Carrier(always("0:0:0:0:ffff:0:0:0/96", "translated"), 12),
            new Carrier(always("64:ff9b:0:0:0:0:0:0/96", "NAT64"), 12),
            new Carrier(always("2002:0:0:0:0:0:0:0/16", "6to4"), 2));

    private SpecialAddresses() {}

    /// Why no call may go to this address, or empty if it may.
    static Optional<String> refusal(InetAddress address, boolean allowPrivateNetworks) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address
                ? refusal(bytes, VERSION_4, allowPrivateNetworks)
                : refusalOfVersion6(bytes, allowPrivateNetworks);
    }

    private static Optional<String> refusalOfVersion6(byte[] bytes, boolean allowPrivateNetworks) {
        for (Carrier carrier : CARRIERS) {
            if (carrier.block.holds(bytes)) {
                byte[] carried = Arrays.copyOfRange(bytes, carrier.from, carrier.from + 4);
                return refusal(carried, VERSION_4, allowPrivateNetworks);
            }
        }
        for (Block block : VERSION_6) {
            if (block.holds(bytes)) {
                return block.refusal(allowPrivateNetworks);
            }
        }
        return GLOBAL_UNICAST.holds(bytes) ? Optional.empty() : Optional.of("reserved");
    }

    private static Optional<String> refusal(byte[] bytes, List<Block> blocks, boolean allowPrivateNetworks) {
        for (Block block : blocks) {
            if (block.holds(bytes)) {
                return block.refusal(allowPrivateNetworks);
            }
        }
        return Optional.empty();
    }

    private static Block always(String block, String name) {
        return Block.of(block, name, false);
    }

    /// A network an operator may open to calls, because it can be their own.
    private static Block own(String block, String name) {
        return Block.of(block, name, true);
    }

    private record Carrier(Block block, int from) {}

    private record Block(byte[] prefix, int bits, String name, boolean canBeOpened) {
        static Block of(String block, String name, boolean canBeOpened) {
            int slash = block.indexOf('/');
            try {
                byte[] prefix = InetAddress.getByName(block.substring(0, slash)).getAddress();
                return new Block(
                        widened(block, prefix), Integer.parseInt(block.substring(slash + 1)), name, canBeOpened);
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(block, e);
            }
        }

        /// The JDK reads a mapped address as one of version 4; here it has to keep its sixteen bytes.
        private static byte[] widened(String block, byte[] prefix) {
            if (block.indexOf(':') < 0 || prefix.length == 16) {
                return prefix;
            }
            byte[] wide = new byte[16];
            wide[10] = (byte) 0xff;
            wide[11] = (byte) 0xff;
            System.arraycopy(prefix, 0, wide, 12, 4);
            return wide;
        }

        boolean holds(byte[] address) {
            if (address.length != prefix.length) {
                return false;
            }
            int whole = bits / 8;
            if (!Arrays.equals(address, 0, whole, prefix, 0, whole)) {
                return false;
            }
            int rest = bits % 8;
            return rest == 0 || ((address[whole] ^ prefix[whole]) & 0xff) >>> (8 - rest) == 0;
        }

        Optional<String> refusal(boolean allowPrivateNetworks) {
            return canBeOpened && allowPrivateNetworks ? Optional.empty() : Optional.of(name);
        }
    }
}
