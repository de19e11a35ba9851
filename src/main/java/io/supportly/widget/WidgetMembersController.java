package io.supportly.widget;

import io.supportly.accounts.Members;
import io.supportly.conversations.Customers;
import io.supportly.kernel.web.ForVisitors;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Widget API")
final class WidgetMembersController {
    private final Members members;

    WidgetMembersController(Members members) {
        this.members = members;
    }

    record People(List<View> payload) {}

    record View(long id, String name, String avatarUrl, String availabilityStatus) {}

    @GetMapping("/api/v1/widget/inbox_members")
    @ForVisitors
    @Operation(summary = "List who answers on this website", description = "And whether they are there.")
    People list(Customers.Customer visitor) {
        return new People(
                members.only(visitor.inbox().account(), visitor.inbox().members()).stream()
                        .map(agent -> new View(
                                agent.id(), agent.availableName(), agent.thumbnail(), agent.availabilityStatus()))
                        .toList());
    }
}
