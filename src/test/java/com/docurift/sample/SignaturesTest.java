package com.docurift.sample;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SignaturesTest {
    /** The example of the specification Standard Webhooks 1.0. */
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final String TIMESTAMP = "1614265330";
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(UTF_8);
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    @Test
    void acceptsTheExampleOfTheSpecification() {
        assertThat(Signatures.isStandard(SECRET, ID, TIMESTAMP, BODY, SIGNATURE))
                .isTrue();
    }

    @Test
    void acceptsOneGoodSignatureAmongSeveral() {
        assertThat(Signatures.isStandard(SECRET, ID, TIMESTAMP, BODY, "v1,AAAA " + SIGNATURE + " v2,BBBB"))
                .isTrue();
    }

    @Test
    void refusesAnotherBodyTimeOrId() {
        assertThat(Signatures.isStandard(SECRET, ID, TIMESTAMP, "{}".getBytes(UTF_8), SIGNATURE))
                .isFalse();
        assertThat(Signatures.isStandard(SECRET, ID, "1614265331", BODY, SIGNATURE))
                .isFalse();
        assertThat(Signatures.isStandard(SECRET, "msg_other", TIMESTAMP, BODY, SIGNATURE))
                .isFalse();
    }

    @Test
    void refusesWhatIsNotSigned() {
        assertThat(Signatures.isStandard(SECRET, ID, TIMESTAMP, BODY, null)).isFalse();
        assertThat(Signatures.isDocuRift(SECRET, TIMESTAMP, BODY, null)).isFalse();
    }

    /** By hand: {@code printf '%s' '1614265330.{"test": 2432232314}' | openssl dgst -sha256 -hmac whsec_…} */
    @Test
    void checksTheHexadecimalOneWithTheWholeSecretAsKey() {
        String signature = "2e37df5d4a028c51a7f3133d64ae1e300d2c2c900f1b1d49d4369ad2530f8964";

        assertThat(Signatures.isDocuRift(SECRET, TIMESTAMP, BODY, signature)).isTrue();
        assertThat(Signatures.isDocuRift(SECRET + "x", TIMESTAMP, BODY, signature))
                .isFalse();
    }

    @Test
    void runsOnlyWhenAskedForAndNotRefused() {
        assertThat(SampleRun.isWanted(List.of())).isFalse();
        assertThat(SampleRun.isWanted(List.of("--sample"))).isTrue();
        assertThat(SampleRun.isWanted(List.of("--sample", "--no-sample"))).isFalse();
        assertThat(SampleRun.isWanted(List.of("--no-sample", "--sample"))).isFalse();
    }
}
