package io.supportly.kernel.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.supportly.kernel.Caller;
import io.supportly.kernel.Role;
import io.supportly.kernel.json.Times;
import io.supportly.kernel.problems.Faults;
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

/// The change feed for integrators who would rather ask than be told.
@RestController
@RequestMapping("/api/v1/accounts/{account}/events")
@Tag(name = "Events", description = "Everything that changed, in order, to be read from where you left off.")
final class EventsController {
    private static final int MOST = 500;
    private static final int USUAL = 100;

    private final EventLog events;
    private final Horizon horizon;

    EventsController(EventLog events, Horizon horizon) {
        this.events = events;
        this.horizon = horizon;
    }

    record Query(@Nullable Long after, @Nullable Integer limit) {}

    record Feed(List<Row> payload, Meta meta) {}

    record Meta(long last, boolean more) {}

    record Row(
            long id,
            String event,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long conversationId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long messageId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long contactId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long inboxId,

            Actor actor,
            Map<String, Object> data,
            String createdAt) {
        static Row of(Event event) {
            return new Row(
                    event.id(),
                    event.type(),
                    event.conversationId(),
                    event.messageId(),
                    event.contactId(),
                    event.inboxId(),
                    new Actor(event.actorType(), event.actorId()),
                    event.data(),
                    Times.iso(event.createdAt()));
        }
    }

    record Actor(String type, long id) {}

    @GetMapping
    @Allow(role = Role.ADMINISTRATOR, scope = "accounts.read")
    @Operation(
            summary = "Read the change feed",
            description = "The events after the given id, oldest first. `meta.last` is the id to ask from next;"
                    + " an event is kept for 30 days.")
    Feed list(Caller caller, @FromQuery Query query) {
        new Faults()
                .between("limit", query.limit(), 1, MOST)
                .between("after", query.after(), 0, Long.MAX_VALUE)
                .orThrow();
        long after = query.after() == null ? 0 : query.after();
        int limit = query.limit() == null ? USUAL : query.limit();
        List<Event> found = events.of(caller.account(), after, horizon.advance(), limit + 1);
        List<Row> rows = found.stream().limit(limit).map(Row::of).toList();
        long last = rows.isEmpty() ? after : rows.getLast().id();
        return new Feed(rows, new Meta(last, found.size() > limit));
    }
}
