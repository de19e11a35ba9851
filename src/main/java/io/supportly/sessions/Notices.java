package io.supportly.sessions;

import gg.jte.html.HtmlTemplateOutput;
import io.supportly.kernel.pages.Look;
import io.supportly.sessions.pages.JtenoticeGenerated;

/// Pages that only say something, with a link to go on by.
final class Notices {
    private Notices() {}

    /// What was sent can not be taken; the alert above it says why.
    static void stale(HtmlTemplateOutput out, Look look) {
        show(out, look, "stale", "/");
    }

    static void sent(HtmlTemplateOutput out, Look look) {
        show(out, look, "sent", "/login");
    }

    /// A link of a mail that was used, is too old, or never was.
    static void gone(HtmlTemplateOutput out, Look look) {
        show(out, look, "gone", "/password/new");
    }

    private static void show(HtmlTemplateOutput out, Look look, String what, String link) {
        JtenoticeGenerated.render(
                out,
                null,
                look,
                look.say("page." + what + ".title"),
                look.say("page." + what + ".text"),
                link,
                look.say("page." + what + ".link"));
    }
}
