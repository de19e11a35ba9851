package io.supportly.kernel.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class StandardWebhooksTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final Instant SENT = Instant.ofEpochSecond(1614265330);
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(UTF_8);
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    @Test
    void signs_as_the_published_example_does() {
        assertThat(StandardWebhooks.sign(ID, SENT, BODY, SECRET)).isEqualTo(SIGNATURE);
    }

    @Test
    void while_a_secret_changes_both_receivers_can_verify() {
        String next = StandardWebhooks.secret();

        String header = StandardWebhooks.sign(ID, SENT, BODY, SECRET, next);

        assertThat(header.split(" ")).hasSize(2);
        assertThat(verify(header, BODY, SENT, SECRET)).isTrue();
        assertThat(verify(header, BODY, SENT, next)).isTrue();
        assertThat(verify(header, BODY, SENT, StandardWebhooks.secret())).isFalse();
    }

    @Test
    void another_body_or_an_old_timestamp_does_not_verify() {
        assertThat(verify(SIGNATURE, "{}".getBytes(UTF_8), SENT, SECRET)).isFalse();
        assertThat(verify(SIGNATURE, BODY, SENT.plusSeconds(301), SECRET)).isFalse();
        assertThat(verify(SIGNATURE, BODY, SENT.minusSeconds(301), SECRET)).isFalse();
        assertThat(verify("", BODY, SENT, SECRET)).isFalse();
        assertThat(StandardWebhooks.verify(ID, "soon", BODY, SIGNATURE, SENT, SECRET))
                .isFalse();
    }

    @Test
    void a_new_secret_has_32_random_bytes() {
        String secret = StandardWebhooks.secret();

        assertThat(secret).startsWith("whsec_").isNotEqualTo(StandardWebhooks.secret());
        assertThat(Base64.getDecoder().decode(secret.substring(6))).hasSize(32);
    }

    private static boolean verify(String header, byte[] body, Instant now, String secret) {
        return StandardWebhooks.verify(ID, Long.toString(SENT.getEpochSecond()), body, header, now, secret);
    }
}
