package io.supportly.replies;

import io.supportly.kernel.AccountId;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Required;
import io.supportly.kernel.web.Wrapped;
import org.jspecify.annotations.Nullable;

/// A reply that stands ready under a short word, unique in the account.
///
/// @param content as it was written, with its variables
record CannedResponse(
        long id, AccountId accountId, String shortCode, String content, String createdAt, String updatedAt) {
    private static final int LONGEST_CODE = 255;
    private static final int LONGEST_CONTENT = 20_000;

    /// What a client may send.
    @Wrapped("canned_response")
    record Draft(
            @Required(whenUpdating = false) @Nullable String shortCode,
            @Required(whenUpdating = false) @Nullable String content) {
        Draft checked(boolean isNew) {
            new Faults()
                    .check("short_code", isGiven(shortCode, isNew), "can't be blank", "blank")
                    .check("content", isGiven(content, isNew), "can't be blank", "blank")
                    .atMost("short_code", shortCode, LONGEST_CODE)
                    .atMost("content", content, LONGEST_CONTENT)
                    .orThrow();
            return new Draft(shortCode == null ? null : shortCode.strip(), content);
        }

        /// What is not sent stays as it is.
        private static boolean isGiven(@Nullable String text, boolean isNew) {
            return text == null ? !isNew : !text.isBlank();
        }
    }
}
