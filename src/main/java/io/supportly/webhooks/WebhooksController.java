package io.supportly.webhooks;

import io.supportly.kernel.Caller;
import io.supportly.kernel.Role;
import io.supportly.kernel.web.Allow;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
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
@RequestMapping("/api/v1/accounts/{account}/webhooks")
@Tag(name = "Webhooks", description = "Addresses of yours that are told of events as they happen.")
final class WebhooksController {
    private final Webhooks webhooks;

    WebhooksController(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    record All(Listed payload) {
        record Listed(List<Webhook.Rest> webhooks) {}
    }

    record One(Shown payload) {
        record Shown(Webhook.Rest webhook) {}
    }

    @GetMapping
    @Allow(role = Role.ADMINISTRATOR, scope = "webhooks.read")
    @Operation(summary = "List webhooks", description = "All webhooks of the account, with their secrets.")
    All list(Caller caller) {
        return new All(new All.Listed(
                webhooks.of(caller.account()).stream().map(webhooks::rest).toList()));
    }

    @GetMapping("/{id}")
    @Allow(role = Role.ADMINISTRATOR, scope = "webhooks.read")
    @Operation(summary = "Show a webhook", description = "One webhook, with its secret and how it is doing.")
    One show(Caller caller, @PathVariable long id) {
        return one(webhooks.get(caller.account(), id));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Allow(role = Role.ADMINISTRATOR, scope = "webhooks.write")
    @Operation(
            summary = "Create a webhook",
            description = "The address must be unique in the account. Without `subscriptions` it is told of the eight"
                    + " usual events; with `inbox_id` only of what happens in that inbox. Each call is signed with"
                    + " `secret` after Standard Webhooks (`webhook-id`, `webhook-timestamp`, `webhook-signature`).")
    One add(Caller caller, @RequestBody Webhook.Draft draft) {
        return one(webhooks.add(caller.account(), draft.checked(true)));
    }

    @PatchMapping("/{id}")
    @Allow(role = Role.ADMINISTRATOR, scope = "webhooks.write")
    @Operation(
            summary = "Update a webhook",
            description = "`status` is `active` or `disabled`: a webhook that was switched off because it kept failing"
                    + " is switched on again with `active`. Disabling cancels what is still to be delivered.")
    One update(Caller caller, @PathVariable long id, @RequestBody Webhook.Draft draft) {
        return one(webhooks.update(caller.account(), id, draft.checked(false)));
    }

    @DeleteMapping("/{id}")
    @Allow(role = Role.ADMINISTRATOR, scope = "webhooks.write")
    @Operation(summary = "Delete a webhook", description = "Its deliveries, sent or not, go with it.")
    Map<String, Object> remove(Caller caller, @PathVariable long id) {
        webhooks.remove(caller.account(), id);
        return Map.of();
    }

    @PostMapping("/{id}/rotate_secret")
    @Allow(role = Role.ADMINISTRATOR, scope = "webhooks.write")
    @Operation(
            summary = "Rotate a webhook's secret",
            description = "Answers the new secret. For 24 hours each call carries a second signature, made with the"
                    + " old one.")
    One rotateSecret(Caller caller, @PathVariable long id) {
        return one(webhooks.rotateSecret(caller.account(), id));
    }

    private One one(Webhook webhook) {
        return new One(new One.Shown(webhooks.rest(webhook)));
    }
}
