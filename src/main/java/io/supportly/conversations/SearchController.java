package io.supportly.conversations;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.supportly.contacts.Contact;
import io.supportly.contacts.ContactLists;
import io.supportly.kernel.Caller;
import io.supportly.kernel.json.Attributes;
import io.supportly.kernel.json.Times;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.FromQuery;
import io.supportly.kernel.web.Paging;
import io.supportly.kernel.web.Required;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/accounts/{account}/search")
@Tag(name = "Search", description = "Find people and what they wrote about.")
final class SearchController {
    private static final int PAGE = 15;

    private final ContactLists contacts;
    private final Conversations conversations;
    private final ConversationViews views;

    SearchController(ContactLists contacts, Conversations conversations, ConversationViews views) {
        this.contacts = contacts;
        this.conversations = conversations;
        this.views = views;
    }

    record Query(@Required @Nullable String q, @Nullable Integer page) {}

    record Found(Payload payload, Meta meta) {}

    record Meta(int currentPage, boolean hasMore) {}

    record Payload(
            List<FoundContact> contacts,
            List<ConversationViews.Rest> conversations,
            List<Object> messages,
            List<Object> articles) {}

    record FoundContact(
            long id,
            @Nullable String email,
            String name,
            @Nullable String phoneNumber,
            @Nullable String identifier,
            Attributes additionalAttributes,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long lastActivityAt) {
        static FoundContact of(Contact contact) {
            return new FoundContact(
                    contact.id(),
                    contact.email(),
                    contact.name(),
                    contact.phoneNumber(),
                    contact.identifier(),
                    contact.additionalAttributes(),
                    Times.secondsOrNull(contact.lastActivityAt()));
        }
    }

    @GetMapping
    @Allow(scope = "contacts.read")
    @Operation(
            summary = "Search",
            description = "Contacts by name, e-mail, phone number or identifier; a number finds the conversation of"
                    + " that number too.")
    Found search(Caller caller, @FromQuery Query query) {
        String text = query.q() == null ? "" : query.q();
        new Faults().present("q", text).atMost("q", text, 255).orThrow();
        Paging paging = Paging.of(query.page(), PAGE);
        List<Contact> found = contacts.search(caller.account(), text, PAGE + 1, paging.offset());
        List<FoundContact> page =
                found.stream().limit(PAGE).map(FoundContact::of).toList();
        return new Found(
                new Payload(page, numbered(caller, text.strip()), List.of(), List.of()),
                new Meta(paging.page(), found.size() > PAGE));
    }

    private List<ConversationViews.Rest> numbered(Caller caller, String text) {
        if (!text.matches("\\d{1,18}")) {
            return List.of();
        }
        return conversations.findVisible(caller, Long.parseLong(text)).stream()
                .map(whole -> views.rest(caller, whole, null))
                .toList();
    }
}
