package io.supportly.sessions;

import io.supportly.kernel.pages.Look;
import io.supportly.kernel.pages.Page;
import io.supportly.kernel.problems.Fault;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.web.PagePolicy;
import io.supportly.sessions.pages.JteonwardGenerated;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/// Answers pages, in the reader's language, as what a browser may do next to nothing with ([PagePolicy]).
@Component
final class Pages {
    private final Forms forms;

    Pages(Forms forms) {
        this.forms = forms;
    }

    Look look(HttpServletRequest request, HttpServletResponse response) {
        return Look.of(request).proving(forms.token(request, response));
    }

    ResponseEntity<String> show(Look look, Page page) {
        return answer(HttpStatus.OK, new HttpHeaders(), look, page);
    }

    /// The same page again, with what was wrong.
    ResponseEntity<String> refuse(Problem problem, Look look, Page page) {
        var headers = new HttpHeaders();
        if (problem.retryAfter() != null) {
            headers.set(
                    HttpHeaders.RETRY_AFTER, Long.toString(problem.retryAfter().toSeconds()));
        }
        List<String> alerts =
                problem.faults().stream().map(fault -> alert(look, fault)).toList();
        return answer(HttpStatus.valueOf(problem.kind().status()), headers, look.alerting(alerts), page);
    }

    private static String alert(Look look, Fault fault) {
        String field = fault.field() == null ? "" : fault.field() + ".";
        String key = "page.fault." + field + fault.code();
        return look.words().has(key) ? look.say(key) : look.say("page.fault", fault.message());
    }

    private ResponseEntity<String> answer(HttpStatus status, HttpHeaders headers, Look look, Page page) {
        return ResponseEntity.status(status)
                .headers(headers)
                .header("Content-Security-Policy", PagePolicy.withForms("'self'"))
                .contentType(Page.TYPE)
                .body(page.html(look));
    }

    /// For a path that may lead to another website: browsers let no form be redirected that far.
    ResponseEntity<String> goOn(String path, Look look, String cookie) {
        var headers = new HttpHeaders();
        headers.set("Refresh", "0;url=" + path);
        headers.set(HttpHeaders.SET_COOKIE, cookie);
        return answer(HttpStatus.OK, headers, look, (out, it) -> JteonwardGenerated.render(out, null, it, path));
    }

    ResponseEntity<String> go(String path, String... cookies) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header(HttpHeaders.LOCATION, path)
                .headers(also -> List.of(cookies).forEach(cookie -> also.add(HttpHeaders.SET_COOKIE, cookie)))
                .contentType(Page.TYPE)
                .body("");
    }
}
