package io.supportly.labels;

import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Given;
import io.supportly.kernel.web.Required;
import io.supportly.kernel.web.Wrapped;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A word that agents put on conversations and contacts, in lower case and unique in the account.
record Label(
        long id,
        String title,
        @Nullable String description,
        String color,
        @Nullable Boolean showOnSidebar) {
    private static final Pattern TITLE = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}_-]+");
    private static final Pattern COLOR = Pattern.compile("#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})");

    /// What a client may send.
    @Wrapped("label")
    record Draft(
            @Required(whenUpdating = false) @Nullable String title,
            Given<String> description,
            @Nullable String color,
            @Nullable Boolean showOnSidebar) {
        Draft checked(boolean isNew) {
            new Faults()
                    .check("title", !isNew || title != null, "can't be blank", "blank")
                    .matches("title", title, TITLE)
                    .atMost("title", title, 255)
                    .atMost("description", description.value(), 20_000)
                    .matches("color", color, COLOR)
                    .orThrow();
            return new Draft(title == null ? null : title.toLowerCase(Locale.ROOT), description, color, showOnSidebar);
        }
    }
}
