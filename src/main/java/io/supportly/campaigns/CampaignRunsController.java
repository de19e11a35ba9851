package io.supportly.campaigns;

import io.supportly.kernel.Caller;
import io.supportly.kernel.Role;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.FromQuery;
import io.supportly.kernel.web.Paging;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/accounts/{account}/campaigns/{id}")
@Tag(name = "Campaigns")
final class CampaignRunsController {
    private static final int PAGE = 25;

    private final Campaigns campaigns;
    private final RecipientLists recipients;
    private final Steering steering;
    private final CampaignViews views;

    CampaignRunsController(Campaigns campaigns, RecipientLists recipients, Steering steering, CampaignViews views) {
        this.campaigns = campaigns;
        this.recipients = recipients;
        this.steering = steering;
        this.views = views;
    }

    record Query(@Nullable String status, @Nullable Integer page) {}

    @Schema(name = "CampaignRecipientsMeta")
    record Meta(long count, int currentPage) {}

    @Schema(name = "CampaignRecipientsPage")
    record Page(Meta meta, List<Recipient.Rest> payload) {}

    @GetMapping("/recipients")
    @Allow(role = Role.ADMINISTRATOR, scope = "campaigns.read")
    @Operation(
            summary = "List a campaign's recipients",
            description =
                    "25 a page, by the contact's id: how far the campaign has come with each, and why not further.")
    Page recipients(Caller caller, @PathVariable long id, @FromQuery Query query) {
        new Faults().oneOf("status", query.status(), Recipient.Status.WORDS).orThrow();
        Campaign campaign = campaigns.get(caller.account(), id);
        Paging paging = Paging.of(query.page(), PAGE);
        return new Page(
                new Meta(recipients.count(campaign, query.status()), paging.page()),
                recipients.of(campaign, query.status(), paging).stream()
                        .map(Recipient::rest)
                        .toList());
    }

    @PostMapping("/pause")
    @ResponseStatus(HttpStatus.OK)
    @Allow(role = Role.ADMINISTRATOR, scope = "campaigns.write")
    @Operation(
            summary = "Pause a campaign",
            description = "A one-off campaign that waits or is being sent: from now on nobody more is sent to.")
    Campaign.Rest pause(Caller caller, @PathVariable long id) {
        return views.withProgress(steering.pause(caller, id));
    }

    @PostMapping("/resume")
    @ResponseStatus(HttpStatus.OK)
    @Allow(role = Role.ADMINISTRATOR, scope = "campaigns.write")
    @Operation(
            summary = "Resume a campaign",
            description = "Goes on with those who were not sent to yet, or waits for its time again.")
    Campaign.Rest resume(Caller caller, @PathVariable long id) {
        return views.withProgress(steering.resume(caller, id));
    }

    @PostMapping("/cancel")
    @ResponseStatus(HttpStatus.OK)
    @Allow(role = Role.ADMINISTRATOR, scope = "campaigns.write")
    @Operation(
            summary = "Cancel a campaign",
            description = "For good: who was not sent to yet is skipped. What was sent stays.")
    Campaign.Rest cancel(Caller caller, @PathVariable long id) {
        return views.withProgress(steering.cancel(caller, id));
    }
}
