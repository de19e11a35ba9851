package io.supportly.contacts;

import io.supportly.kernel.Caller;
import io.supportly.kernel.problems.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Writes rows of a file as contacts, together with how far the file was read: what is cut off was not done at all.
@Component
final class Importing {
    private final Contacts contacts;
    private final Labelling labelling;
    private final ContactImports imports;
    private final JdbcClient sql;
    private final TransactionTemplate transactions;

    Importing(
            Contacts contacts,
            Labelling labelling,
            ContactImports imports,
            JdbcClient sql,
            TransactionTemplate transactions) {
        this.contacts = contacts;
        this.labelling = labelling;
        this.imports = imports;
        this.sql = sql;
        this.transactions = transactions;
    }

    /// How many rows became what.
    private static final class Tally {
        private int created;
        private int updated;
        private final List<ImportedRow> refused = new ArrayList<>();
    }

    /// False when another node has read these rows already. Rows of which one can not be written are written one by
    /// one, so that this one alone is refused.
    boolean write(Caller caller, ContactImport running, List<ImportedRow> rows) {
        try {
            return inOne(caller, running, rows);
        } catch (DataIntegrityViolationException | TransientDataAccessException | Problem e) {
            return rows.stream().allMatch(row -> alone(caller, running, row));
        }
    }

    private boolean alone(Caller caller, ContactImport running, ImportedRow row) {
        try {
            return inOne(caller, running, List.of(row));
        } catch (DataIntegrityViolationException e) {
            return inOne(caller, running, List.of(row.refused("has a name that has already been taken")));
        } catch (Problem e) {
            return inOne(caller, running, List.of(row.refused(ImportedRow.reason(e))));
        }
    }

    private boolean inOne(Caller caller, ContactImport running, List<ImportedRow> rows) {
        return Objects.requireNonNull(transactions.execute(transaction -> {
            var tally = new Tally();
            List<ContactDraft> drafts = rows.stream()
                    .filter(row -> row.draft() != null)
                    .map(ImportedRow::contact)
                    .toList();
            var matching = new Matching(sql, caller.account(), drafts);
            rows.forEach(row -> write(caller, row, matching, tally));
            int from = rows.getFirst().number() - 1;
            boolean first =
                    imports.advance(running, from, rows.size(), tally.created, tally.updated, tally.refused.size());
            if (!first) {
                transaction.setRollbackOnly();
                return false;
            }
            tally.refused.forEach(row -> imports.refuse(running, row));
            return true;
        }));
    }

    private void write(Caller caller, ImportedRow row, Matching matching, Tally tally) {
        if (row.draft() == null) {
            tally.refused.add(row);
            return;
        }
        Set<Long> named = matching.of(row.contact());
        if (named.size() > 1) {
            tally.refused.add(row.refused("names several contacts: " + named));
            return;
        }
        long contact = named.isEmpty()
                ? contacts.add(caller, row.contact()).id()
                : contacts.update(caller, named.iterator().next(), row.contact())
                        .id();
        if (named.isEmpty()) {
            tally.created++;
        } else {
            tally.updated++;
        }
        if (!row.labels().isEmpty()) {
            labelling.change(caller, contact, before -> both(before, row.labels()));
        }
        matching.wrote(contact, row.contact());
    }

    private static List<String> both(List<String> before, List<String> more) {
        var all = new LinkedHashSet<>(before);
        all.addAll(more);
        return List.copyOf(all);
    }
}
