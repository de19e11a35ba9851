package io.supportly.conversations;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.supportly.contacts.Contact;
import io.supportly.contacts.ContactLists;
import io.supportly.kernel.Caller;
import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.FromQuery;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/accounts/{account}/search")
@Tag(name = "Search", description = "Find people and what they wrote about.")
final class SearchController {
    /// So many contacts are looked through for their conversations when only those are wanted.
    private static final int CONTACTS = 100;

    private final ContactLists contacts;
    private final Searching searching;
    private final SearchViews views;

    SearchController(ContactLists contacts, Searching searching, SearchViews views) {
        this.contacts = contacts;
        this.searching = searching;
        this.views = views;
    }

    record Found(Payload payload, Meta meta) {}

    record Meta(int currentPage, boolean hasMore) {}

    record Payload(
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<SearchViews.FoundContact> contacts,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<SearchViews.FoundConversation> conversations,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<MessageViews.Rest> messages,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<Object> articles) {}

    record Part(Payload payload) {}

    @GetMapping
    @Allow(scope = "contacts.read")
    @Operation(
            summary = "Search",
            description = "Contacts by name, e-mail, phone number or identifier; the conversations of those contacts,"
                    + " and the one of that number; and, unless contacts fill the page, messages of the last three"
                    + " months by their words, as `search/messages` always does. 15 of each a page. `since`, `until`,"
                    + " `from` (`contact:ID` or `agent:ID`) and `inbox_id` narrow the conversations and messages.")
    Found search(Caller caller, @FromQuery SearchQuery query) {
        SearchQuery checked = query.checked();
        int size = SearchQuery.PAGE;
        List<Contact> found = contacts.search(
                caller.account(), checked.text(), size + 1, checked.paging().offset());
        List<Contact> page = found.stream().limit(size).toList();
        List<Long> ids = page.stream().map(Contact::id).toList();
        // The contacts are a page already, so each page has the first of their conversations.
        Long number = checked.paging().page() == 1 ? checked.number() : null;
        boolean full = found.size() > size;
        List<Searching.Hit> hits =
                searching.find(caller, new Searching.Wanted(ids, number, 0, full ? null : checked.text(), checked));
        Map<Long, List<Attachment>> files = views.files(hits);
        return new Found(
                new Payload(
                        page.stream().map(SearchViews.FoundContact::of).toList(),
                        conversations(hits, files),
                        messages(hits, files),
                        List.of()),
                new Meta(checked.paging().page(), full));
    }

    private List<SearchViews.FoundConversation> conversations(
            List<Searching.Hit> hits, Map<Long, List<Attachment>> files) {
        return hits.stream()
                .filter(hit -> !hit.isMessage())
                .map(hit -> views.conversation(hit, files))
                .toList();
    }

    private List<MessageViews.Rest> messages(List<Searching.Hit> hits, Map<Long, List<Attachment>> files) {
        return hits.stream()
                .filter(Searching.Hit::isMessage)
                .map(hit -> views.message(hit, files))
                .toList();
    }

    @GetMapping("/contacts")
    @Allow(scope = "contacts.read")
    @Operation(summary = "Search contacts", description = "By name, e-mail, phone number or identifier.")
    Part searchContacts(Caller caller, @FromQuery SearchQuery query) {
        SearchQuery checked = query.checked();
        var page = contacts.search(
                caller.account(),
                checked.text(),
                SearchQuery.PAGE,
                checked.paging().offset());
        return new Part(
                new Payload(page.stream().map(SearchViews.FoundContact::of).toList(), null, null, null));
    }

    @GetMapping("/conversations")
    @Allow(scope = "conversations.read")
    @Operation(
            summary = "Search conversations by contact",
            description = "Those of the contacts that the text finds, and the one of that number; the newest first.")
    Part searchConversations(Caller caller, @FromQuery SearchQuery query) {
        SearchQuery checked = query.checked();
        List<Long> ids = contacts.search(caller.account(), checked.text(), CONTACTS, 0).stream()
                .map(Contact::id)
                .toList();
        List<Searching.Hit> hits = searching.find(
                caller,
                new Searching.Wanted(ids, checked.number(), checked.paging().offset(), null, checked));
        return new Part(new Payload(null, conversations(hits, views.files(hits)), null, null));
    }

    @GetMapping("/messages")
    @Allow(scope = "messages.read")
    @Operation(
            summary = "Search messages",
            description = "Those of the last three months with all words of the text, or words that begin so; the"
                    + " newest first.")
    Part searchMessages(Caller caller, @FromQuery SearchQuery query) {
        SearchQuery checked = query.checked();
        List<Searching.Hit> hits = searching.find(caller, new Searching.Wanted(null, null, 0, checked.text(), checked));
        return new Part(new Payload(null, null, messages(hits, views.files(hits)), null));
    }

    @GetMapping("/articles")
    @Allow(scope = "accounts.read")
    @Operation(summary = "Search articles", description = "Of the help centers; empty while there is none.")
    Part searchArticles(Caller caller, @FromQuery SearchQuery query) {
        query.checked();
        return new Part(new Payload(null, null, null, List.of()));
    }
}
