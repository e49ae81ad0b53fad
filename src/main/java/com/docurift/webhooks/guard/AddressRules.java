package com.docurift.webhooks.guard;

import com.docurift.platform.StartFailure;
import com.docurift.webhooks.WebhooksConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Which addresses may be dialled: public ones with TLS, and those of the networks that were opened on purpose. */
@ApplicationScoped
public class AddressRules {
    private static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1/128");

    /** IANA IPv4 Special-Purpose Address Registry (RFC 6890 and its successors), with multicast and the former class E. */
    private static final List<Network> NOT_PUBLIC_4 = networks(List.of(
            "0.0.0.0/8", // "this network" and the unspecified address
            "10.0.0.0/8",
            "100.64.0.0/10", // carrier-grade NAT
            "127.0.0.0/8",
            "169.254.0.0/16", // link-local, and with it the metadata services of clouds
            "172.16.0.0/12",
            "192.0.0.0/24", // protocol assignments
            "192.0.2.0/24", // documentation
            "192.88.99.0/24", // 6to4 relays
            "192.168.0.0/16",
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4")); // reserved, and broadcast

    /** Only global unicast is public: loopback, ULA, link-local, multicast, IPv4-mapped and NAT64 (RFC 6052) lie outside of it. */
    private static final List<Network> GLOBAL_UNICAST_6 = networks(List.of("2000::/3"));

    private static final List<Network> NOT_PUBLIC_6 = networks(List.of(
            "2001::/23", // protocol assignments, and with them Teredo and ORCHID
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4: it leads to whatever IPv4 address it holds
            "3fff::/20")); // documentation

    private final List<Network> opened;

    @Inject
    AddressRules(WebhooksConfig config, @ConfigProperty(name = "docurift.embedded.running") Optional<String> embedded) {
        this(config.allowedNetworks(), embedded.isPresent());
    }

    /**
     * @param allowedNetworks ranges opened on purpose, in CIDR notation
     * @param embedded whether PostgreSQL or Kafka is embedded: then loopback is open unless the ranges are given
     */
    public AddressRules(Optional<List<String>> allowedNetworks, boolean embedded) {
        this.opened = opened(allowedNetworks.orElse(embedded ? LOOPBACK : List.of()));
    }

    /** Whether any network is open beside the public ones; without one {@code http} is never allowed. */
    public boolean opensAny() {
        return !opened.isEmpty();
    }

    /** Whether the address may be dialled, with TLS or without. */
    public boolean allow(InetAddress address, boolean tls) {
        return matchesAny(opened, address) || (tls && isPublic(address));
    }

    /** Whether the address is one of the public internet. */
    public boolean isPublic(InetAddress address) {
        return address instanceof Inet6Address
                ? matchesAny(GLOBAL_UNICAST_6, address) && !matchesAny(NOT_PUBLIC_6, address)
                : !matchesAny(NOT_PUBLIC_4, address);
    }

    private static boolean matchesAny(List<Network> networks, InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    private static List<Network> networks(List<String> cidrs) {
        return cidrs.stream().map(Network::of).toList();
    }

    private static List<Network> opened(List<String> cidrs) {
        try {
            return networks(cidrs.stream().map(String::strip).toList());
        } catch (IllegalArgumentException malformed) {
            throw new StartFailure("DOCURIFT_WEBHOOKS_ALLOWED_NETWORKS: " + malformed.getMessage() + ".", malformed);
        }
    }
}
