package io.supportly.kernel.pages;

import io.supportly.kernel.mail.Wording;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// What all pages have in common.
///
/// @param brand the account's name where it is known, else ours
/// @param csrf what each form brings back; empty on pages that prove their forms otherwise
/// @param alerts what was wrong with what was sent
public record Look(Wording words, String brand, String csrf, List<String> alerts) {
    private static final String OURS = "Supportly";

    /// In the first language of the reader's browser that we speak.
    public static Look of(HttpServletRequest request) {
        Wording words = Collections.list(request.getLocales()).stream()
                .map(Locale::getLanguage)
                .filter(Wording::speaks)
                .findFirst()
                .map(Wording::in)
                .orElseGet(() -> Wording.in("en"));
        return new Look(words, OURS, "", List.of());
    }

    public String say(String key, Object... values) {
        return words.say(key, values);
    }

    /// In the reader's words; nobody told us his time zone.
    public String time(String iso) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                        .withLocale(words.locale())
                        .withZone(ZoneOffset.UTC)
                        .format(Instant.parse(iso))
                + " UTC";
    }

    public Look branded(String name) {
        return new Look(words, name, csrf, alerts);
    }

    public Look proving(String token) {
        return new Look(words, brand, token, alerts);
    }

    public Look alerting(List<String> found) {
        return new Look(words, brand, csrf, found);
    }
}
