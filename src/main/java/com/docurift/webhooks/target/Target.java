package com.docurift.webhooks.target;

import com.docurift.webhooks.target.ParsedUrl.Malformed;
import com.docurift.webhooks.target.ParsedUrl.Refused;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A webhook's URL, taken apart. Only one spelling of each address is read; what a lenient parser could understand in another way is
 * refused, so that no two readers of a URL can differ.
 *
 * @param tls whether the scheme is {@code https}
 * @param host the name in lower case or the literal address without brackets
 * @param port 80, 443 or 8000–65535
 * @param pathAndQuery what stands on the request line; a fragment is dropped
 * @param literal the address when the host is one
 */
public record Target(
        boolean tls,
        String host,
        int port,
        String pathAndQuery,
        @Nullable InetAddress literal) implements ParsedUrl {
    private static final int LONGEST = 2048;
    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final int FIRST_HIGH_PORT = 8000;
    private static final int LAST_PORT = 65535;
    private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7e&&[^\\\\]]+");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final Pattern NAME = Pattern.compile(
            "(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*");
    // WHATWG URL, "ends in a number": such a host is an IPv4 address in some spelling, and only the dotted quad is
    // read.
    private static final Pattern ENDS_IN_A_NUMBER = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0x[0-9a-f]*)");
    private static final Pattern DOTTED_QUAD = Pattern.compile("(?:0|[1-9][0-9]{0,2})(?:\\.(?:0|[1-9][0-9]{0,2})){3}");
    private static final Refused ODD_SPELLING = new Refused("Addresses must be written in their usual form");

    /** Reads a URL. */
    public static ParsedUrl parse(String url) {
        if (url.length() > LONGEST || !PRINTABLE.matcher(url).matches()) {
            return new Malformed("Must be a URL of at most " + LONGEST + " printable ASCII characters");
        }
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException malformed) {
            return new Malformed("Must be an absolute https URL");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        String authority = uri.getRawAuthority();
        if (authority == null || !(scheme.equals("https") || scheme.equals("http"))) {
            return new Malformed("Must be an absolute https URL");
        }
        if (authority.indexOf('@') >= 0) {
            return new Refused("User information is not allowed in the URL");
        }
        return read(scheme.equals("https"), authority.toLowerCase(Locale.ROOT), requestTarget(uri));
    }

    private static String requestTarget(URI uri) {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    private static ParsedUrl read(boolean tls, String authority, String pathAndQuery) {
        int hostEnd = authority.startsWith("[") ? authority.indexOf(']') + 1 : authority.indexOf(':');
        String host = hostEnd <= 0 ? authority : authority.substring(0, hostEnd);
        String after = authority.substring(host.length());
        int port = tls ? HTTPS : HTTP;
        if (!after.isEmpty()) {
            String digits = after.substring(1);
            if (after.charAt(0) != ':' || !PORT.matcher(digits).matches()) {
                return new Malformed("The port must be a number");
            }
            port = Integer.parseInt(digits);
        }
        if (port < 1 || port > LAST_PORT) {
            return new Malformed("The port must be between 1 and " + LAST_PORT);
        }
        if (port != HTTP && port != HTTPS && port < FIRST_HIGH_PORT) {
            return new Refused("The port must be 80, 443 or 8000 to 65535");
        }
        return host.startsWith("[")
                ? version6(tls, host.substring(1, host.length() - 1), port, pathAndQuery)
                : version4OrName(tls, host, port, pathAndQuery);
    }

    private static ParsedUrl version6(boolean tls, String host, int port, String pathAndQuery) {
        if (host.indexOf('%') >= 0 || host.indexOf('.') >= 0) {
            return ODD_SPELLING;
        }
        var bytes = NetUtil.isValidIpV6Address(host) ? NetUtil.createByteArrayFromIpAddressString(host) : null;
        if (bytes == null) {
            return new Malformed("The address in brackets is not an IPv6 address");
        }
        var address = address(bytes);
        // The JDK turns an IPv4-mapped address into an IPv4 one: the URL meant the plain spelling.
        return address.getAddress().length == bytes.length
                ? new Target(tls, host, port, pathAndQuery, address)
                : ODD_SPELLING;
    }

    private static ParsedUrl version4OrName(boolean tls, String host, int port, String pathAndQuery) {
        if (DOTTED_QUAD.matcher(host).matches() && NetUtil.isValidIpV4Address(host)) {
            return new Target(tls, host, port, pathAndQuery, address(NetUtil.createByteArrayFromIpAddressString(host)));
        }
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        if (ENDS_IN_A_NUMBER.matcher(name).matches()) {
            return ODD_SPELLING;
        }
        return NAME.matcher(name).matches()
                ? new Target(tls, name, port, pathAndQuery, null)
                : new Malformed("The host must be a DNS name or an address");
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }
}
