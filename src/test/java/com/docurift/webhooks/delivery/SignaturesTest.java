package com.docurift.webhooks.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.docurift.webhooks.Secrets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SignaturesTest {
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(UTF_8);

    @Test
    void theVectorOfStandardWebhooksVerifies() {
        String signature = Signatures.standard(
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, BODY);

        assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void docuRiftsOwnSchemeUsesTheWholeSecretAndLowerCaseHex() {
        String signature = Signatures.docuRift("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", 1614265330, BODY);

        assertThat(signature).isEqualTo("2e37df5d4a028c51a7f3133d64ae1e300d2c2c900f1b1d49d4369ad2530f8964");
    }

    @Test
    void aSecretThatIsNotBase64IsUsedWhole() {
        assertThat(Signatures.standard("my own secret, not base64 ü", "evt_1", 1700000000, BODY))
                .isEqualTo("v1,Ue/kcJ8mG4EwHfCwZNIoZ0/Jim+lOKJK0glnWsrm3Kg=");
        assertThat(Signatures.standard("whsec_not base64", "evt_1", 1700000000, BODY))
                .isEqualTo("v1,rSKfsYVboih8DjE6ym1Z13h4yTy8TI7teQIqUVdPF+A=");
        assertThat(Signatures.standard("whsec_", "evt_1", 1700000000, BODY))
                .isEqualTo("v1,iBtrhoql1kOzDsl/w0XE3oTFQCrQdUJB02ZUdx9U7vc=");
    }

    @Test
    void generatedSecretsHoldThirtyTwoRandomBytes() {
        String secret = Secrets.generate();

        assertThat(secret).startsWith("whsec_").isNotEqualTo(Secrets.generate());
        assertThat(Base64.getDecoder().decode(secret.substring(6))).hasSize(32);
    }
}
