package io.supportly.widget;

import io.supportly.conversations.CustomerActing;
import io.supportly.conversations.Customers;
import io.supportly.conversations.Visiting;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.web.ForVisitors;
import io.supportly.kernel.web.Required;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/widget/labels")
@Tag(name = "Widget API")
final class WidgetLabelsController {
    private final Visiting visiting;
    private final CustomerActing acting;
    private final Beginning beginning;

    WidgetLabelsController(Visiting visiting, CustomerActing acting, Beginning beginning) {
        this.visiting = visiting;
        this.acting = acting;
        this.beginning = beginning;
    }

    record One(@Required @Nullable String label) {}

    @PostMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @ForVisitors
    @Operation(summary = "Label the conversation", description = "With a label that the account has, by its title.")
    void add(Customers.Customer visitor, @RequestBody One body) {
        List<String> known = body.label() == null ? List.of() : beginning.known(visitor, List.of(body.label()));
        var faults = new Faults().present("label", body.label());
        faults.check("label", faults.any() || !known.isEmpty(), "is no label of this account", "inclusion")
                .orThrow();
        acting.label(visitor, last(visitor), known);
    }

    @DeleteMapping("/{title}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @ForVisitors
    @Operation(summary = "Take a label off the conversation", description = "One that it has not is off already.")
    void remove(Customers.Customer visitor, @PathVariable String title) {
        acting.unlabel(visitor, last(visitor), title);
    }

    private long last(Customers.Customer visitor) {
        return visiting.last(visitor).orElseThrow(Problem::notFound).number();
    }
}
