package io.supportly.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OptionsTest {

    private static final Target TARGET = new Target(
            URI.create("http://127.0.0.1:3000"),
            "token",
            7,
            50,
            List.of("very late"),
            null,
            new Database("jdbc:postgresql://127.0.0.1:5433/supportly", "supportly", "secret"));

    @Test
    void without_words_everything_is_measured_at_full_scale() {
        Options options = parse();

        assertThat(options.operations()).containsExactly(Operation.values());
        assertThat(options.scale()).isEqualTo(Scale.FULL);
        assertThat(options.warmup()).isEqualTo(Duration.ofSeconds(20));
        assertThat(options.run()).isEqualTo(Duration.ofSeconds(10));
        assertThat(options.runs()).isEqualTo(3);
        assertThat(options.soak()).isFalse();
        assertThat(options.home()).isEqualTo(Path.of("/src/target/bench-home"));
        assertThat(options.limitFolder()).isEqualTo(Path.of("/src/bench/limit"));
    }

    @Test
    void words_choose() {
        Options options = parse(
                "--only",
                "inbox,search_prefix",
                "--contacts",
                "500",
                "--conversations",
                "50",
                "--messages",
                "100",
                "--json",
                "out.json",
                "--home",
                "/tmp/bench",
                "--rules",
                "20",
                "--webhooks",
                "3",
                "--soak",
                "--minutes",
                "6");

        assertThat(options.operations()).containsExactly(Operation.INBOX, Operation.SEARCH_PREFIX);
        assertThat(options.scale()).isEqualTo(new Scale(500, 50, 100));
        assertThat(options.json()).isEqualTo(Path.of("out.json"));
        assertThat(options.home()).isEqualTo(Path.of("/tmp/bench"));
        assertThat(options.rules()).isEqualTo(20);
        assertThat(options.webhooks()).isEqualTo(3);
        assertThat(options.soakTime()).isEqualTo(Duration.ofMinutes(6));
    }

    @Test
    void what_is_not_understood_is_named() {
        assertThatIllegalArgumentException().isThrownBy(() -> parse("--fast")).withMessageContaining("--fast");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("--runs", "0"))
                .withMessageContaining("--runs");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("--seconds"))
                .withMessageContaining("--seconds");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("--only", "x"))
                .withMessageContaining("inbox");
        assertThatIllegalArgumentException().isThrownBy(() -> parse("--soak", "--minutes", "2"));
    }

    @Test
    void operations_ask_what_they_are_named_for() {
        var random = new SplittableRandom(1);
        List<String> words = Collections.nCopies(8000, "ba");

        assertThat(Operation.INBOX.request(TARGET, words).path(random))
                .isEqualTo("/api/v1/accounts/7/conversations?status=open&page=1");
        assertThat(Operation.MESSAGE.request(TARGET, words).path(random))
                .matches("/api/v1/accounts/7/conversations/\\d+/messages");
        assertThat(Operation.SEARCH_PREFIX.request(TARGET, words).path(random))
                .isEqualTo("/api/v1/accounts/7/search?q=ba");
        assertThat(Operation.LABEL.request(TARGET, words).path(random))
                .isEqualTo("/api/v1/accounts/7/conversations?labels%5B%5D=very+late&status=open");
        assertThat(Operation.REPORT.request(TARGET, words).path(random))
                .matches("/api/v2/accounts/7/reports\\?.*&since=\\d{4}-\\d\\d-\\d\\d&until=\\d{4}-\\d\\d-\\d\\d");
    }

    @Test
    void the_limit_lives_beside_the_database_of_the_server() {
        Database limit = TARGET.database().named("supportly_limit");

        assertThat(limit.jdbcUrl()).isEqualTo("jdbc:postgresql://127.0.0.1:5433/supportly_limit");
        assertThat(limit.port()).isEqualTo("5433");
    }

    private static Options parse(String... words) {
        return Options.parse(Path.of("/src"), words);
    }
}
