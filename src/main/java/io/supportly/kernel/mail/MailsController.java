package io.supportly.kernel.mail;

import io.supportly.kernel.Caller;
import io.supportly.kernel.Role;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.web.Allow;
import io.supportly.kernel.web.FromQuery;
import io.supportly.kernel.web.Paging;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/accounts/{account}/mails")
@Tag(name = "Mails", description = "What Supportly wrote to people, and what became of it.")
final class MailsController {
    private static final int SIZE = 25;
    private static final List<String> NOT_ARRIVED = List.of(Mail.Status.KEPT.word(), Mail.Status.FAILED.word());

    private final Mails mails;

    MailsController(Mails mails) {
        this.mails = mails;
    }

    record Query(@Nullable String status, @Nullable Integer page) {
        List<String> statuses() {
            new Faults().oneOf("status", status, Mail.Status.WORDS).orThrow();
            return status == null ? NOT_ARRIVED : List.of(status);
        }
    }

    record Page(Meta meta, List<Mail.Rest> payload) {}

    record Meta(long count, int currentPage) {}

    // Whoever may invite may see the invitation, and nobody else.
    @GetMapping
    @Allow(role = Role.ADMINISTRATOR, scope = "agents.write")
    @Operation(
            summary = "List mails",
            description = "Those that are kept because no SMTP server is configured, and those that failed; 25 a page,"
                    + " the newest first. With `status` those that are kept, queued, sent or failed. The text of a mail"
                    + " is forgotten once it is sent.")
    Page list(Caller caller, @FromQuery Query query) {
        List<String> statuses = query.statuses();
        var paging = Paging.of(query.page(), SIZE);
        List<Mail> found = mails.of(caller.account(), statuses, paging);
        return new Page(
                new Meta(mails.count(caller.account(), statuses), paging.page()),
                found.stream().map(Mail::rest).toList());
    }

    @GetMapping("/{id}")
    @Allow(role = Role.ADMINISTRATOR, scope = "agents.write")
    @Operation(
            summary = "Get a mail",
            description = "With its HTML form, its other recipients, the names of its files, and each attempt to send"
                    + " it: when, and what the server said where it refused.")
    Mail.Whole get(Caller caller, @PathVariable long id) {
        return mails.get(caller.account(), id);
    }

    @PostMapping("/{id}/retry")
    @Allow(role = Role.ADMINISTRATOR, scope = "agents.write")
    @Operation(
            summary = "Send a mail again",
            description = "One that has failed, or was kept because no SMTP server was configured then; it is queued"
                    + " with five attempts before it.")
    Mail.Whole retry(Caller caller, @PathVariable long id) {
        Mail mail = mails.findShown(caller.account(), id).orElseThrow(Problem::notFound);
        if (!mail.mayBeRetried()) {
            throw Problem.invalid(
                    "id", "is neither kept nor failed, but " + mail.status().word());
        }
        if (!mails.retry(caller.account(), id)) {
            throw Problem.invalid("id", "can not be sent: no SMTP server is configured");
        }
        return mails.get(caller.account(), id);
    }
}
