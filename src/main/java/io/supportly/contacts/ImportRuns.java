package io.supportly.contacts;

import io.supportly.accounts.Accounts;
import io.supportly.accounts.Agent;
import io.supportly.accounts.Members;
import io.supportly.kernel.AccountId;
import io.supportly.kernel.Caller;
import io.supportly.kernel.files.Cells;
import io.supportly.kernel.files.FileStore;
import io.supportly.kernel.mail.Letter;
import io.supportly.kernel.mail.Mails;
import io.supportly.kernel.problems.Problem;
import io.supportly.labels.AttributeDefinitions;
import io.supportly.labels.AttributeModel;
import io.supportly.labels.AttributeRules;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Carries an import through: counts the rows, writes them some at a time, and leaves a file of those that were
/// refused.
///
/// Mails are jobs too, and jobs are made before what schedules them; hence the provider.
@Component
final class ImportRuns {
    /// Events of others wait for a transaction: it is short.
    private static final int BATCH = 50;

    private static final int READ_TOGETHER = 1_000;

    private final ContactImports imports;
    private final Importing importing;
    private final FileStore files;
    private final TransferLinks links;
    private final Accounts accounts;
    private final Members members;
    private final AttributeDefinitions definitions;
    private final ObjectProvider<Mails> mails;
    private final TransactionTemplate transactions;

    ImportRuns(
            ContactImports imports,
            Importing importing,
            FileStore files,
            TransferLinks links,
            Accounts accounts,
            Members members,
            AttributeDefinitions definitions,
            ObjectProvider<Mails> mails,
            TransactionTemplate transactions) {
        this.imports = imports;
        this.importing = importing;
        this.files = files;
        this.links = links;
        this.accounts = accounts;
        this.members = members;
        this.definitions = definitions;
        this.mails = mails;
        this.transactions = transactions;
    }

    boolean run(AccountId account, long id) {
        Optional<ContactImport> found = imports.find(account, id).filter(each -> !each.isOver());
        if (found.isEmpty()) {
            return true;
        }
        ContactImport running = found.get();
        try {
            if (running.total() == null) {
                imports.begin(running, count(running));
            }
            if (!rows(running)) {
                return false;
            }
            finish(running, keepRefused(running), null);
        } catch (Problem unreadable) {
            finish(running, null, ImportedRow.reason(unreadable));
        }
        return true;
    }

    /// Reads it all before the first contact is written: a broken file leaves nothing half done.
    private int count(ContactImport running) {
        try (var file = ContactFile.open(files.open(running.fileKey()))) {
            int rows = 0;
            while (file.hasNext()) {
                file.next();
                rows++;
            }
            return rows;
        }
    }

    private boolean rows(ContactImport running) {
        var caller = caller(running);
        try (var file = ContactFile.open(files.open(running.fileKey()))) {
            int number = 0;
            while (number < running.processed() && file.hasNext()) {
                file.next();
                number++;
            }
            while (file.hasNext()) {
                if (Thread.currentThread().isInterrupted()) {
                    return false;
                }
                AttributeRules rules = definitions.rules(running.account(), AttributeModel.CONTACT);
                var batch = new ArrayList<ImportedRow>();
                while (batch.size() < BATCH && file.hasNext()) {
                    batch.add(ImportedRow.of(++number, file, file.next(), rules));
                }
                if (!importing.write(caller, running, batch)) {
                    return false;
                }
            }
        }
        return true;
    }

    /// The one who sent the file; the system once he left.
    private Caller caller(ContactImport running) {
        return members.caller(running.account(), running.userId())
                .<Caller>map(caller -> caller)
                .orElseGet(() -> new Caller.System(running.account()));
    }

    /// The rows as they came, with the reason behind each; null when all were taken.
    private @Nullable String keepRefused(ContactImport running) {
        if (imports.refused(running, 0, 1).isEmpty()) {
            return null;
        }
        List<String> headers;
        try (var file = ContactFile.open(files.open(running.fileKey()))) {
            headers = file.headers;
        }
        var stored = files.put(Cells.file(new Refused(running, headers)), Long.MAX_VALUE);
        return ((FileStore.Intake.Stored) stored).key();
    }

    private final class Refused implements Iterator<byte[]> {
        private final ContactImport running;
        private final int width;
        private byte @Nullable [] next;
        private int after;

        Refused(ContactImport running, List<String> headers) {
            this.running = running;
            this.width = headers.size();
            next = Cells.bytes(List.of(with(headers, "errors")));
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public byte[] next() {
            byte[] piece = next;
            if (piece == null) {
                throw new NoSuchElementException();
            }
            List<ImportedRow> rows = imports.refused(running, after, READ_TOGETHER);
            after = rows.isEmpty() ? after : rows.getLast().number();
            next = rows.isEmpty()
                    ? null
                    : Cells.bytes(rows.stream()
                            .map(row -> with(row.cells(), String.valueOf(row.refusal())))
                            .toList());
            return piece;
        }

        private List<String> with(List<String> cells, String last) {
            var all = new ArrayList<>(cells);
            while (all.size() < width) {
                all.add("");
            }
            all.add(last);
            return all;
        }
    }

    private void finish(ContactImport running, @Nullable String refusedKey, @Nullable String error) {
        transactions.executeWithoutResult(_ -> {
            imports.finish(running, refusedKey, error);
            members.find(running.account(), running.userId()).map(Agent::email).ifPresent(email -> {
                ContactImport over =
                        imports.find(running.account(), running.id()).orElseThrow();
                String refused = links.of(over.refusedKey(), over.finishedAt(), "refused.csv");
                mails.getObject().send(running.account(), "contact_import", email, letter(over, refused));
            });
        });
    }

    private Letter letter(ContactImport over, @Nullable String refused) {
        Letter letter = accounts.get(over.account()).letter();
        if (over.error() != null) {
            return letter.subject("import.failed.subject").says("import.failed", over.fileName(), over.error());
        }
        Letter counted = letter.subject("import.subject")
                .says("import.counts", over.fileName(), over.created(), over.updated(), over.refused());
        return refused == null ? counted : counted.says("import.refused").link("import.refused.link", refused);
    }
}
