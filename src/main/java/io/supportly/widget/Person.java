package io.supportly.widget;

import io.supportly.contacts.ContactDraft;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Given;
import io.supportly.kernel.web.Wrapped;
import io.supportly.labels.AttributeRules;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a visitor, or the website for him, says of himself. What is null is not said.
@Wrapped("contact")
record Person(
        @Nullable String identifier,
        @Nullable String identifierHash,
        @Nullable String name,
        @Nullable String email,
        @Nullable String phoneNumber,
        @Nullable String avatarUrl,
        @Nullable Map<String, Object> additionalAttributes,
        @Nullable Map<String, Object> customAttributes) {
    static final Person NOBODY = new Person(null, null, null, null, null, null, null, null);

    static Person withEmail(String email) {
        return new Person(null, null, null, email, null, null, null, null);
    }

    /// Who he is in the website's own system is not his to say here.
    Person unidentified() {
        return new Person(null, null, name, email, phoneNumber, avatarUrl, additionalAttributes, customAttributes);
    }

    /// Blames the fields below `prefix`.
    void check(Faults faults, String prefix, AttributeRules rules) {
        draft().check(faults, prefix, rules);
    }

    ContactDraft checked(AttributeRules rules) {
        return draft().checked(rules);
    }

    private ContactDraft draft() {
        return new ContactDraft(
                given(name),
                given(email),
                given(phoneNumber),
                given(identifier),
                given(avatarUrl),
                null,
                additionalAttributes,
                customAttributes,
                null,
                null);
    }

    private static Given<String> given(@Nullable String value) {
        return value == null || value.isBlank() ? Given.absent() : Given.of(value.strip());
    }
}
