package io.supportly.campaigns;

import io.supportly.inboxes.Inboxes;
import io.supportly.kernel.Caller;
import io.supportly.kernel.Role;
import io.supportly.kernel.web.Allow;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/accounts/{account}")
@Tag(name = "Campaigns", description = "Messages that you begin: to visitors of a website, or to an audience.")
final class CampaignsController {
    private final Campaigns campaigns;
    private final Drafting drafting;
    private final Steering steering;
    private final CampaignViews views;
    private final Inboxes inboxes;

    CampaignsController(
            Campaigns campaigns, Drafting drafting, Steering steering, CampaignViews views, Inboxes inboxes) {
        this.campaigns = campaigns;
        this.drafting = drafting;
        this.steering = steering;
        this.views = views;
        this.inboxes = inboxes;
    }

    @GetMapping("/campaigns")
    @Allow(role = Role.ADMINISTRATOR, scope = "campaigns.read")
    @Operation(summary = "List campaigns", description = "All of them, in the order in which they were made.")
    List<Campaign.Rest> list(Caller caller) {
        return list(caller, null);
    }

    @GetMapping("/inboxes/{id}/campaigns")
    @Allow(role = Role.ADMINISTRATOR, scope = "campaigns.read")
    @Operation(summary = "List an inbox's campaigns", description = "Those that go out through the inbox.")
    List<Campaign.Rest> ofInbox(Caller caller, @PathVariable long id) {
        return list(caller, inboxes.get(caller, id).id());
    }

    private List<Campaign.Rest> list(Caller caller, @Nullable Long inbox) {
        return campaigns.of(caller.account(), inbox).stream()
                .map(campaign -> views.rest(campaign))
                .toList();
    }

    @GetMapping("/campaigns/{id}")
    @Allow(role = Role.ADMINISTRATOR, scope = "campaigns.read")
    @Operation(
            summary = "Show a campaign",
            description =
                    "One campaign, by its number in the account; a one-off one with how many of its recipients are"
                            + " where.")
    Campaign.Rest show(Caller caller, @PathVariable long id) {
        return views.withProgress(campaigns.get(caller.account(), id));
    }

    @PostMapping("/campaigns")
    @ResponseStatus(HttpStatus.CREATED)
    @Allow(role = Role.ADMINISTRATOR, scope = "campaigns.write")
    @Operation(
            summary = "Create a campaign",
            description = "The inbox decides of which kind it is. That of a website is `ongoing`: shown on the pages"
                    + " of `trigger_rules` while it is enabled. Those of API, e-mail, SMS and Twilio SMS inboxes are"
                    + " `one_off`: sent at `scheduled_at` (at once when absent) to the contacts with any label of the"
                    + " `audience`; without an audience they wait for one. Variables such as `{{contact.name}}` are"
                    + " filled in for each contact.")
    Campaign.Rest add(Caller caller, @RequestBody Campaign.Draft draft) {
        return views.rest(drafting.add(caller, draft));
    }

    @PatchMapping("/campaigns/{id}")
    @Allow(role = Role.ADMINISTRATOR, scope = "campaigns.write")
    @Operation(
            summary = "Update a campaign",
            description = "What is not sent stays. Once sending has begun, its words and its audience stay too; one"
                    + " that is completed or cancelled can't be updated.")
    Campaign.Rest update(Caller caller, @PathVariable long id, @RequestBody Campaign.Draft draft) {
        return views.rest(drafting.update(caller, id, draft));
    }

    @DeleteMapping("/campaigns/{id}")
    @Allow(role = Role.ADMINISTRATOR, scope = "campaigns.write")
    @Operation(summary = "Delete a campaign", description = "What was sent stays, what was not is not sent any more.")
    Map<String, Object> remove(Caller caller, @PathVariable long id) {
        steering.remove(caller, id);
        return Map.of();
    }
}
