package io.supportly.contacts;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Given;
import io.supportly.kernel.web.Wrapped;
import io.supportly.labels.AttributeRules;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a client may send about a contact. What is sent as null is cleared, attributes are merged.
@Wrapped("contact")
public record ContactDraft(
        Given<String> name,
        Given<String> email,
        Given<String> phoneNumber,
        Given<String> identifier,
        Given<String> avatarUrl,
        @Nullable Boolean blocked,
        @Nullable Map<String, Object> additionalAttributes,
        @Nullable Map<String, Object> customAttributes,
        @Nullable Long inboxId,
        @Nullable String sourceId) {

    private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{1,14}");
    private static final Pattern KEY = Pattern.compile(".{1,255}", Pattern.DOTALL);

    /// As [#checked(AttributeRules)], of an account that defines no custom attributes.
    public ContactDraft checked() {
        return checked(AttributeRules.NONE);
    }

    /// Every fault at once; the phone number in E.164, the e-mail in lower case.
    public ContactDraft checked(AttributeRules rules) {
        Given<String> phone = phoneNumber.map(ContactDraft::normalised);
        var faults = new Faults()
                .atMost("name", name.value(), 255)
                .email("email", email.value())
                .matches("phone_number", phone.value(), E164)
                .atMost("identifier", identifier.value(), 255)
                .url("avatar_url", avatarUrl.value())
                .atMost("source_id", sourceId, 255);
        checkKeys(faults, "additional_attributes", additionalAttributes);
        checkKeys(faults, "custom_attributes", customAttributes);
        rules.check(faults, customAttributes);
        faults.orThrow();
        return new ContactDraft(
                name,
                email.map(text -> text.toLowerCase(Locale.ROOT)),
                phone,
                identifier,
                avatarUrl,
                blocked,
                additionalAttributes,
                customAttributes,
                inboxId,
                sourceId);
    }

    private static void checkKeys(Faults faults, String field, @Nullable Map<String, Object> map) {
        if (map != null) {
            map.keySet().forEach(key -> faults.matches(field, key, KEY));
        }
    }

    /// Spaces, dashes and brackets of an international number are for readers.
    private static String normalised(String number) {
        if (!number.startsWith("+")) {
            return number;
        }
        try {
            var util = PhoneNumberUtil.getInstance();
            return util.format(util.parse(number, null), PhoneNumberUtil.PhoneNumberFormat.E164);
        } catch (NumberParseException e) {
            return number.replaceAll("[\\s().-]", "");
        }
    }
}
