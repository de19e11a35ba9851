package io.supportly.conversations;

import io.supportly.contacts.CompanyContacts;
import io.supportly.kernel.Caller;
import io.supportly.kernel.web.Allow;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Companies")
final class CompanyConversationsController {
    private static final int MOST = 20;
    private static final int CONTACTS = 200;

    private final CompanyContacts contacts;
    private final Conversations conversations;
    private final ConversationViews views;

    CompanyConversationsController(CompanyContacts contacts, Conversations conversations, ConversationViews views) {
        this.contacts = contacts;
        this.conversations = conversations;
        this.views = views;
    }

    record OfCompany(List<ConversationViews.Rest> payload) {}

    @GetMapping("/api/v1/accounts/{account}/companies/{id}/conversations")
    @Allow(scope = "conversations.read")
    @Operation(
            summary = "List a company's conversations",
            description = "The 20 that were active last, of the 200 contacts of the company who wrote last.")
    OfCompany list(Caller caller, @PathVariable long id) {
        contacts.check(caller, id);
        return new OfCompany(views.rest(caller, conversations.ofCompany(caller, id, CONTACTS, MOST)));
    }
}
