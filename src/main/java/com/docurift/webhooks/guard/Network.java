package com.docurift.webhooks.guard;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Arrays;

/** A range of addresses. (Netty's subnet rule was tried first; it lets IPv6 addresses outside of a range match.) */
final class Network {
    private final byte[] address;
    private final int prefix;

    private Network(byte[] address, int prefix) {
        this.address = address;
        this.prefix = prefix;
    }

    /**
     * Reads CIDR notation such as {@code 10.0.0.0/8} or {@code fd00::/8}.
     *
     * @throws IllegalArgumentException when the text is something else
     */
    static Network of(String cidr) {
        int slash = cidr.indexOf('/');
        var address = slash < 0 ? null : NetUtil.createByteArrayFromIpAddressString(cidr.substring(0, slash));
        if (address == null || !cidr.substring(slash + 1).matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException("'" + cidr + "' is not a network in CIDR notation");
        }
        int prefix = Integer.parseInt(cidr.substring(slash + 1));
        if (prefix > address.length * Byte.SIZE) {
            throw new IllegalArgumentException("'" + cidr + "' has a prefix longer than an address");
        }
        return new Network(address, prefix);
    }

    boolean contains(InetAddress other) {
        var bytes = other.getAddress();
        int whole = prefix / Byte.SIZE;
        int rest = prefix % Byte.SIZE;
        return bytes.length == address.length
                && Arrays.equals(bytes, 0, whole, address, 0, whole)
                && (rest == 0 || ((bytes[whole] ^ address[whole]) & 0xff) >> (Byte.SIZE - rest) == 0);
    }
}
