package io.supportly.kernel.mail;

import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import io.supportly.kernel.mail.html.JteletterGenerated;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a mail says, in the words of one language. It is written once and printed twice, as plain text and as HTML.
///
/// @param from the name that it is sent under
/// @param links where the reader can go on, below the paragraphs
/// @param isPersonal whether it is somebody's own mail, without our greeting and footer
public record Letter(
        Wording words, String from, String subject, List<Paragraph> paragraphs, List<Link> links, boolean isPersonal) {

    /// Lines that belong together.
    public record Paragraph(@Nullable String heading, List<String> lines) {}

    public record Link(String label, String url) {}

    /// A letter of the server's with nothing in it yet, under the account's name.
    public static Letter from(String name, String locale) {
        return new Letter(Wording.in(locale), name, "", List.of(), List.of(), false);
    }

    /// The same as somebody's own mail, under a name of his.
    public Letter personal(String name) {
        return new Letter(words, name, subject, paragraphs, links, true);
    }

    /// The subject, by its key in the words.
    public Letter subject(String key, Object... values) {
        return titled(words.say(key, values));
    }

    public Letter titled(String subject) {
        return new Letter(words, from, subject, paragraphs, links, isPersonal);
    }

    /// One more paragraph, by its key in the words.
    public Letter says(String key, Object... values) {
        return text(words.say(key, values));
    }

    /// What is no wording of ours; an empty line ends a paragraph.
    public Letter text(String text) {
        Letter longer = this;
        for (String part : text.strip().split("\\R[\\h]*\\R\\s*")) {
            longer = longer.paragraph(null, part);
        }
        return longer;
    }

    /// One paragraph below a heading, whatever the text.
    public Letter paragraph(@Nullable String heading, String text) {
        return new Letter(
                words,
                from,
                subject,
                with(paragraphs, new Paragraph(heading, text.lines().toList())),
                links,
                isPersonal);
    }

    /// A link, by the key of its label in the words.
    public Letter link(String key, String url) {
        return linked(words.say(key), url);
    }

    public Letter linked(String label, String url) {
        return new Letter(words, from, subject, paragraphs, with(links, new Link(label, url)), isPersonal);
    }

    private static <T> List<T> with(List<T> some, T one) {
        var more = new ArrayList<>(some);
        more.add(one);
        return List.copyOf(more);
    }

    public String language() {
        return words.language();
    }

    public @Nullable String greeting() {
        return isPersonal ? null : words.say("greeting");
    }

    public @Nullable String footer() {
        return isPersonal ? null : words.say("footer", from);
    }

    String asHtml() {
        var output = new StringOutput();
        JteletterGenerated.render(new OwaspHtmlTemplateOutput(output), null, this);
        return output.toString().strip() + "\n";
    }

    String asText() {
        var output = new StringOutput();
        io.supportly.kernel.mail.text.JteletterGenerated.render(output, null, this);
        return output.toString().strip() + "\n";
    }
}
