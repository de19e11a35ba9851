package io.supportly.widget;

import io.supportly.conversations.Customers;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.ForVisitors;
import io.supportly.kernel.web.Required;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Widget API")
final class WidgetEventsController {
    private static final String OPENED = "webwidget.triggered";

    private final Triggering triggering;

    WidgetEventsController(Triggering triggering) {
        this.triggering = triggering;
    }

    record Triggered(
            @Required @Nullable String name, @Nullable Facts eventInfo) {
        Facts facts() {
            return eventInfo == null ? new Facts(null, null, null) : eventInfo;
        }
    }

    record Facts(
            @Nullable String referer,
            @Nullable String widgetLanguage,
            @Nullable Begun initiatedAt) {
        @Nullable
        String timestamp() {
            return initiatedAt == null ? null : initiatedAt.timestamp();
        }
    }

    record Begun(@Nullable String timestamp) {}

    @PostMapping("/api/v1/widget/events")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @ForVisitors
    @Operation(
            summary = "Say what the visitor did",
            description = "`webwidget.triggered`: he opened the widget, which webhooks are told as"
                    + " `webwidget_triggered` with the page and the browser.")
    void trigger(Customers.Customer visitor, @RequestBody Triggered body, HttpServletRequest request) {
        Facts facts = body.facts();
        new Faults()
                .present("name", body.name())
                .oneOf("name", body.name(), List.of(OPENED))
                .atMost("event_info.widget_language", facts.widgetLanguage(), 32)
                .orThrow();
        var arrival = Arrival.of(request, facts.referer(), facts.timestamp());
        triggering.opened(visitor, arrival, facts.widgetLanguage());
    }
}
