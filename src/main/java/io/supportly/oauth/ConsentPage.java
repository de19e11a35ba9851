package io.supportly.oauth;

import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import io.supportly.oauth.pages.JteconsentGenerated;
import io.supportly.oauth.pages.JterefusedGenerated;
import java.util.List;
import java.util.Map;

/// What a user reads before he lets an app in.
///
/// @param accounts that he may grant it in; with one there is nothing to choose
/// @param scopes in words
/// @param request signed, to be sent back
public record ConsentPage(
        String app,
        String owner,
        String user,
        List<Choice> accounts,
        String redirectHost,
        List<String> scopes,
        String request) {
    private static final Map<String, String> WORDS = Map.of(
            "agents", "the agents, and your own availability",
            "accounts", "the account's settings, help center and apps",
            "automations", "automation rules and macros",
            "captain", "AI assistants and their documents",
            "contacts", "contacts and companies",
            "conversations", "conversations and canned responses",
            "webhooks", "webhooks and what they are told");

    /// An account that he belongs to.
    public record Choice(long id, String name, boolean isChosen) {}

    static String words(String scope) {
        int dot = scope.indexOf('.');
        if (dot < 0) {
            return scope.equals("read") ? "See everything that you see" : "See and change everything that you may";
        }
        String resource = scope.substring(0, dot);
        String what = WORDS.getOrDefault(resource, resource);
        return (scope.endsWith(".read") ? "See " : "See and change ") + what;
    }

    String html() {
        var output = new StringOutput();
        JteconsentGenerated.render(new OwaspHtmlTemplateOutput(output), null, this);
        return output.toString();
    }

    /// What is shown in its place when an app can not be asked about: its address is not to be trusted.
    static String refused(String why) {
        var output = new StringOutput();
        JterefusedGenerated.render(new OwaspHtmlTemplateOutput(output), null, why);
        return output.toString();
    }
}
