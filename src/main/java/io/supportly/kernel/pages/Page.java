package io.supportly.kernel.pages;

import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;

/// A template with all that it shows, but for the look.
@FunctionalInterface
public interface Page {
    String HTML = "text/html;charset=UTF-8";
    MediaType TYPE = new MediaType("text", "html", StandardCharsets.UTF_8);

    void fill(HtmlTemplateOutput out, Look look);

    default String html(Look look) {
        var output = new StringOutput();
        fill(new OwaspHtmlTemplateOutput(output), look);
        return output.toString().strip() + "\n";
    }
}
