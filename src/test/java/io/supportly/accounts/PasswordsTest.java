package io.supportly.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PasswordsTest {
    @Test
    void a_password_is_known_by_its_hash() {
        String hash = Passwords.hash("Pass-word-1");

        assertThat(Passwords.matches("Pass-word-1", hash)).isTrue();
        assertThat(Passwords.matches("Pass-word-2", hash)).isFalse();
    }

    @Test
    void every_character_of_a_long_password_counts() {
        String hash = Passwords.hash("Aa1-" + "x".repeat(123) + "y");

        assertThat(Passwords.matches("Aa1-" + "x".repeat(123) + "y", hash)).isTrue();
        assertThat(Passwords.matches("Aa1-" + "x".repeat(123) + "z", hash)).isFalse();
    }
}
