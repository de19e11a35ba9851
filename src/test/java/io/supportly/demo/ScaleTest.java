package io.supportly.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ScaleTest {
    @Test
    void without_words_the_small_data_is_meant() {
        assertThat(Scale.parse()).isNull();
    }

    @Test
    void what_is_not_said_follows_from_what_is() {
        assertThat(Scale.parse("--conversations", "200000")).isEqualTo(new Scale(1_000_000, 200_000, 2_000_000));
        assertThat(Scale.parse("--contacts", "50")).isEqualTo(new Scale(50, 10, 100));
        assertThat(Scale.parse("--messages", "3000")).isEqualTo(new Scale(1500, 300, 3000));
        assertThat(Scale.parse("--contacts", "7", "--conversations", "3", "--messages", "4"))
                .isEqualTo(new Scale(7, 3, 4));
    }

    @Test
    void what_is_not_understood_is_named() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scale.parse("--fast"))
                .withMessageContaining("--fast");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scale.parse("--contacts", "many"))
                .withMessageContaining("--contacts");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scale.parse("--contacts"))
                .withMessageContaining("--contacts");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scale.parse("--conversations", "5", "--messages", "4"))
                .withMessageContaining("message for each conversation");
        assertThatIllegalArgumentException().isThrownBy(() -> Scale.parse("--contacts", "90000000"));
    }
}
