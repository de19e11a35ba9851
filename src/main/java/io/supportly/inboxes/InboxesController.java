package io.supportly.inboxes;

import io.supportly.accounts.Agent;
import io.supportly.accounts.Members;
import io.supportly.kernel.Caller;
import io.supportly.kernel.Role;
import io.supportly.kernel.files.Avatars;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.Required;
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
@Tag(name = "Inboxes", description = "The channels that conversations come in through.")
final class InboxesController {
    private final Inboxes inboxes;
    private final ChangingInboxes changing;
    private final Members members;
    private final Avatars avatars;

    InboxesController(Inboxes inboxes, ChangingInboxes changing, Members members, Avatars avatars) {
        this.avatars = avatars;
        this.inboxes = inboxes;
        this.changing = changing;
        this.members = members;
    }

    record All(List<Map<String, Object>> payload) {}

    record People(List<Agent> payload) {}

    record MembersDraft(
            @Required @Nullable Long inboxId,
            @Required @Nullable List<Long> userIds) {
        MembersDraft checked() {
            new Faults()
                    .present("inbox_id", inboxId)
                    .present("user_ids", userIds)
                    .orThrow();
            return this;
        }

        long inbox() {
            return inboxId == null ? 0 : inboxId;
        }

        List<Long> users() {
            return userIds == null ? List.of() : userIds;
        }
    }

    @GetMapping("/inboxes")
    @Allow(scope = "inboxes.read")
    @Operation(
            summary = "List inboxes",
            description = "An administrator sees all, an agent those that he is a member of.")
    All list(Caller caller) {
        return new All(inboxes.of(caller.account()).stream()
                .filter(inbox -> inboxes.maySee(caller, inbox.id()))
                .map(inbox -> InboxViews.view(caller, inbox))
                .toList());
    }

    @GetMapping("/inboxes/{id}")
    @Allow(scope = "inboxes.read")
    @Operation(summary = "Show an inbox", description = "The inbox with its channel's configuration.")
    Map<String, Object> show(Caller caller, @PathVariable long id) {
        return InboxViews.view(caller, inboxes.get(caller, id));
    }

    @PostMapping("/inboxes")
    @ResponseStatus(HttpStatus.CREATED)
    @Allow(role = Role.ADMINISTRATOR, scope = "inboxes.write")
    @Operation(
            summary = "Create an inbox",
            description = "`channel.type` says which kind, and which settings `channel` must have. The creator is not"
                    + " made a member. Credentials of outside channels are kept as given, not tried.")
    Map<String, Object> add(Caller caller, @RequestBody InboxDraft draft) {
        return InboxViews.view(caller, changing.add(caller, draft.checked(null, avatars)));
    }

    @PatchMapping("/inboxes/{id}")
    @Allow(role = Role.ADMINISTRATOR, scope = "inboxes.write")
    @Operation(summary = "Update an inbox", description = "Changes what is sent; the kind of channel stays.")
    Map<String, Object> update(Caller caller, @PathVariable long id, @RequestBody InboxDraft draft) {
        Channel channel = inboxes.get(caller, id).channel();
        return InboxViews.view(caller, changing.update(caller, id, draft.checked(channel, avatars)));
    }

    @DeleteMapping("/inboxes/{id}")
    @Allow(role = Role.ADMINISTRATOR, scope = "inboxes.write")
    @Operation(summary = "Delete an inbox", description = "Its conversations are deleted in the background.")
    Map<String, Object> remove(Caller caller, @PathVariable long id) {
        changing.remove(caller, id);
        return Map.of("message", "The inbox is deleted, its conversations follow in the background");
    }

    @PostMapping("/inboxes/{id}/reset_secret")
    @Allow(role = Role.ADMINISTRATOR, scope = "inboxes.write")
    @Operation(summary = "Reset an API inbox's secret", description = "Deliveries are signed with the new one at once.")
    Map<String, Object> resetSecret(Caller caller, @PathVariable long id) {
        return InboxViews.view(caller, changing.resetSecret(caller, id));
    }

    @GetMapping("/inbox_members/{id}")
    @Allow(scope = "inboxes.read")
    @Operation(summary = "List an inbox's members", description = "The agents who work in the inbox.")
    People members(Caller caller, @PathVariable long id) {
        return people(caller, inboxes.get(caller, id));
    }

    @PostMapping("/inbox_members")
    @ResponseStatus(HttpStatus.CREATED)
    @Allow(role = Role.ADMINISTRATOR, scope = "inboxes.write")
    @Operation(summary = "Add members to an inbox", description = "Answers all members.")
    People addMembers(Caller caller, @RequestBody MembersDraft draft) {
        MembersDraft checked = draft.checked();
        return people(caller, changing.changeMembers(caller, checked.inbox(), checked.users(), List.of()));
    }

    @PatchMapping("/inbox_members")
    @Allow(role = Role.ADMINISTRATOR, scope = "inboxes.write")
    @Operation(summary = "Set an inbox's members", description = "Exactly these; answers all members.")
    People setMembers(Caller caller, @RequestBody MembersDraft draft) {
        MembersDraft checked = draft.checked();
        List<Long> gone = inboxes.get(caller, checked.inbox()).members().stream()
                .filter(user -> !checked.users().contains(user))
                .toList();
        return people(caller, changing.changeMembers(caller, checked.inbox(), checked.users(), gone));
    }

    @DeleteMapping("/inbox_members")
    @Allow(role = Role.ADMINISTRATOR, scope = "inboxes.write")
    @Operation(summary = "Remove members from an inbox", description = "Takes these users out of the inbox.")
    Map<String, Object> removeMembers(Caller caller, @RequestBody MembersDraft draft) {
        MembersDraft checked = draft.checked();
        changing.changeMembers(caller, checked.inbox(), List.of(), checked.users());
        return Map.of();
    }

    @DeleteMapping("/inboxes/{id}/avatar")
    @Allow(role = Role.ADMINISTRATOR, scope = "inboxes.write")
    @Operation(summary = "Delete an inbox's avatar", description = "The picture is gone for good.")
    Map<String, Object> removeAvatar(Caller caller, @PathVariable long id) {
        changing.removeAvatar(caller, id);
        return Map.of();
    }

    private People people(Caller caller, Inbox inbox) {
        return new People(members.only(caller.account(), inbox.members()));
    }
}
