package io.supportly.kernel.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SignedLinksTest {
    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);

    private final SignedLinks links = at(NOW, KEY);

    @Test
    void a_token_opens_until_it_expires() {
        String token = links.sign("1:attachment:42:größe", NOW.plusSeconds(60));

        assertThat(token).matches("[A-Za-z0-9_-]+");
        assertThat(links.open(token)).contains("1:attachment:42:größe");
        assertThat(at(NOW.plusSeconds(59), KEY).open(token)).isPresent();
        assertThat(at(NOW.plusSeconds(60), KEY).open(token)).isEmpty();
    }

    @Test
    void the_same_payload_and_time_give_the_same_token() {
        assertThat(links.sign("a", NOW)).isEqualTo(links.sign("a", NOW)).isNotEqualTo(links.sign("b", NOW));
    }

    @Test
    void no_changed_token_opens() {
        String token = links.sign("42", NOW.plus(Duration.ofDays(1)));

        // The last character carries two bits that mean nothing, so it is left alone.
        for (int i = 0; i < token.length() - 1; i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            assertThat(links.open(token.substring(0, i) + other + token.substring(i + 1)))
                    .isEmpty();
        }
        assertThat(links.open(token.substring(0, 20))).isEmpty();
    }

    @Test
    void what_is_no_token_of_ours_does_not_open() {
        String token = links.sign("42", NOW.plusSeconds(60));

        assertThat(at(NOW, "another key of thirty-two bytes!".getBytes(UTF_8)).open(token))
                .isEmpty();
        assertThat(links.open("")).isEmpty();
        assertThat(links.open("ab.cd")).isEmpty();
        assertThat(links.open("../../etc")).isEmpty();
        assertThat(links.open("A".repeat(5000))).isEmpty();
    }

    @Test
    void a_short_key_is_not_taken() {
        assertThatThrownBy(() -> at(NOW, new byte[16])).isInstanceOf(IllegalArgumentException.class);
    }

    private static SignedLinks at(Instant now, byte[] key) {
        return new SignedLinks(key, Clock.fixed(now, ZoneOffset.UTC));
    }
}
