package io.supportly.oauth;

import io.supportly.accounts.Secrets;
import io.supportly.kernel.AccountId;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A text that nobody can guess, with the account that it is kept in: found there without looking through all of them.
record Opaque(Kind kind, AccountId account, String text) {
    private static final int LENGTH = 32;
    private static final Pattern FORM =
            Pattern.compile("(app|code|access|refresh)_(\\d{1,18})_[1-9A-HJ-NP-Za-km-z]{" + LENGTH + "}");

    enum Kind {
        APP("app"),
        CODE("code"),
        ACCESS("access"),
        REFRESH("refresh");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    static Opaque make(Kind kind, AccountId account) {
        return new Opaque(kind, account, kind.word() + "_" + account + "_" + Secrets.random(LENGTH));
    }

    /// Empty for what is no such text.
    static Optional<Opaque> read(Kind kind, @Nullable String text) {
        if (text == null || !text.startsWith(kind.word() + "_")) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new Opaque(kind, new AccountId(Long.parseLong(form.group(2))), text))
                : Optional.empty();
    }

    byte[] hash() {
        return Secrets.hash(text);
    }

    /// Under which it is remembered: the secret itself is not to be kept, nor told to other nodes.
    String key() {
        return account + ":" + HexFormat.of().formatHex(hash());
    }
}
