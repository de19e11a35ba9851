package io.supportly.accounts;

import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Given;
import io.supportly.kernel.web.Required;
import io.supportly.kernel.web.Wrapped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// An account as an operator's program sees it (wire contract X7.3).
///
/// @param features what is switched on, and what is switched off by word
/// @param limits of how much it may have; kept for the program that sets them
public record Tenant(
        long id,
        String name,
        String locale,
        @Nullable String domain,
        @Nullable String supportEmail,
        Map<String, Object> features,
        Map<String, Object> customAttributes,
        Map<String, Object> limits,
        String status) {
    private static final List<String> STATUSES = List.of("active", "suspended");

    /// What an operator's program may set. What is not sent stays; features, limits and attributes are merged.
    @Wrapped("account")
    public record Draft(
            @Required(whenUpdating = false) @Nullable String name,
            @Nullable String locale,
            Given<String> domain,
            Given<String> supportEmail,
            @Nullable String status,
            @Nullable Map<String, Object> features,
            @Nullable Map<String, Object> limits,
            @Nullable Map<String, Object> customAttributes) {

        public Draft checked(boolean isNew) {
            new Faults()
                    .check("name", name == null ? !isNew : !name.isBlank(), "can't be blank", "blank")
                    .atMost("name", name, 255)
                    .oneOf("locale", locale, Account.LOCALES)
                    .atMost("domain", domain.value(), 100)
                    .email("support_email", supportEmail.value())
                    .oneOf("status", status, STATUSES)
                    .check("features", allSwitches(), "must each be true or false", "invalid")
                    .check("limits", allAmounts(), "must each be a whole number from 0, or null for none", "invalid")
                    .orThrow();
            return this;
        }

        private boolean allSwitches() {
            return switches().values().stream().allMatch(Boolean.class::isInstance);
        }

        private boolean allAmounts() {
            return amounts().values().stream().allMatch(value -> value == null || value instanceof Integer);
        }

        /// As forms send texts, "true" is true here.
        Map<String, @Nullable Object> switches() {
            return read(features, text -> List.of("true", "false").contains(text) ? Boolean.valueOf(text) : text);
        }

        Map<String, @Nullable Object> amounts() {
            return read(limits, text -> text.matches("\\d{1,9}") ? Integer.valueOf(text) : text);
        }

        private static Map<String, @Nullable Object> read(
                @Nullable Map<String, Object> sent, Function<String, Object> reading) {
            var read = new LinkedHashMap<String, @Nullable Object>();
            if (sent != null) {
                sent.forEach((name, value) -> read.put(name, value == null ? null : reading.apply(value.toString())));
            }
            return read;
        }
    }
}
