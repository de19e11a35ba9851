package io.supportly.accounts;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.supportly.kernel.mail.Letter;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Given;
import io.supportly.kernel.web.Wrapped;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An account with its settings (API reference, Account). `auto_resolve_duration` is in days, `auto_resolve_after` the
/// same setting in minutes.
public record Account(
        long id,
        String name,
        String locale,
        @Nullable String domain,
        @Nullable String supportEmail,
        String status,
        @Nullable Integer autoResolveDuration,
        @Nullable Integer autoResolveAfter,
        Map<String, Object> settings,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Object> customAttributes,
        Map<String, Boolean> features,
        Map<String, String> cacheKeys,
        String createdAt) {

    static final String SUSPENDED = "suspended";
    static final String DELETED = "deleted";
    static final String KEEP_PENDING = "keep_pending_on_bot_failure";
    static final int MINUTES_A_DAY = 24 * 60;
    static final int SHORTEST_AUTO_RESOLVE = 10;
    static final int LONGEST_AUTO_RESOLVE = 999 * MINUTES_A_DAY;

    public static final List<String> LOCALES = List.of(
            "en", "ar", "nl", "fr", "de", "hi", "it", "ja", "ko", "pt", "ru", "zh", "es", "ml", "ca", "el", "pt_BR",
            "ro", "ta", "fa", "zh_TW", "vi", "da", "tr", "cs", "fi", "id", "sv", "hu", "no", "zh_CN", "pl", "sk", "uk",
            "th", "lv", "is", "he", "lt", "sr", "bg", "et");

    /// Whether a conversation stays with its bot even when the bot can not be reached.
    public boolean keepsPendingOnBotFailure() {
        return Boolean.TRUE.equals(settings.get(KEEP_PENDING));
    }

    /// A mail in the account's name and language, with nothing in it yet.
    public Letter letter() {
        return Letter.from(name, locale);
    }

    /// What an administrator may change; what is not sent stays.
    @Wrapped("account")
    record Draft(
            @Nullable String name,
            @Nullable String locale,
            Given<String> domain,
            Given<String> supportEmail,
            Given<Integer> autoResolveDuration,
            Given<Integer> autoResolveAfter,
            Given<String> autoResolveMessage,
            @Nullable Boolean autoResolveIgnoreWaiting,
            Given<String> autoResolveLabel,
            @Nullable Boolean keepPendingOnBotFailure,
            @Nullable String industry,
            @Nullable String companySize,
            @Nullable String timezone,
            @Nullable String website,
            @Nullable String referralSource) {
        Draft checked() {
            new Faults()
                    .check("name", name == null || !name.isBlank(), "can't be blank", "blank")
                    .atMost("name", name, 255)
                    .oneOf("locale", locale, LOCALES)
                    .atMost("domain", domain.value(), 100)
                    .email("support_email", supportEmail.value())
                    .between("auto_resolve_duration", autoResolveDuration.value(), 1, 999)
                    .between(
                            "auto_resolve_after", autoResolveAfter.value(), SHORTEST_AUTO_RESOLVE, LONGEST_AUTO_RESOLVE)
                    .atMost("auto_resolve_message", autoResolveMessage.value(), 20_000)
                    .atMost("auto_resolve_label", autoResolveLabel.value(), 255)
                    .atMost("industry", industry, 255)
                    .atMost("company_size", companySize, 255)
                    .atMost("timezone", timezone, 255)
                    .atMost("website", website, 255)
                    .atMost("referral_source", referralSource, 255)
                    .orThrow();
            return this;
        }

        /// Minutes, from whichever of the two was sent; days win.
        Given<Integer> minutes() {
            return autoResolveDuration.here()
                    ? autoResolveDuration.map(days -> days * MINUTES_A_DAY)
                    : autoResolveAfter;
        }
    }
}
