package io.supportly.widget;

import io.supportly.conversations.Customers;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.ForVisitors;
import io.supportly.kernel.web.Required;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private static final String CAMPAIGNED = "campaign.triggered";
    private static final int LONGEST_LANGUAGE = 32;

    private final Triggering triggering;
    private final Campaigning campaigning;
    private final Beginning beginning;

    WidgetEventsController(Triggering triggering, Campaigning campaigning, Beginning beginning) {
        this.triggering = triggering;
        this.campaigning = campaigning;
        this.beginning = beginning;
    }

    record Triggered(
            @Required @Nullable String name, @Nullable Facts eventInfo) {
        Facts facts() {
            return eventInfo == null ? new Facts(null, null, null, null, null) : eventInfo;
        }
    }

    record Facts(
            @Nullable String referer,
            @Nullable String widgetLanguage,
            @Nullable Begun initiatedAt,
            @Nullable Long campaignId,
            @Nullable Map<String, Object> customAttributes) {
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
                    + " `webwidget_triggered` with the page and the browser. `campaign.triggered`: he took up the"
                    + " campaign with `campaign_id`, which begins a conversation with its message if he has none; its"
                    + " inbox, switch and working hours are checked again.")
    void trigger(Customers.Customer visitor, @RequestBody Triggered body, HttpServletRequest request) {
        Facts facts = body.facts();
        boolean isCampaign = CAMPAIGNED.equals(body.name());
        var faults = new Faults()
                .present("name", body.name())
                .oneOf("name", body.name(), List.of(OPENED, CAMPAIGNED))
                .atMost("event_info.widget_language", facts.widgetLanguage(), LONGEST_LANGUAGE)
                .check("event_info.campaign_id", !isCampaign || facts.campaignId() != null, "can't be blank", "blank");
        beginning.checkAttributes(faults, visitor, facts.customAttributes());
        faults.orThrow();
        var arrival = Arrival.of(request, facts.referer(), facts.timestamp());
        if (isCampaign) {
            var attributes = Objects.requireNonNullElse(facts.customAttributes(), Map.<String, Object>of());
            campaigning.begin(visitor, Objects.requireNonNull(facts.campaignId()), arrival, attributes);
        } else {
            triggering.opened(visitor, arrival, facts.widgetLanguage());
        }
    }
}
