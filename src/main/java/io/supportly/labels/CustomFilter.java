package io.supportly.labels;

import com.fasterxml.jackson.annotation.JsonValue;
import io.supportly.kernel.json.Attributes;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.web.Required;
import io.supportly.kernel.web.Wrapped;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A filter that a user keeps for himself.
record CustomFilter(long id, String name, Type filterType, Attributes query, String createdAt, String updatedAt) {

    /// What is filtered; the place in this list is its number, in the database and in requests.
    enum Type {
        CONVERSATION(FilterModel.CONVERSATION),
        CONTACT(FilterModel.CONTACT),
        /// What a report is asked for is its own.
        REPORT(null);

        static final List<String> WORDS =
                Arrays.stream(values()).map(Type::word).toList();

        private final @Nullable FilterModel model;

        Type(@Nullable FilterModel model) {
            this.model = model;
        }

        @Nullable
        FilterModel model() {
            return model;
        }

        @JsonValue
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// By its word or its number.
        static @Nullable Type find(String said) {
            return Arrays.stream(values())
                    .filter(type -> type.word().equals(said)
                            || Integer.toString(type.ordinal()).equals(said))
                    .findFirst()
                    .orElse(null);
        }
    }

    /// What is to be written.
    record Content(String name, Type type, String query) {}

    /// What a client may send; some call the type `type`.
    @Wrapped("custom_filter")
    record Draft(
            @Required(whenUpdating = false) @Nullable String name,
            @Nullable String filterType,
            @Nullable String type,
            @Required(whenUpdating = false) @Nullable Map<String, Object> query) {

        /// Of conversations, unless it is said otherwise or stands already; null where the word is not known.
        @Nullable
        Type typeOr(@Nullable Type before, Faults faults) {
            String said = filterType == null ? type : filterType;
            if (said == null) {
                return before == null ? Type.CONVERSATION : before;
            }
            Type found = Type.find(said);
            String why = "is not included in the list: " + String.join(", ", Type.WORDS);
            faults.check("filter_type", found != null, why, "inclusion");
            return found;
        }
    }
}
