package io.supportly.labels;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What carries custom attributes; the place in this list is its number, in the database and in requests.
public enum AttributeModel {
    CONVERSATION(Set.of(
            "status",
            "priority",
            "assignee_id",
            "inbox_id",
            "team_id",
            "display_id",
            "campaign_id",
            "labels",
            "browser_language",
            "country_code",
            "referer",
            "created_at",
            "last_activity_at")),
    CONTACT(Set.of(
            "name",
            "email",
            "phone_number",
            "identifier",
            "country_code",
            "city",
            "company_name",
            "created_at",
            "last_activity_at",
            "referer",
            "blocked")),
    COMPANY(Set.of("name", "domain", "description", "contacts_count", "created_at", "updated_at", "last_activity_at"));

    static final List<String> WORDS =
            Arrays.stream(values()).map(AttributeModel::word).toList();

    private final Set<String> builtIn;

    AttributeModel(Set<String> builtIn) {
        this.builtIn = builtIn;
    }

    /// Keys that are fields already.
    Set<String> builtIn() {
        return builtIn;
    }

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT) + "_attribute";
    }

    /// By its word or its number.
    static @Nullable AttributeModel find(@Nullable String said) {
        return Arrays.stream(values())
                .filter(model -> model.word().equals(said)
                        || Integer.toString(model.ordinal()).equals(said))
                .findFirst()
                .orElse(null);
    }
}
