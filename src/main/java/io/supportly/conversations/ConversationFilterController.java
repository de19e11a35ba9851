package io.supportly.conversations;

import io.supportly.kernel.Caller;
import io.supportly.kernel.json.Written;
import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.FromQuery;
import io.supportly.kernel.web.Paging;
import io.supportly.labels.Filter;
import io.supportly.labels.FilterDraft;
import io.supportly.labels.FilterModel;
import io.supportly.labels.Filtering;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/accounts/{account}/conversations/filter")
@Tag(name = "Conversations")
final class ConversationFilterController {
    private final Filtering filtering;
    private final FilteredConversations filtered;
    private final ConversationPages pages;

    ConversationFilterController(Filtering filtering, FilteredConversations filtered, ConversationPages pages) {
        this.filtering = filtering;
        this.filtered = filtered;
        this.pages = pages;
    }

    record Query(@Nullable Integer page) {}

    /// Unlike the list, with no `data` around it.
    record Page(ConversationCounts.Counts meta, List<Written<ConversationViews.Rest>> payload) {}

    @PostMapping
    @Allow(scope = "conversations.read")
    @Operation(
            summary = "Filter conversations",
            description = "Up to 50 conditions, joined by `and` (which binds tighter) and `or`; in any status, the last"
                    + " active first, 25 a page. A custom attribute is named by its key. The counters are those of the"
                    + " same conditions.")
    Page filter(Caller caller, @FromQuery Query query, @RequestBody FilterDraft draft) {
        Filter filter = filtering.checked(caller.account(), FilterModel.CONVERSATION, draft.payload());
        Paging paging = Paging.of(query.page(), ConversationList.PAGE);
        var page = pages.page(caller, () -> filtered.counted(caller, filter, paging));
        return new Page(page.counts(), page.conversations());
    }
}
