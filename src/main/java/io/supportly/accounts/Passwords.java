package io.supportly.accounts;

import io.supportly.kernel.problems.Faults;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;

/// What a password has to be, and how it is kept.
final class Passwords {
    private static final int SHORTEST = 6;
    private static final int LONGEST = 128;
    private static final int BCRYPT_READS = 72;
    private static final Pattern MIXED =
            Pattern.compile("(?s)(?=.*\\p{Lu})(?=.*\\p{Ll})(?=.*\\p{N})(?=.*[^\\p{L}\\p{N}]).*");
    private static final PasswordEncoder ENCODER = PasswordEncoderFactories.createDelegatingPasswordEncoder();

    private Passwords() {}

    static void check(Faults faults, @Nullable String password) {
        faults.present("password", password)
                .atLeast("password", password, SHORTEST)
                .atMost("password", password, LONGEST)
                .check(
                        "password",
                        password == null || MIXED.matcher(password).matches(),
                        "must have an upper-case letter, a lower-case letter, a digit and a special character",
                        "invalid");
    }

    static String hash(String password) {
        return ENCODER.encode(digestible(password));
    }

    static boolean matches(String password, String hash) {
        return ENCODER.matches(digestible(password), hash);
    }

    /// bcrypt reads 72 bytes; a longer password goes in as its digest.
    private static String digestible(String password) {
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= BCRYPT_READS) {
            return password;
        }
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
