package io.supportly.sessions;

import io.supportly.kernel.mail.Wording;
import java.util.List;

/// What all pages have in common.
///
/// @param brand the account's name where it is known, else ours
/// @param csrf what each form brings back
/// @param alerts what was wrong with what was sent
public record Look(Wording words, String brand, String csrf, List<String> alerts) {
    public String say(String key, Object... values) {
        return words.say(key, values);
    }

    Look branded(String name) {
        return new Look(words, name, csrf, alerts);
    }

    Look alerting(List<String> found) {
        return new Look(words, brand, csrf, found);
    }
}
