package io.supportly.contacts;

import io.supportly.kernel.files.Cells;
import io.supportly.kernel.problems.Fault;
import io.supportly.kernel.problems.Problem;
import io.supportly.kernel.web.Given;
import io.supportly.labels.AttributeRules;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/// A row of an imported file: the contact that it tells of, or why it can not be taken.
///
/// @param number from 1, without the row of the columns
record ImportedRow(
        int number,
        List<String> cells,
        @Nullable ContactDraft draft,
        List<String> labels,
        @Nullable String refusal) {

    /// What our own files have that is not the contact's to send.
    private static final Set<String> OURS = Set.of("", "id", "created_at", "updated_at", "last_activity_at", "errors");

    private static final Set<String> OWN =
            Set.of("name", "email", "phone_number", "identifier", "avatar_url", "blocked", "labels");

    private static final Set<String> ADDITIONAL =
            Set.of("company_name", "city", "country", "country_code", "description", "location", "bio", "timezone");

    /// @param rules what the account says about its contacts' custom attributes
    static ImportedRow of(int number, ContactFile file, CSVRecord row, AttributeRules rules) {
        List<String> cells =
                Arrays.stream(row.values()).map(cell -> cell.replace("\0", "")).toList();
        if (cells.size() > file.columns.size()) {
            return refused(number, cells, "has more cells than there are columns");
        }
        var own = new HashMap<String, String>();
        var additional = new LinkedHashMap<String, Object>();
        var custom = new LinkedHashMap<String, Object>();
        for (int i = 0; i < cells.size(); i++) {
            String column = file.columns.get(i);
            String value = Cells.read(cells.get(i).strip());
            if (value.isEmpty() || OURS.contains(column)) {
                continue;
            }
            if (OWN.contains(column)) {
                own.put(column, value);
            } else {
                (ADDITIONAL.contains(column) ? additional : custom).put(column, value);
            }
        }
        return of(number, cells, own, additional, custom, rules);
    }

    private static ImportedRow of(
            int number,
            List<String> cells,
            Map<String, String> own,
            Map<String, Object> additional,
            Map<String, Object> custom,
            AttributeRules rules) {
        boolean names = own.keySet().stream().anyMatch(Set.of("name", "email", "phone_number", "identifier")::contains);
        if (!names) {
            return refused(number, cells, "has no name, email, phone_number or identifier");
        }
        var draft = new ContactDraft(
                given(own.get("name")),
                given(own.get("email")),
                given(own.get("phone_number")),
                given(own.get("identifier")),
                given(own.get("avatar_url")),
                truth(own.get("blocked")),
                additional,
                custom,
                null,
                null);
        try {
            var labels = new Labelling.Draft(Labelling.tidy(own.getOrDefault("labels", "")));
            return new ImportedRow(number, cells, draft.checked(rules), labels.checked(), null);
        } catch (Problem refused) {
            return refused(number, cells, reason(refused));
        }
    }

    private static Given<String> given(@Nullable String value) {
        return value == null ? Given.absent() : Given.of(value);
    }

    private static @Nullable Boolean truth(@Nullable String word) {
        return word == null ? null : Set.of("true", "1", "yes").contains(word.toLowerCase(Locale.ROOT));
    }

    static ImportedRow refused(int number, List<String> cells, String reason) {
        return new ImportedRow(number, cells, null, List.of(), reason);
    }

    ImportedRow refused(String reason) {
        return refused(number, cells, reason);
    }

    static String reason(Problem problem) {
        return problem.faults().stream().map(ImportedRow::reason).collect(Collectors.joining("; "));
    }

    private static String reason(Fault fault) {
        return fault.field() == null ? fault.message() : fault.field() + " " + fault.message();
    }

    ContactDraft contact() {
        return Objects.requireNonNull(draft);
    }
}
