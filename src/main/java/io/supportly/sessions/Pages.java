package io.supportly.sessions;

import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import io.supportly.kernel.mail.Wording;
import io.supportly.kernel.problems.Fault;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.web.PagePolicy;
import io.supportly.sessions.pages.JteonwardGenerated;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/// Answers pages, in the reader's language, as what a browser may do next to nothing with ([PagePolicy]).
@Component
final class Pages {
    static final String HTML = "text/html;charset=UTF-8";
    private static final String OURS = "Supportly";

    private final Forms forms;

    Pages(Forms forms) {
        this.forms = forms;
    }

    /// Fills a template.
    interface Template extends BiConsumer<HtmlTemplateOutput, Look> {}

    Look look(HttpServletRequest request, HttpServletResponse response) {
        return new Look(words(request), OURS, forms.token(request, response), List.of());
    }

    private static Wording words(HttpServletRequest request) {
        return Collections.list(request.getLocales()).stream()
                .map(Locale::getLanguage)
                .filter(Wording::speaks)
                .findFirst()
                .map(Wording::in)
                .orElseGet(() -> Wording.in("en"));
    }

    ResponseEntity<String> show(Look look, Template template) {
        return answer(HttpStatus.OK, new HttpHeaders(), look, template);
    }

    /// The same page again, with what was wrong.
    ResponseEntity<String> refuse(Problem problem, Look look, Template template) {
        var headers = new HttpHeaders();
        if (problem.retryAfter() != null) {
            headers.set(
                    HttpHeaders.RETRY_AFTER, Long.toString(problem.retryAfter().toSeconds()));
        }
        List<String> alerts =
                problem.faults().stream().map(fault -> alert(look, fault)).toList();
        return answer(HttpStatus.valueOf(problem.kind().status()), headers, look.alerting(alerts), template);
    }

    private static String alert(Look look, Fault fault) {
        String field = fault.field() == null ? "" : fault.field() + ".";
        String key = "page.fault." + field + fault.code();
        return look.words().has(key) ? look.say(key) : look.say("page.fault", fault.message());
    }

    private ResponseEntity<String> answer(HttpStatus status, HttpHeaders headers, Look look, Template template) {
        var output = new StringOutput();
        template.accept(new OwaspHtmlTemplateOutput(output), look);
        return ResponseEntity.status(status)
                .headers(headers)
                .header("Content-Security-Policy", PagePolicy.withForms("'self'"))
                .contentType(new MediaType("text", "html", StandardCharsets.UTF_8))
                .body(output.toString().strip() + "\n");
    }

    /// For a path that may lead to another website: browsers let no form be redirected that far.
    ResponseEntity<String> goOn(String path, Look look, String cookie) {
        var headers = new HttpHeaders();
        headers.set("Refresh", "0;url=" + path);
        headers.set(HttpHeaders.SET_COOKIE, cookie);
        return answer(HttpStatus.OK, headers, look, (out, page) -> JteonwardGenerated.render(out, null, page, path));
    }

    ResponseEntity<String> go(String path, String... cookies) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header(HttpHeaders.LOCATION, path)
                .headers(also -> List.of(cookies).forEach(cookie -> also.add(HttpHeaders.SET_COOKIE, cookie)))
                .contentType(new MediaType("text", "html", StandardCharsets.UTF_8))
                .body("");
    }
}
