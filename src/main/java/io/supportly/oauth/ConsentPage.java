package io.supportly.oauth;

import io.supportly.kernel.mail.Wording;
import io.supportly.kernel.pages.Look;
import io.supportly.kernel.pages.Page;
import io.supportly.kernel.problems.Fault;
import io.supportly.oauth.pages.JteconsentGenerated;
import io.supportly.oauth.pages.JterefusedGenerated;
import java.util.List;

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

    /// An account that he belongs to.
    public record Choice(long id, String name, boolean isChosen) {}

    static String words(Wording words, String scope) {
        int dot = scope.indexOf('.');
        if (dot < 0) {
            return words.say("page.scope." + scope);
        }
        String what = words.say("page.scope.of." + scope.substring(0, dot));
        return words.say(scope.endsWith(".read") ? "page.scope.see" : "page.scope.change", what);
    }

    String html(Look look) {
        Look branded = accounts.size() == 1 ? look.branded(accounts.getFirst().name()) : look;
        Page page = (out, it) -> JteconsentGenerated.render(out, null, it, this);
        return page.html(branded);
    }

    /// What is shown in its place when an app can not be asked about: its address is not to be trusted.
    static String refused(Look look, Fault fault) {
        String why = look.say("page.refused." + fault.code());
        String forDevelopers = fault.field() == null ? "" : fault.field() + " " + fault.message();
        Page page = (out, it) -> JterefusedGenerated.render(out, null, it, why, forDevelopers);
        return page.html(look);
    }
}
