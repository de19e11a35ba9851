package io.supportly.contacts;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Given;
import io.supportly.kernel.web.Wrapped;
import io.supportly.labels.AttributeRules;
import java.util.LinkedHashMap;
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

    /// The same person by other names.
    public ContactDraft with(
            Given<String> name, Given<String> email, Given<String> phoneNumber, Given<String> identifier) {
        return new ContactDraft(
                name,
                email,
                phoneNumber,
                identifier,
                avatarUrl,
                blocked,
                additionalAttributes,
                customAttributes,
                inboxId,
                sourceId);
    }

    /// With more additional attributes.
    public ContactDraft adding(Map<String, Object> more) {
        var all = new LinkedHashMap<String, Object>(additionalAttributes == null ? Map.of() : additionalAttributes);
        all.putAll(more);
        return new ContactDraft(
                name, email, phoneNumber, identifier, avatarUrl, blocked, all, customAttributes, inboxId, sourceId);
    }

    /// As [#checked(AttributeRules)], of an account that defines no custom attributes.
    public ContactDraft checked() {
        return checked(AttributeRules.NONE);
    }

    /// Every fault at once; the phone number in E.164, the e-mail in lower case.
    public ContactDraft checked(AttributeRules rules) {
        var faults = new Faults();
        check(faults, "", rules);
        faults.orThrow();
        return new ContactDraft(
                name,
                email.map(text -> text.toLowerCase(Locale.ROOT)),
                phoneNumber.map(ContactDraft::normalised),
                identifier,
                avatarUrl,
                blocked,
                additionalAttributes,
                customAttributes,
                inboxId,
                sourceId);
    }

    /// Blames the fields below `prefix`.
    public void check(Faults faults, String prefix, AttributeRules rules) {
        faults.atMost(prefix + "name", name.value(), 255)
                .email(prefix + "email", email.value())
                .matches(
                        prefix + "phone_number",
                        phoneNumber.map(ContactDraft::normalised).value(),
                        E164)
                .atMost(prefix + "identifier", identifier.value(), 255)
                .url(prefix + "avatar_url", avatarUrl.value())
                .atMost(prefix + "source_id", sourceId, 255);
        checkKeys(faults, prefix + "additional_attributes", additionalAttributes);
        checkKeys(faults, prefix + "custom_attributes", customAttributes);
        rules.check(faults, customAttributes);
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
