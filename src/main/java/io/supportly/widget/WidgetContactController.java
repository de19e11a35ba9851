package io.supportly.widget;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.supportly.contacts.Contact;
import io.supportly.contacts.Contacts;
import io.supportly.conversations.Customers;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.ForVisitors;
import io.supportly.kernel.web.Required;
import io.supportly.labels.AttributeDefinitions;
import io.supportly.labels.AttributeModel;
import io.supportly.labels.AttributeRules;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/widget/contact")
@Tag(name = "Widget API")
final class WidgetContactController {
    private final Customers customers;
    private final Identifying identifying;
    private final VisitorTokens tokens;
    private final Contacts contacts;
    private final AttributeDefinitions definitions;

    WidgetContactController(
            Customers customers,
            Identifying identifying,
            VisitorTokens tokens,
            Contacts contacts,
            AttributeDefinitions definitions) {
        this.customers = customers;
        this.identifying = identifying;
        this.tokens = tokens;
        this.contacts = contacts;
        this.definitions = definitions;
    }

    record View(
            long id,
            boolean hasEmail,
            boolean hasName,
            boolean hasPhoneNumber,
            @Nullable String identifier) {}

    /// @param widgetAuthToken only where another session goes on
    record Known(
            long id,
            boolean hasEmail,
            boolean hasName,
            boolean hasPhoneNumber,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String widgetAuthToken) {
        static Known of(Contact contact, @Nullable String token) {
            return new Known(
                    contact.id(),
                    contact.email() != null,
                    !contact.name().isEmpty(),
                    contact.phoneNumber() != null,
                    token);
        }
    }

    record Keys(@Required @Nullable List<String> customAttributes) {
        List<String> checked() {
            new Faults().present("custom_attributes", customAttributes).orThrow();
            return Objects.requireNonNull(customAttributes);
        }
    }

    @GetMapping
    @ForVisitors
    @Operation(summary = "Show the visitor", description = "What is known of him and needs not be asked.")
    View show(Customers.Customer visitor) {
        Known known = Known.of(visitor.contact(), null);
        return new View(
                known.id(),
                known.hasEmail(),
                known.hasName(),
                known.hasPhoneNumber(),
                visitor.shown().identifier());
    }

    @PatchMapping
    @ForVisitors
    @Operation(
            summary = "Update the visitor",
            description = "Name, e-mail address, phone number, picture and attributes, which are merged. Who gives the"
                    + " address or number of another contact becomes one with him, if the inbox asks for no proof and"
                    + " nothing is known of either that says otherwise; he then reads nothing of what was known, and"
                    + " changes none of it. Otherwise what he gave is kept as `unverified_email` or"
                    + " `unverified_phone_number` among his additional attributes.")
    Known update(Customers.Customer visitor, @RequestBody Person body) {
        var draft = body.unidentified().checked(rules(visitor));
        return Known.of(identifying.identify(visitor, draft, false).contact(), null);
    }

    private AttributeRules rules(Customers.Customer visitor) {
        return definitions.rules(visitor.inbox().account(), AttributeModel.CONTACT);
    }

    @PatchMapping("/set_user")
    @ForVisitors
    @Operation(
            summary = "Say who the visitor is",
            description = "By `identifier`, the website's own name for him, and `identifier_hash`, the hex HMAC-SHA256"
                    + " of it with the inbox's HMAC token; without the proof an inbox with `hmac_mandatory` refuses him."
                    + " The visitor becomes the contact of that name. One who had another name goes on in a new session,"
                    + " `widget_auth_token`.")
    Known setUser(Customers.Customer visitor, @RequestBody Person body) {
        boolean isProven = customers.proves(visitor.inbox(), body.identifier(), body.identifierHash());
        var faults = new Faults().present("identifier", body.identifier());
        body.check(faults, "", rules(visitor));
        faults.orThrow();
        Customers.Customer he = identifying.identify(visitor, body.checked(rules(visitor)), isProven);
        boolean isSame = he.at().id() == visitor.at().id();
        return Known.of(he.contact(), isSame ? null : tokens.sign(he.at()));
    }

    @PostMapping("/destroy_custom_attributes")
    @ForVisitors
    @Operation(summary = "Delete the visitor's custom attributes", description = "Those with these keys.")
    Contact.Raw destroyCustomAttributes(Customers.Customer visitor, @RequestBody Keys body) {
        contacts.removeAttributes(visitor.caller(), visitor.contact().id(), body.checked());
        return customers.get(visitor.inbox(), visitor.at().sourceId()).shown().raw();
    }
}
