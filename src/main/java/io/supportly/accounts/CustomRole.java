package io.supportly.accounts;

import io.supportly.kernel.Permission;
import io.supportly.kernel.Role;
import io.supportly.kernel.json.Times;
import io.supportly.kernel.problems.Faults;
import io.supportly.kernel.sql.Rows;
import io.supportly.kernel.web.Given;
import io.supportly.kernel.web.Required;
import io.supportly.kernel.web.Wrapped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A list of what an agent may do, instead of all that agents may (wire contract X10).
public record CustomRole(
        long id,
        String name,
        @Nullable String description,
        List<Permission> permissions,
        String createdAt,
        String updatedAt) {

    /// What a client may send.
    @Wrapped("custom_role")
    record Draft(
            @Required(whenUpdating = false) @Nullable String name,
            Given<String> description,
            @Required(whenUpdating = false) @Nullable List<String> permissions) {
        Draft checked(boolean isNew) {
            List<String> sent = permissions == null ? List.of() : permissions;
            new Faults()
                    .check("name", name == null ? !isNew : !name.isBlank(), "can't be blank", "blank")
                    .atMost("name", name, 255)
                    .atMost("description", description.value(), 20_000)
                    .check("permissions", permissions == null ? !isNew : !sent.isEmpty(), "can't be blank", "blank")
                    .check(
                            "permissions",
                            new HashSet<>(Permission.WORDS).containsAll(sent),
                            "are out of " + String.join(", ", Permission.WORDS),
                            "inclusion")
                    .orThrow();
            return this;
        }

        /// In their own order; null where they stay.
        String @Nullable [] words() {
            return permissions == null
                    ? null
                    : Permission.WORDS.stream().filter(permissions::contains).toArray(String[]::new);
        }
    }

    /// What somebody of that role may do, as clients are told: what his custom role lists, or the word of the role.
    static List<String> permissions(Role role, @Nullable CustomRole custom) {
        return custom == null
                ? List.of(role.word())
                : custom.permissions().stream().map(Permission::word).toList();
    }

    static CustomRole of(ResultSet row, String prefix) throws SQLException {
        return new CustomRole(
                row.getLong(prefix + "id"),
                row.getString(prefix + "name"),
                row.getString(prefix + "description"),
                Rows.texts(row, prefix + "permissions").stream()
                        .map(Permission::of)
                        .toList(),
                Times.iso(Rows.instant(row, prefix + "created_at")),
                Times.iso(Rows.instant(row, prefix + "updated_at")));
    }

    /// Of a membership that may have no custom role.
    static @Nullable Set<Permission> permissions(ResultSet row) throws SQLException {
        return row.getObject("permissions") == null
                ? null
                : Rows.texts(row, "permissions").stream().map(Permission::of).collect(Collectors.toUnmodifiableSet());
    }
}
