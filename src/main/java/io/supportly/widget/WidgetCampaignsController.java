package io.supportly.widget;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.supportly.accounts.Agent;
import io.supportly.accounts.Members;
import io.supportly.campaigns.Campaign;
import io.supportly.conversations.Customers;
import io.supportly.kernel.web.ForVisitors;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Widget API")
final class WidgetCampaignsController {
    private final Campaigning campaigning;
    private final Members members;

    WidgetCampaignsController(Campaigning campaigning, Members members) {
        this.campaigning = campaigning;
        this.members = members;
    }

    record View(
            long id,
            Campaign.Triggers triggerRules,
            boolean triggerOnlyDuringBusinessHours,
            String message,

            @JsonInclude(JsonInclude.Include.NON_NULL) Agent.@Nullable Push sender) {}

    @GetMapping("/api/v1/widget/campaigns")
    @ForVisitors
    @Operation(
            summary = "List the website's campaigns",
            description = "Those that are on; on which page, after how long there and when is for the widget to heed.")
    List<View> list(Customers.Customer visitor) {
        return campaigning.shown(visitor).stream()
                .map(campaign -> new View(
                        campaign.number(),
                        campaign.triggers(),
                        campaign.onlyInBusinessHours(),
                        campaigning.text(campaign, visitor),
                        sender(campaign)))
                .toList();
    }

    private Agent.@Nullable Push sender(Campaign campaign) {
        return campaign.senderId() == null
                ? null
                : members.find(campaign.account(), campaign.senderId())
                        .map(Agent::push)
                        .orElse(null);
    }
}
