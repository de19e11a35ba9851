package io.supportly.kernel.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecialAddressesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.192",
                "192.0.2.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "168.63.129.16",
                "::",
                "::1",
                "::7f00:1",
                "::a00:1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "3fff::1",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::1",
                "2002:7f00:1::",
                "2002:c0a8:101::1",
                "::ffff:0:a00:1",
                "4000::1"
            })
    void a_special_address_is_refused(String address) throws UnknownHostException {
        assertThat(SpecialAddresses.refusal(InetAddress.getByName(address), false))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450:4001::1",
                "64:ff9b::808:808",
                "2002:808:808::1"
            })
    void a_public_address_is_open(String address) throws UnknownHostException {
        assertThat(SpecialAddresses.refusal(InetAddress.getByName(address), false))
                .isEmpty();
    }

    @Test
    void a_mapped_address_is_judged_by_what_it_carries() throws UnknownHostException {
        assertThat(SpecialAddresses.refusal(mapped(127, 0, 0, 1), false)).contains("loopback");
        assertThat(SpecialAddresses.refusal(mapped(169, 254, 169, 254), true)).contains("link-local");
        assertThat(SpecialAddresses.refusal(mapped(8, 8, 8, 8), false)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "127.0.0.1", "192.168.1.1", "172.20.0.1", "100.64.0.1", "::1", "fd12::1"})
    void an_operator_can_open_their_own_networks(String address) throws UnknownHostException {
        assertThat(SpecialAddresses.refusal(InetAddress.getByName(address), true))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "100.100.100.200",
                "168.63.129.16",
                "fd00:ec2::254",
                "fe80::1",
                "0.0.0.0",
                "::",
                "224.0.0.1",
                "255.255.255.255"
            })
    void cloud_metadata_and_what_is_no_host_stay_closed_even_then(String address) throws UnknownHostException {
        assertThat(SpecialAddresses.refusal(InetAddress.getByName(address), true))
                .isPresent();
    }

    private static InetAddress mapped(int... last) throws UnknownHostException {
        byte[] bytes = new byte[16];
        bytes[10] = bytes[11] = (byte) 0xff;
        for (int i = 0; i < 4; i++) {
            bytes[12 + i] = (byte) last[i];
        }
        return Inet6Address.getByAddress(null, bytes, -1);
    }
}
