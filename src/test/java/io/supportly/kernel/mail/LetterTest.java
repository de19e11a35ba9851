package io.supportly.kernel.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LetterTest {
    private static final Pattern PLACE = Pattern.compile("\\{\\d}");

    @Test
    void every_language_has_the_same_keys_with_the_same_places() {
        for (String language : Wording.LANGUAGES) {
            assertThat(places(language)).as(language).isEqualTo(places("en"));
        }
    }

    private static TreeMap<String, TreeSet<String>> places(String language) {
        var places = new TreeMap<String, TreeSet<String>>();
        Wording.in(language).words().forEach((key, said) -> {
            var found = new TreeSet<String>();
            PLACE.matcher(said.toString()).results().map(MatchResult::group).forEach(found::add);
            places.put(key.toString(), found);
        });
        return places;
    }

    @Test
    void no_language_says_what_another_says() {
        for (String language : Wording.LANGUAGES) {
            var words = Wording.in(language).words();
            if (!language.equals("en")) {
                assertThat(words.getProperty("invitation.subject"))
                        .isNotEqualTo(Wording.in("en").words().getProperty("invitation.subject"));
            }
        }
    }

    @Test
    void a_locale_without_words_speaks_its_language_or_english() {
        assertThat(Wording.in("pt_BR").language()).isEqualTo("pt");
        assertThat(Wording.in("de").language()).isEqualTo("de");
        assertThat(Wording.in("ja").language()).isEqualTo("en");
        assertThatThrownBy(() -> Wording.in("de").say("nothing")).hasMessageContaining("nothing");
    }

    @Test
    void a_value_that_looks_like_a_place_is_left_alone() {
        assertThat(Wording.in("en").say("invitation.subject", "{1} $1 \\", "Acme"))
                .isEqualTo("{1} $1 \\ invites you to Acme");
    }

    @Test
    void text_and_html_say_the_same() {
        Letter letter = Letter.from("Acme", "fr")
                .subject("export.subject")
                .text("First\nsecond\n\n\nthird")
                .paragraph("Ada, 9:00", "said\n\nthis")
                .linked("Here", "https://example.com/?a=1&b=2");

        assertThat(letter.asText()).isEqualTo("""
                Bonjour,

                First
                second

                third

                Ada, 9:00
                said

                this

                Here:
                https://example.com/?a=1&b=2

                --
                Cet e-mail a été envoyé par Supportly pour Acme.
                """);
        assertThat(letter.asHtml())
                .startsWith("<!doctype html>\n<html lang=\"fr\">")
                .contains("<title>Vos contacts ont été exportés</title>")
                .contains("First<br>\nsecond<br>\n</p>")
                .contains(">Ada, 9:00</strong><br>\nsaid<br>\n<br>\nthis<br>")
                .contains("href=\"https://example.com/?a=1&amp;b=2\"");
    }

    @Test
    void what_people_wrote_is_text_in_the_html() {
        Letter letter = Letter.from("<b>Acme</b>", "en")
                .titled("</title><script>alert(1)</script>")
                .paragraph("<i>Eve</i>", "<img src=x onerror=alert(1)> & more")
                .linked("\"><script>", "https://example.com/\"onclick=\"alert(1)");

        assertThat(letter.asHtml())
                .doesNotContain("<script", "<img", "<b>", "<i>", "\"onclick")
                .contains("&lt;img src=x onerror=alert(1)&gt; &amp; more");
        assertThat(letter.asText()).contains("<img src=x onerror=alert(1)> & more");
    }

    @Test
    void a_mail_of_somebodys_own_has_nothing_of_ours() {
        Letter letter = Letter.from("Acme", "en").titled("Hi").personal("Ada").text("Hello Carla");

        assertThat(letter.from()).isEqualTo("Ada");
        assertThat(letter.asText()).isEqualTo("Hello Carla\n");
        assertThat(letter.asHtml()).doesNotContain("Supportly");
    }
}
