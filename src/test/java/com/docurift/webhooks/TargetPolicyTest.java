package com.docurift.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.docurift.webhooks.guard.AddressRules;
import com.docurift.webhooks.guard.HostNames;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetPolicyTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final TargetPolicy STRICT = policy(Optional.empty(), false);
    private static final TargetPolicy EMBEDDED = policy(Optional.empty(), true);
    private static final TargetPolicy OPENED = policy(Optional.of(List.of("10.1.0.0/16", "fd00:1::/32")), true);

    @AfterAll
    static void close() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://8.8.8.8/", "https://1.1.1.1", "https://8.8.8.8:443/x?y=z#fragment", "HTTPS://8.8.8.8/",
                        "https://8.8.8.8:8000/",
                "https://8.8.8.8:65535/", "https://8.8.8.8:80/", "https://[2606:4700::1111]/",
                        "https://[2606:4700::1111]:8443/a", "https://172.32.0.1/",
                "https://100.128.0.1/", "https://169.253.1.1/", "https://9.255.255.255/", "https://11.0.0.1/",
                        "https://223.255.255.254/",
                "https://no-such-host.invalid/", "https://a_b.no-such-host.invalid./"
            })
    void theseAreAllowed(String url) {
        assertThat(check(STRICT, url)).isEqualTo(new TargetCheck.Allowed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // other than https, other ports, user information
                "http://8.8.8.8/",
                "http://no-such-host.invalid/",
                "https://8.8.8.8:22/",
                "https://8.8.8.8:81/",
                "https://8.8.8.8:444/",
                "https://8.8.8.8:7999/",
                "https://8.8.8.8:5432/",
                "https://user@8.8.8.8/",
                "https://user:word@8.8.8.8/",
                "https://8.8.8.8@127.0.0.1/",
                // special IPv4 ranges
                "https://0.0.0.0/",
                "https://0.1.2.3/",
                "https://10.0.0.1/",
                "https://100.64.0.1/",
                "https://100.127.255.255/",
                "https://127.0.0.1/",
                "https://127.1.2.3:8443/",
                "https://169.254.169.254/latest/meta-data/",
                "https://172.16.0.1/",
                "https://172.31.255.255/",
                "https://192.0.0.8/",
                "https://192.0.2.1/",
                "https://192.88.99.1/",
                "https://192.168.1.1/",
                "https://198.18.0.1/",
                "https://198.19.255.255/",
                "https://198.51.100.7/",
                "https://203.0.113.7/",
                "https://224.0.0.1/",
                "https://239.255.255.250/",
                "https://240.0.0.1/",
                "https://255.255.255.255/",
                // special IPv6 ranges, and IPv4 inside of IPv6
                "https://[::]/",
                "https://[::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[::ffff:7f00:1]/",
                "https://[::ffff:8.8.8.8]/",
                "https://[::127.0.0.1]/",
                "https://[::7f00:1]/",
                "https://[64:ff9b::7f00:1]/",
                "https://[64:ff9b::808:808]/",
                "https://[64:ff9b:1::1]/",
                "https://[2002:7f00:1::]/",
                "https://[2002:808:808::1]/",
                "https://[2001:0:1:2::3]/",
                "https://[2001:db8::1]/",
                "https://[3fff::1]/",
                "https://[fc00::1]/",
                "https://[fd12:3456::1]/",
                "https://[fe80::1]/",
                "https://[fe80::1%25eth0]/",
                "https://[fec0::1]/",
                "https://[ff02::1]/",
                "https://[100::1]/",
                "https://[5f00::1]/",
                // odd spellings
                "https://0x7f.1/",
                "https://0x7f000001/",
                "https://2130706433/",
                "https://0177.0.0.1/",
                "https://127.1/",
                "https://127.0.1/",
                "https://0x7f.0x0.0x0.0x1/",
                "https://017700000001/",
                "https://127.0.0.1./",
                "https://127.0.0.01/",
                "https://8.8.8.8.8/",
                "https://256.1.1.1/",
                "https://example.0x10/",
                "https://1/",
                // names
                "https://localhost/",
                "https://LOCALHOST:8443/",
                "https://localhost./"
            })
    void theseAreForbidden(String url) {
        assertThat(check(STRICT, url)).isInstanceOf(TargetCheck.Forbidden.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "not a url",
                "ftp://8.8.8.8/x",
                "//8.8.8.8/x",
                "javascript:alert(1)",
                "/path",
                "https:",
                "https:///x",
                "https:8.8.8.8",
                "https://8.8.8.8:0/",
                "https://8.8.8.8:65536/",
                "https://8.8.8.8:99999999999/",
                "https://8.8.8.8:/",
                "https://8.8.8.8:80a/",
                "https://exa mple.com/",
                "https://8.8.8.8/\n",
                "https://8.8.8.8\\@x/",
                "https://ex\u00e4mple.com/",
                "https://\u2460.com/",
                "https://a..b/",
                "https://-a.com/",
                "https://a%2eb/",
                "https://[::1/",
                "https://[nonsense]/",
                "file:///etc/passwd",
                "mailto:a@b.c"
            })
    void theseAreNoUrls(String url) {
        assertThat(check(STRICT, url)).isInstanceOf(TargetCheck.NotAUrl.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8080/",
                "http://127.9.9.9/",
                "http://[::1]:9000/",
                "http://localhost:8080/",
                "https://127.0.0.1/",
                "https://8.8.8.8/"
            })
    void loopbackIsOpenWhileServersAreEmbedded(String url) {
        assertThat(check(EMBEDDED, url)).isEqualTo(new TargetCheck.Allowed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://8.8.8.8/",
                "http://10.0.0.1/",
                "http://169.254.169.254/",
                "http://127.0.0.1:5432/",
                "http://2130706433/",
                "http://[::ffff:127.0.0.1]/",
                "http://0.0.0.0:8080/"
            })
    void nothingElseIs(String url) {
        assertThat(check(EMBEDDED, url)).isInstanceOf(TargetCheck.Forbidden.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://10.1.2.3/",
                "https://10.1.2.3:9999/",
                "http://[fd00:1::5]/",
                "http://no-such-host.invalid/"
            })
    void networksCanBeOpened(String url) {
        assertThat(check(OPENED, url)).isEqualTo(new TargetCheck.Allowed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "https://127.0.0.1/",
                "https://10.2.0.1/",
                "https://[fd00:2::1]/",
                "http://10.1.2.3:22/"
            })
    void andTheyReplaceTheEmbeddedDefault(String url) {
        assertThat(check(OPENED, url)).isInstanceOf(TargetCheck.Forbidden.class);
    }

    private static TargetPolicy policy(Optional<List<String>> networks, boolean embedded) {
        return new TargetPolicy(new AddressRules(networks, embedded), new HostNames(VERTX));
    }

    private static TargetCheck check(TargetPolicy policy, String url) {
        return policy.check(url).await().atMost(Duration.ofSeconds(20));
    }
}
