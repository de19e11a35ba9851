package io.supportly.contacts;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.json.Attributes;
import io.supportly.kernel.json.Times;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.sql.Rows;
import io.supportly.kernel.web.Given;
import io.supportly.kernel.web.Required;
import io.supportly.kernel.web.Wrapped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An organisation that contacts belong to.
///
/// @param domain in lower case
record Company(
        AccountId account,
        long id,
        String name,
        @Nullable String domain,
        @Nullable String description,
        @Nullable String industry,
        @Nullable Integer employeeCount,
        String avatarUrl,
        Attributes additionalAttributes,
        Attributes customAttributes,
        int contactsCount,
        @Nullable Instant lastActivityAt,
        Instant createdAt,
        Instant updatedAt) {

    static final String COLUMNS = """
            c.account_id, c.id, c.name, c.domain, c.description, c.industry, c.employee_count, c.avatar_url,
            c.additional_attributes, c.custom_attributes, c.contacts_count, c.last_activity_at, c.created_at,
            c.updated_at
            """;

    /// What a client may send. What is sent as null is cleared, attributes are merged.
    @Wrapped("company")
    record Draft(
            @Required(whenUpdating = false) @Nullable String name,
            Given<String> domain,
            Given<String> description,
            Given<String> industry,
            Given<Integer> employeeCount,
            Given<String> avatarUrl,
            @Nullable Map<String, Object> additionalAttributes,
            @Nullable Map<String, Object> customAttributes) {
        private static final int LONGEST_KEY = 255;

        static Draft withoutPicture() {
            return new Draft(
                    null, Given.absent(), Given.absent(), Given.absent(), Given.absent(), Given.of(null), null, null);
        }

        Draft checkedNew() {
            return checked(new Faults().present("name", name));
        }

        Draft checkedChange() {
            return checked(new Faults().check("name", name == null || !name.isBlank(), "can't be blank", "blank"));
        }

        private Draft checked(Faults faults) {
            Given<String> lower = domain.map(text -> text.strip().toLowerCase(Locale.ROOT));
            faults.atMost("name", name, 100)
                    .matches("domain", lower.value(), BusinessDomain.HOST)
                    .atMost("description", description.value(), 1000)
                    .atMost("industry", industry.value(), 255)
                    .between("employee_count", employeeCount.value(), 0, Integer.MAX_VALUE)
                    .url("avatar_url", avatarUrl.value());
            checkKeys(faults, "additional_attributes", additionalAttributes);
            checkKeys(faults, "custom_attributes", customAttributes);
            faults.orThrow();
            return new Draft(
                    name,
                    lower,
                    description,
                    industry,
                    employeeCount,
                    avatarUrl,
                    additionalAttributes,
                    customAttributes);
        }

        private static void checkKeys(Faults faults, String field, @Nullable Map<String, Object> map) {
            if (map != null) {
                map.keySet().forEach(key -> faults.present(field, key).atMost(field, key, LONGEST_KEY));
            }
        }
    }

    record Rest(
            long id,
            String name,
            int contactsCount,
            @Nullable String domain,
            @Nullable String description,
            @Nullable String industry,
            @Nullable Integer employeeCount,
            Attributes additionalAttributes,
            Attributes customAttributes,
            String avatarUrl,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long lastActivityAt,

            long createdAt,
            long updatedAt) {}

    Rest rest() {
        return new Rest(
                id,
                name,
                contactsCount,
                domain,
                description,
                industry,
                employeeCount,
                additionalAttributes,
                customAttributes,
                avatarUrl,
                Times.secondsOrNull(lastActivityAt),
                Times.seconds(createdAt),
                Times.seconds(updatedAt));
    }

    static Company of(ResultSet row) throws SQLException {
        return new Company(
                new AccountId(row.getLong("account_id")),
                row.getLong("id"),
                row.getString("name"),
                row.getString("domain"),
                row.getString("description"),
                row.getString("industry"),
                Rows.intOrNull(row, "employee_count"),
                row.getString("avatar_url"),
                new Attributes(row.getString("additional_attributes")),
                new Attributes(row.getString("custom_attributes")),
                row.getInt("contacts_count"),
                Rows.instantOrNull(row, "last_activity_at"),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "updated_at"));
    }
}
