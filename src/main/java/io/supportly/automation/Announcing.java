package io.supportly.automation;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import io.supportly.conversations.Payloads;
import io.supportly.kernel.Caller;
import io.supportly.kernel.events.Event;
import io.supportly.kernel.jobs.Jobs;
import io.supportly.kernel.problems.Problem;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Tells an address of a conversation, as it is at this moment; a job makes the call.
@Component
final class Announcing {
    private final Payloads payloads;
    private final Jobs jobs;
    private final CustomTask<Announcement> callAddress;
    private final JsonMapper json;
    private final Clock clock;

    Announcing(Payloads payloads, Jobs jobs, CustomTask<Announcement> callAddress, JsonMapper json, Clock clock) {
        this.payloads = payloads;
        this.jobs = jobs;
        this.callAddress = callAddress;
        this.json = json;
        this.clock = clock;
    }

    private record Body(@JsonUnwrapped Object conversation, String event) {}

    void announce(Caller caller, long conversation, String url, String event) {
        Event here = Event.of(caller, event, clock.instant()).conversation(conversation);
        Object shown = payloads.find(List.of(here)).conversation(here).orElseThrow(Problem::notFound);
        String id = UUID.randomUUID().toString();
        jobs.schedule(callAddress, id, new Announcement(id, url, json.writeValueAsString(new Body(shown, event)), 0));
    }
}
