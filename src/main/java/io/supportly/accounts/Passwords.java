package io.supportly.accounts;

import io.supportly.kernel.problems.Faults;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/// What a password has to be, and how it is kept.
public final class Passwords {
    private static final int SHORTEST = 8;
    private static final int LONGEST = 128;
    private static final int BCRYPT_READS = 72;
    private static final int BCRYPT_STRENGTH = 10;
    private static final Pattern MIXED =
            Pattern.compile("(?s)(?=.*\\p{Lu})(?=.*\\p{Ll})(?=.*\\p{N})(?=.*[^\\p{L}\\p{N}]).*");
    private static final PasswordEncoder ENCODER = encoder();

    private Passwords() {}

    /// Each hash says how it was made, so that another way can follow. The strength is a property of the process for
    /// the tests alone: at the usual one they would spend a tenth of their time on it.
    private static PasswordEncoder encoder() {
        int strength = Integer.getInteger("supportly.bcrypt.strength", BCRYPT_STRENGTH);
        return new DelegatingPasswordEncoder("bcrypt", Map.of("bcrypt", new BCryptPasswordEncoder(strength)));
    }

    /// The same, typed twice; who sends no second one, as programs do, is taken at his word.
    public static void check(Faults faults, @Nullable String password, @Nullable String confirmation) {
        check(faults, password);
        faults.check(
                "password_confirmation",
                confirmation == null || confirmation.equals(password),
                "doesn't match the password",
                "confirmation");
    }

    static void check(Faults faults, @Nullable String password) {
        faults.present("password", password)
                .atLeast("password", password, SHORTEST)
                .atMost("password", password, LONGEST)
                .check(
                        "password",
                        password == null || MIXED.matcher(password).matches(),
                        "must have an upper-case letter, a lower-case letter, a digit and a special character",
                        "invalid")
                .check(
                        "password",
                        password == null || password.length() > LONGEST || !CommonPasswords.has(password),
                        "is one of those that are tried first",
                        "too_common");
    }

    static String hash(String password) {
        return ENCODER.encode(digestible(password));
    }

    static boolean matches(String password, String hash) {
        return ENCODER.matches(digestible(password), hash);
    }

    /// Takes as long as a wrong password does, for who has none.
    static void matchNothing(String password) {
        matches(password, Nobody.HASH);
    }

    private static final class Nobody {
        static final String HASH = hash(Secrets.random());
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
